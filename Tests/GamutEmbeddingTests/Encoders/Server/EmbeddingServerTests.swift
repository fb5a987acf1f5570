// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import GamutEmbedding

/// What goes to a server, and how its answers become rows.
@Suite struct EmbeddingServerTests {
  static let texts = (0..<200).map { "text \($0)" }

  @Test("Vectors stand in the order of the texts, on any number of workers")
  func order() throws {
    // Late requests are answered before early ones.
    let server = try VectorServer { request, number in
      var answer = LocalServer.Answer.vectors(request.texts.map(VectorServer.vector))
      answer.delay = number % 4 == 0 ? 0.03 : 0
      return answer
    }
    let client = try server.client()
    #expect(client.encoder.dimensionCount == 4)
    for workers in [1, 2, 3] {
      #expect(
        try client.elements(Self.texts, workers: workers) == VectorServer.elements(Self.texts))
    }
    #expect(server.asked.allSatisfy { $0.texts.count <= 32 && $0.model == "m" })
    // 200 texts in batches of 32, three times.
    #expect(server.asked.count == 21)
    #expect(server.waited.isEmpty)
  }

  @Test("Rows follow those that are there, and no texts are no requests")
  func appends() throws {
    let server = try VectorServer()
    let client = try server.client()
    var elements: [Float] = [9]
    try client.encoder.appendVectors(of: TextBatch(), to: &elements, workers: 1)
    #expect(elements == [9] && server.asked.isEmpty)
    try client.encoder.appendVectors(of: TextBatch(["a"]), to: &elements, workers: 1)
    #expect(elements == [9] + VectorServer.elements(["a"]))
  }

  @Test("Vectors are taken by their index, not by their place")
  func indices() throws {
    let server = try VectorServer { request, _ in
      .entries(request.texts.enumerated().map { ($0, VectorServer.vector(of: $1)) }.reversed())
    }
    #expect(try server.client().elements(Self.texts) == VectorServer.elements(Self.texts))
  }

  @Test("Blank texts are zeros and are never sent")
  func blank() throws {
    let server = try VectorServer()
    let texts = ["", "a", " \n\t", "b", ""]
    #expect(
      try server.client(prompt: "q: ").elements(texts)
        == VectorServer.elements(texts, prompt: "q: "))
    #expect(server.asked.flatMap(\.texts) == ["q: a", "q: b"])
    #expect(try server.client().elements(["", " "]) == [Float](repeating: 0, count: 8))
  }

  @Test("Hostile texts arrive as they are")
  func hostile() throws {
    let texts = [
      "\"quoted\" \\ back\\slash", "line\nbreak\r\ntab\t", "\u{0}\u{1}\u{1F}\u{7F}",
      "é\u{301}e\u{301}",
      "漢字 ไทย العربية 👩‍👩‍👧‍👦", "</script>{\"input\": []}", "\u{2028}\u{FEFF}\u{10FFFF}",
      String(repeating: "long ", count: 20_000),
    ]
    let server = try VectorServer()
    #expect(
      try server.client(prompt: "\"p\"\n").elements(texts)
        == VectorServer.elements(texts, prompt: "\"p\"\n"))
    #expect(server.asked.flatMap(\.texts) == texts.map { "\"p\"\n" + $0 })
  }

  @Test("What is not UTF-8 is sent as U+FFFD")
  func notUTF8() throws {
    let server = try VectorServer()
    var batch = TextBatch()
    batch.append([0x61, 0xED, 0xA0, 0x80, 0x62].span)  // a, a lone surrogate, b
    var elements: [Float] = []
    try server.client().encoder.appendVectors(of: batch, to: &elements, workers: 1)
    #expect(server.asked.first?.texts == ["a\u{FFFD}\u{FFFD}\u{FFFD}b"])
  }

  @Test("Long texts make short batches")
  func bytes() throws {
    let server = try VectorServer()
    let texts = (0..<8).map { "\($0)" + String(repeating: "x", count: 400_000) }
    #expect(try server.client().elements(texts) == VectorServer.elements(texts))
    #expect(server.asked.map(\.texts.count).sorted() == [2, 2, 2, 2])
  }

  @Test("An answer in chunks is put together")
  func chunked() throws {
    let server = try VectorServer { request, _ in
      var answer = LocalServer.Answer.vectors(request.texts.map(VectorServer.vector))
      answer.isChunked = true
      return answer
    }
    #expect(try server.client().elements(Self.texts) == VectorServer.elements(Self.texts))
  }

  @Test(
    "A batch that is refused is halved, and the server's limit remembered",
    arguments: [400, 413, 422])
  func halves(status: Int) throws {
    let server = try VectorServer { request, _ in
      request.texts.count > 10
        ? LocalServer.Answer(status, "{\"error\":{\"message\":\"batch size > 10\"}}") : nil
    }
    let client = try server.client()
    #expect(try client.elements(Self.texts) == VectorServer.elements(Self.texts))
    let before = server.asked.count
    #expect(try client.elements(Self.texts) == VectorServer.elements(Self.texts))
    // 32, 16 and 8: batches of 32 go in four parts from then on; the last one has 8.
    #expect(server.asked.count - before == 25)
    #expect(server.waited.isEmpty)
  }

  @Test("A text that the server refuses by itself is the error")
  func refusedText() throws {
    let server = try VectorServer { request, _ in
      request.texts.contains("text 77")
        ? LocalServer.Answer(413, "{\"message\":\"inputs must have less than 512 tokens\"}") : nil
    }
    let client = try server.client()
    let error = #expect(throws: EmbeddingError.self) { try client.elements(Self.texts) }
    #expect(
      error?.description.hasPrefix(
        "\(server.server.address)/v1/embeddings: row 77: no vectors from the server: status 413: "
          + "inputs must have less than 512 tokens (to one text of 7 bytes)") == true,
      "\(error as Any)")
  }

  @Test("The model's name is the only one the server lists, or must be given")
  func names() throws {
    #expect(try VectorServer().client(modelName: nil).modelName == "tiny")
    let lists: [(String, String)] = [
      ("{\"data\":[]}", "does not say which model"),
      ("{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}", "2 models (a, b)"), ("{}", "does not say"),
      ("<html>", "bad JSON"),
    ]
    for (list, detail) in lists {
      let server = try LocalServer { _, _ in LocalServer.Answer(200, list) }
      defer { server.stop() }
      let error = #expect(throws: EmbeddingError.self) {
        try EmbeddingServer(address: server.address)
      }
      #expect(error?.description.contains(detail) == true, "\(error as Any)")
    }
  }

  @Test("The name of text-embeddings-inference comes from what it says of itself")
  func info() throws {
    let server = try LocalServer { request, _ in
      switch request.path {
      case "/info":
        LocalServer.Answer(200, "{\"model_id\":\"BAAI/bge\",\"max_client_batch_size\":32}")
      case "/v1/embeddings": .vectors([[1, 2]])
      default: LocalServer.Answer(404, "")
      }
    }
    defer { server.stop() }
    let client = try EmbeddingServer(address: server.address)
    #expect(client.modelName == "BAAI/bge")
    #expect(client.name == "BAAI/bge at \(server.address)/v1/embeddings")
  }
}
