// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Synchronization

@testable import GamutEmbedding

/// A server with vectors of a text's bytes, and clients of it whose waits are put down, not waited.
final class VectorServer: Sendable {
  let server: LocalServer
  private let waits = Mutex<[Duration]>([])

  /// `answer` may answer a request of texts in its own way, given how many such came before; nil
  /// leaves it to the server.
  init(
    _ answer: @escaping @Sendable (LocalServer.Request, Int) -> LocalServer.Answer? = { _, _ in nil
    }
  ) throws {
    let count = Atomic(0)
    server = try LocalServer { request, _ in
      if request.path == "/v1/models" {
        return LocalServer.Answer(200, "{\"data\":[{\"id\":\"tiny\"}]}")
      }
      // The probe that learns the length of vectors is always answered.
      guard !Self.isProbe(request) else { return .vectors(request.texts.map(Self.vector)) }
      let number = count.add(1, ordering: .relaxed).oldValue
      return answer(request, number) ?? .vectors(request.texts.map(Self.vector))
    }
  }

  deinit { server.stop() }

  /// Numbers that differ for texts that differ, and are exact as `Float`.
  static func vector(of text: String) -> [Double] {
    let hash = StableHash.hash64(Array(text.utf8).span)
    return [
      Double(hash & 0xFFFF), Double(hash &>> 16 & 0xFFFF) / 256, -0.5, Double(text.utf8.count),
    ]
  }

  /// What all texts have, blank ones zeros.
  static func elements(_ texts: [String], prompt: String = "") -> [Float] {
    texts.flatMap { text -> [Float] in
      text.allSatisfy(\.isWhitespace)
        ? [0, 0, 0, 0] : vector(of: prompt + text).map { Float($0) }
    }
  }

  func client(
    prompt: String = "", key: String? = nil, modelName: String? = "m",
    limits: HTTPClient.Limits = .init(), address: String? = nil
  ) throws(EmbeddingError) -> EmbeddingServer {
    try EmbeddingServer(
      address: address ?? server.address, modelName: modelName, prompt: prompt, key: key,
      limits: limits, policy: policy)
  }

  private var policy: RetryPolicy {
    var policy = RetryPolicy()
    policy.pause = { [self] duration in waits.withLock { $0.append(duration) } }
    return policy
  }

  /// How long clients would have waited, in order.
  var waited: [Duration] { waits.withLock { $0 } }

  /// The requests for vectors of texts.
  var asked: [LocalServer.Request] {
    server.requests.filter { $0.path == "/v1/embeddings" && !Self.isProbe($0) }
  }

  private static func isProbe(_ request: LocalServer.Request) -> Bool {
    request.texts.count == 1 && request.texts[0].hasSuffix(EmbeddingServer.probe)
  }
}

extension EmbeddingServer {
  /// The vectors of `texts`, end to end.
  func elements(_ texts: [String], workers: Int = 2) throws(EmbeddingError) -> [Float] {
    var elements: [Float] = []
    try encoder.appendVectors(of: TextBatch(texts), to: &elements, workers: workers)
    return elements
  }
}
