// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON

/// A server that makes vectors of texts as OpenAI's `/v1/embeddings` does: text-embeddings-inference,
/// vLLM, Ollama, llama.cpp and others.
///
/// Texts leave this machine for the server's. Nothing else is contacted: redirects are refused.
public struct EmbeddingServer: Sendable {
  /// The address of its `/v1/embeddings`, without user and password.
  public let address: String
  /// The model it is asked for.
  public let modelName: String
  /// What is put before every text.
  public let prompt: String
  /// What makes the vectors.
  public internal(set) var encoder: any TextEncoder
  /// The vector of `probe`, by which a cache knows the model again.
  let probeVector: [Float]

  /// Embedded at the start, to learn the length of vectors before any text of the user is sent.
  static let probe = "gamut"

  /// Whether `text` is the address of a server rather than the path of a folder.
  public static func isAddress(_ text: String) -> Bool { ServerAddress.isAddress(text) }

  /// Asks the server at `address` for the vector of one word, and so learns their length.
  ///
  /// - Parameters:
  ///   - address: `http(s)://HOST[:PORT][/PATH]`; `/v1/embeddings` is added where it is missing.
  ///   - modelName: the model to ask for; nil takes the only one that the server lists.
  ///   - prompt: what is put before every text.
  ///   - key: sent as `Authorization: Bearer`, and never part of an error.
  ///   - seed: of the jitter in the waits between attempts; no vector depends on it.
  /// - Throws: `EmbeddingError.Code.badAddress`, `.serverFailed` where it does not answer or refuses,
  ///   `.badAnswer`, `.badShape`, `.notFinite`.
  public init(
    address: String, modelName: String? = nil, prompt: String = "", key: String? = nil,
    seed: UInt64 = 0
  ) throws(EmbeddingError) {
    var policy = RetryPolicy()
    policy.seed = seed
    try self.init(
      address: address, modelName: modelName, prompt: prompt, key: key, limits: .init(),
      policy: policy)
  }

  init(
    address: String, modelName: String?, prompt: String, key: String?, limits: HTTPClient.Limits,
    policy: RetryPolicy
  ) throws(EmbeddingError) {
    let connection = try ServerConnection(
      address: try ServerAddress(address), key: key, limits: limits, policy: policy)
    self.address = connection.address.text
    self.prompt = prompt
    if let modelName {
      self.modelName = modelName
    } else {
      self.modelName = try connection.onlyModelName()
    }
    var probe = TextBatch()
    probe.append(Array(Self.probe.utf8).span)
    let body = ServerRequest.body(
      model: self.modelName, prompt: prompt, batch: probe, texts: CollectionOfOne(0))
    switch try connection.send(body, to: self.address, number: 0) {
    case .refusal(_, let error): throw error
    case .success(let answer):
      let (vector, width) = try connection.vectors(
        in: answer, count: 1, dimensionCount: nil, parser: AnswerParser())
      probeVector = vector
      encoder = ServerEncoder(
        connection: connection, modelName: self.modelName, prompt: prompt, dimensionCount: width)
    }
  }

  /// The name in reports: that of the model, and the address.
  public var name: String { "\(modelName) at \(address)" }
}

extension EmbeddingServer: Hashable {
  /// Whether both ask the same server for the same vectors.
  public static func == (left: EmbeddingServer, right: EmbeddingServer) -> Bool {
    (left.address, left.modelName, left.prompt) == (right.address, right.modelName, right.prompt)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(address)
    hasher.combine(modelName)
    hasher.combine(prompt)
  }
}

extension ServerConnection {
  /// The name of the model where there is one alone: from the list of models, or, where the server
  /// has no such list, from what text-embeddings-inference says of itself.
  fileprivate func onlyModelName() throws(EmbeddingError) -> String {
    let names: [String]
    switch try send(nil, to: address.models, number: 0) {
    case .success(let body):
      let models = try JSONTree(parsing: body, path: address.models)["data"]?.elements
      names = models?.compactMap { $0["id"]?.text } ?? []
    case .refusal(404, _), .refusal(405, _):
      guard case .success(let body) = try send(nil, to: address.info, number: 0) else {
        names = []
        break
      }
      let name = try JSONTree(parsing: body, path: address.info)["model_id"]?.text
      names = name.map { [$0] } ?? []
    case .refusal(_, let error): throw error
    }
    guard names.count == 1 else {
      let shown = cleaned(names.prefix(8).joined(separator: ", "))
      throw error(
        names.isEmpty
          ? "the server does not say which model it has"
          : "the server has \(names.count) models (\(shown)\(names.count > 8 ? ", …" : ""))",
        code: .badAnswer, remedy: .nameModel)
    }
    return names[0]
  }
}
