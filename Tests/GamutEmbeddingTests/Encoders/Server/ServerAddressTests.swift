// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GamutEmbedding

@Suite struct ServerAddressTests {
  @Test(
    "An address is completed to that of the embeddings",
    arguments: [
      ("http://localhost:8080", "http://localhost:8080/v1/embeddings"),
      ("http://localhost:8080/", "http://localhost:8080/v1/embeddings"),
      ("http://localhost:8080/v1", "http://localhost:8080/v1/embeddings"),
      ("http://localhost:8080/v1/", "http://localhost:8080/v1/embeddings"),
      ("http://localhost:8080/v1/embeddings", "http://localhost:8080/v1/embeddings"),
      ("http://localhost:8080/v1/embeddings/", "http://localhost:8080/v1/embeddings"),
      ("HTTPS://API.Example.com:443/v1", "https://api.example.com/v1/embeddings"),
      ("http://example.com:80", "http://example.com/v1/embeddings"),
      ("http://example.com:8000/openai/v3", "http://example.com:8000/openai/v3/embeddings"),
      ("http://[::1]:8080", "http://[::1]:8080/v1/embeddings"),
      ("https://[::1]", "https://[::1]/v1/embeddings"),
      ("http://h:8000/%40cf/v1", "http://h:8000/%40cf/v1/embeddings"),
    ])
  func completed(given: String, text: String) throws {
    let address = try ServerAddress(given)
    #expect(address.text == text && address.credentials == nil)
  }

  @Test("Neighbours of the embeddings are found")
  func neighbours() throws {
    let address = try ServerAddress("http://h:1")
    #expect(address.models == "http://h:1/v1/models" && address.info == "http://h:1/info")
    let other = try ServerAddress("http://h:1/api/embeddings")
    #expect(other.models == "http://h:1/api/models" && other.info == "http://h:1/api/info")
  }

  @Test("User information is taken off, with its escapes resolved")
  func credentials() throws {
    let address = try ServerAddress("http://me:p%40ss%3Aw@rd@h:1/v1")
    #expect(address.text == "http://h:1/v1/embeddings")
    #expect(address.credentials == .init(user: "me", password: "p@ss:w@rd"))
    #expect(try ServerAddress("http://me@h").credentials == .init(user: "me", password: ""))
  }

  @Test(
    "What is no address is refused, and the error has no user information",
    arguments: [
      "http://", "http:///v1", "http://a b/", "http://h/a b", "http://u:secret@h/?key=secret",
      "http://h/#secret", "http://u:secret@h/\u{E9}", "http://u:secret%0A@h",
      "http://u:secret%zz@h",
      "http://u:secret@", "http://u:secret@h\\i/", "http://u:secret/v1",
      "http://u:sec ret secret", "http://[::1]:secret", "http://[::1]secret",
    ])
  func refused(given: String) {
    let error = #expect(throws: EmbeddingError.self) { try ServerAddress(given) }
    #expect(error?.code == .badAddress)
    #expect(error?.description.contains("secret") == false)
  }

  @Test(
    "User information with a bare / ? or # is not taken for a host, and not shown",
    arguments: [
      "http://secret/x@h", "http://u:secret/x@h:1/v1", "http://u:12/secret@h",
      "http://u:secret?x@h", "http://u:secret#x@h", "http://u:x@secret/y@h",
      "http://u:secret/\u{301}@\u{301}h",
    ])
  func bareDelimiters(given: String) {
    let error = #expect(throws: EmbeddingError.self) { try ServerAddress(given) }
    #expect(error?.code == .badAddress && error?.path == "http://…")
    #expect(error?.description.contains("secret") == false)
  }

  @Test(
    "A port is a number of 1…65535",
    arguments: [
      "http://h:", "http://h:/v1", "http://h:0", "http://h:65536", "http://h:1:2", "http://h:+1",
      "http://h:1a", "http://h:99999999999999999999", "http://[::1]:", "http://::1",
    ])
  func ports(given: String) {
    let error = #expect(throws: EmbeddingError.self) { try ServerAddress(given) }
    #expect(error?.code == .badAddress)
  }

  @Test("Folders are no addresses")
  func folders() {
    for text in ["models/http", "http", "./http://", "lsa", "httpx://h", "ftp://h"] {
      #expect(!ServerAddress.isAddress(text), "\(text)")
    }
    #expect(ServerAddress.isAddress("http://h") && ServerAddress.isAddress("HTTPS://h"))
  }
}
