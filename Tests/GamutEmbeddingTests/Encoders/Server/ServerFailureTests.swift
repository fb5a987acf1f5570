// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Synchronization
import Testing

@testable import GamutEmbedding

/// Servers that are busy, slow, broken or hostile.
@Suite struct ServerFailureTests {
  private static let texts = (0..<40).map { "text \($0)" }
  private static let key = "sk-Sehr+Geheim/123="

  /// The error of a client whose requests of texts are all answered by `answer`.
  private func error(
    _ answer: LocalServer.Answer, limits: HTTPClient.Limits = .init()
  ) throws -> (error: EmbeddingError?, server: VectorServer) {
    let server = try VectorServer { _, _ in answer }
    let client = try server.client(limits: limits)
    return (#expect(throws: EmbeddingError.self) { try client.elements(["a", "b"]) }, server)
  }

  @Test("A busy server is asked again after as long as it says")
  func retryAfter() throws {
    let server = try VectorServer { _, number in
      switch number {
      case 0: LocalServer.Answer(429, "{}", fields: [("Retry-After", "7")])
      case 1: LocalServer.Answer(503, "loading", fields: [("Retry-After", "100000")])
      case 2: LocalServer.Answer(500, "")
      default: nil
      }
    }
    #expect(try server.client().elements(["a"]) == VectorServer.elements(["a"]))
    #expect(server.waited.prefix(2) == [.seconds(7), .seconds(120)])
    // The third wait is 2 s times ½ … 1.
    let third = try #require(server.waited.last)
    #expect(server.waited.count == 3 && third >= .seconds(1) && third <= .seconds(2))
  }

  @Test("Waits double, differ between requests, and are those of the seed")
  func waits() {
    var policy = RetryPolicy()
    for attempt in 1...5 {
      let full = Duration.milliseconds(500) * (1 << (attempt - 1))
      for request in 0..<20 {
        let wait = policy.wait(before: attempt, of: request, asked: nil)
        #expect(wait >= full / 2 && wait <= full)
        #expect(wait == policy.wait(before: attempt, of: request, asked: nil))
      }
    }
    let before = policy.wait(before: 1, of: 3, asked: nil)
    #expect(before != policy.wait(before: 1, of: 4, asked: nil))
    policy.seed = 1
    #expect(before != policy.wait(before: 1, of: 3, asked: nil))
    #expect(policy.wait(before: 60, of: 3, asked: nil) == .seconds(120))
  }

  @Test("A server that goes on failing is an error of one line with its message")
  func serverError() throws {
    let (error, server) = try error(
      LocalServer.Answer(500, "{\"error\":{\"message\":\"out of\\n memory\",\"type\":\"x\"}}"))
    #expect(
      error?.description
        == "\(server.server.address)/v1/embeddings: no vectors from the server: "
        + "status 500: out of memory (after 6 attempts)")
    #expect(server.asked.count == 6 && server.waited.count == 5)
  }

  @Test("The message is found where servers put it, and cut")
  func messages() throws {
    let bodies = [
      "{\"error\":\"said\"}", "{\"error\":{\"message\":\"said\"}}",
      "{\"message\":\"said\",\"code\":404}",
      "{\"detail\":\"said\"}", "{\"detail\":[{\"loc\":[],\"msg\":\"said\"}]}", "said", " said\n",
    ]
    for body in bodies {
      let (error, _) = try error(LocalServer.Answer(404, body))
      #expect(error?.detail.hasPrefix("status 404: said") == true, "\(body): \(error as Any)")
    }
    let page = "<html>\n<body>" + String(repeating: "\u{1B}[31mé ", count: 100_000)
    let (error, server) = try error(LocalServer.Answer(404, page))
    let text = try #require(error?.description)
    #expect(text.utf8.count < 400 && text.hasSuffix("…"))
    #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    #expect(server.asked.count == 1)
    #expect(
      try self.error(LocalServer.Answer(403, "")).error?.detail.contains("GAMUT_API_KEY") == true)
  }

  @Test("A connection that is cut in the middle of an answer is tried again")
  func cut() throws {
    let server = try VectorServer { request, number in
      var answer = LocalServer.Answer.vectors(request.texts.map(VectorServer.vector))
      answer.cutAfter = answer.body.count / 2
      return number < 2 ? answer : nil
    }
    #expect(try server.client().elements(["a"]) == VectorServer.elements(["a"]))
    #expect(server.waited.count == 2)
  }

  @Test("A slow server is an error after the time limit")
  func slow() throws {
    // No answer within any time that a busy machine may take; nobody waits for it.
    let server = try LocalServer { _, _ in
      var answer = LocalServer.Answer(200, "late")
      answer.delay = 600
      return answer
    }
    defer { server.stop() }
    var policy = RetryPolicy()
    policy.pause = { _ in }
    let connection = try ServerConnection(
      address: try ServerAddress(server.address), key: nil,
      limits: .init(answering: .milliseconds(100)), policy: policy)
    let error = #expect(throws: EmbeddingError.self) {
      try connection.send(nil, to: connection.address.text, number: 0)
    }
    #expect(error?.detail.hasSuffix("(after 6 attempts)") == true, "\(error as Any)")
  }

  @Test("A connection whose encryption fails is tried again")
  func noTLS() throws {
    let server = try VectorServer()
    let error = #expect(throws: EmbeddingError.self) {
      try server.client(address: "https://127.0.0.1:\(server.server.port)")
    }
    #expect(error?.detail.hasSuffix("(after 6 attempts)") == true, "\(error as Any)")
    #expect(server.waited.count == 5)
  }

  @Test("A server that is not there is an error that names it")
  func refused() throws {
    let address = "http://127.0.0.1:\(try LocalServer.unusedPort())"
    let server = try VectorServer()
    let error = #expect(throws: EmbeddingError.self) { try server.client(address: address) }
    #expect(error?.code == .serverFailed && error?.path == "\(address)/v1/embeddings")
    #expect(server.waited.count == 5)
  }

  @Test("An answer longer than the limit is not taken in")
  func huge() throws {
    let (error, server) = try error(
      LocalServer.Answer(200, String(repeating: " ", count: 300_000)),
      limits: .init(byteCount: 100_000))
    #expect(error?.detail.contains("longer than 100000 bytes") == true, "\(error as Any)")
    #expect(server.asked.count == 1)
  }

  @Test("Answers without the vectors asked for are errors, at once")
  func badAnswers() throws {
    let answers: [(LocalServer.Answer, EmbeddingError.Code)] = [
      (.vectors([[1, 2, 3, 4]]), .badAnswer),
      (.vectors([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4]]), .badAnswer),
      (.vectors([[1, 2, 3], [1, 2, 3]]), .badShape),
      (.vectors([[1, 2, 3, 4], [1, 2, .nan, 4]]), .notFinite),
      (LocalServer.Answer(200, "<html>busy</html>"), .badAnswer),
      (LocalServer.Answer(200, ""), .badAnswer),
    ]
    for (answer, code) in answers {
      let (error, server) = try error(answer)
      #expect(error?.code == code && server.asked.count == 1, "\(error as Any)")
    }
  }

  @Test("A redirect is refused, and the key stays at home", arguments: [301, 302, 307, 308])
  func redirect(status: Int) throws {
    let other = try VectorServer()
    let server = try LocalServer { _, _ in
      LocalServer.Answer(
        status, "", fields: [("Location", "\(other.server.address)/v1/embeddings")])
    }
    defer { server.stop() }
    let error = #expect(throws: EmbeddingError.self) {
      try other.client(key: Self.key, address: server.address)
    }
    #expect(error?.detail.contains("a redirect, which is not followed") == true)
    #expect(other.server.requests.isEmpty && server.requests.count == 1)
  }

  @Test("The key goes into the header, and into no error, even where the server sends it back")
  func keys() throws {
    let server = try VectorServer { request, _ in
      LocalServer.Answer(
        401, "{\"error\":{\"message\":\"bad: \(request.fields["authorization"] ?? "none")\"}}")
    }
    let client = try server.client(key: Self.key)
    #expect(
      server.server.requests.allSatisfy { $0.fields["authorization"] == "Bearer \(Self.key)" })
    let error = #expect(throws: EmbeddingError.self) { try client.elements(["a"]) }
    #expect(error?.description.contains("bad: Bearer …") == true)
    #expect("\(error as Any) \(String(reflecting: error))".contains(Self.key) == false)
    #expect(try VectorServer().client().name.contains(Self.key) == false)
    // Without a key there is no such header.
    #expect(try server.client().modelName == "m")
    #expect(server.server.requests.last?.fields["authorization"] == nil)
  }

  @Test(
    "A secret is found in a message however it is escaped",
    arguments: [
      "sk-Sehr+Geheim/123=", "sk-Sehr+Geheim\\/123=", "sk-Sehr\\u002BGeheim/123\\u003d",
      "sk-Sehr%2BGeheim%2F123%3d", "sk-Sehr&#43;Geheim&#x2F;123&#61;",
      "sk-Sehr+Geheim/123=\u{301}",
    ])
  func escapes(echo: String) throws {
    let server = try VectorServer { _, _ in LocalServer.Answer(403, "<p>\(echo)</p>") }
    let client = try server.client(key: Self.key)
    let error = #expect(throws: EmbeddingError.self) { try client.elements(["a"]) }
    // By scalars: the accent makes another character of what is before it.
    #expect(error?.detail.unicodeScalars.contains("…") == true, "\(error as Any)")
    #expect(error?.detail.contains("Geheim") == false && error?.detail.hasSuffix("</p>") == true)
  }

  @Test("A user without a password is a token: shown nowhere, as what the header makes of it")
  func token() throws {
    // base64 of ä-token: and of nothing behind it.
    let server = try VectorServer { _, _ in
      LocalServer.Answer(403, "<p>ä-token w6QtdG9rZW46 w6QtdG9rZW46%3D</p>")
    }
    let client = try server.client(address: "http://%C3%A4-token@127.0.0.1:\(server.server.port)")
    #expect(
      server.server.requests.last?.fields["authorization"] == "Basic w6QtdG9rZW46")
    let error = #expect(throws: EmbeddingError.self) { try client.elements(["a"]) }
    #expect(error?.detail.contains("<p>… … …%3D</p>") == true, "\(error as Any)")
  }

  @Test("A key that would break the header is refused, and not shown")
  func badKeys() throws {
    let server = try VectorServer()
    for key in ["a\r\nX-Evil: 1", "a b", "schlüssel", "a\u{0}"] {
      let error = #expect(throws: EmbeddingError.self) { try server.client(key: key) }
      #expect(error?.description.contains(key) == false)
    }
    #expect(server.server.requests.isEmpty)
  }

  @Test("A user of the address goes as basic authentication and is shown nowhere")
  func credentials() throws {
    let server = try VectorServer { request, _ in
      LocalServer.Answer(403, "you are \(request.fields["authorization"] ?? "") pa:ss")
    }
    let address = "http://me:pa%3Ass@127.0.0.1:\(server.server.port)"
    let client = try server.client(address: address)
    // base64 of me:pa:ss
    #expect(server.server.requests.last?.fields["authorization"] == "Basic bWU6cGE6c3M=")
    let error = #expect(throws: EmbeddingError.self) { try client.elements(["a"]) }
    for text in [error?.description ?? "", client.name, client.address] {
      #expect(!text.contains("pa:ss") && !text.contains("me:") && !text.contains("bWU6"))
    }
    #expect(throws: EmbeddingError.self) { try server.client(key: "k", address: address) }
  }

  @Test("The error is that of the first texts, and says what is lost")
  func lost() throws {
    let server = try VectorServer { request, _ in
      request.texts.contains("text 33")
        ? LocalServer.Answer(400, "{\"error\":\"thirty-three\"}") : nil
    }
    let client = try server.client()
    let error = #expect(throws: EmbeddingError.self) { try client.elements(Self.texts) }
    #expect(
      error?.detail.hasSuffix("; 32 vectors are lost") == true && error?.remedy == .keepVectors,
      "\(error as Any)")
  }

  @Test("What is lost is what the run has had, not the last batch alone")
  func lostInAll() throws {
    let server = try VectorServer { request, _ in
      request.texts.contains("text 33")
        ? LocalServer.Answer(400, "{\"error\":\"thirty-three\"}") : nil
    }
    let client = try server.client()
    for _ in 0..<2 { _ = try client.elements(Array(Self.texts[..<20]) + ["", " "]) }
    let error = #expect(throws: EmbeddingError.self) { try client.elements(Self.texts) }
    #expect(
      error?.detail.hasSuffix("; 72 vectors are lost") == true && error?.remedy == .keepVectors,
      "\(error as Any)")
    #expect(error?.row == 33)
  }

  @Test("A passing failure beside a lasting one is not the error")
  func besideAnother() throws {
    let server = try VectorServer { request, number in
      if request.texts.contains("text 33") {
        return LocalServer.Answer(400, "{\"error\":\"lasting\"}")
      }
      guard number < 4 else { return nil }
      var answer = LocalServer.Answer(503, "passing")
      answer.delay = 0.05
      return answer
    }
    let client = try server.client()
    let error = #expect(throws: EmbeddingError.self) { try client.elements(Self.texts) }
    #expect(error?.detail.contains("status 400: lasting") == true, "\(error as Any)")
  }
}
