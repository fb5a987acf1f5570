// SPDX-License-Identifier: Apache-2.0

public import GamutEmbedding

/// A `VectorModel` in use: its weights, its connection to a server, its cache of vectors.
///
/// A run opens the one of its options; who opens one beforehand, to share it between runs or to look
/// at what its cache was good for, gives it to the run.
public struct OpenedModel: Sendable {
  /// What it was made from.
  public let model: VectorModel

  /// What is open.
  enum Held: Sendable {
    /// Nothing: it is fitted by each run, or the vectors are given.
    case nothing
    case saved(SavedLSAModel)
    case folder(ModelFolder)
    case server(EmbeddingServer)
  }

  let held: Held

  /// Reads what there is to read of `model`, and asks a server for its first vector.
  ///
  /// - Throws: `EmbeddingError`, in one line that names the file, the folder or the address.
  public init(_ model: VectorModel, in context: RunContext = RunContext()) throws(EmbeddingError) {
    self.model = model
    switch model {
    case .lsa, .files, .field: held = .nothing
    case .savedLSA(let path):
      held = .saved(try SavedLSAModel(path: path, workers: context.workers))
    case .folder(let path, let prompt, let cache):
      let folder = try ModelFolder(path: path, prompt: prompt)
      held = .folder(
        try cache.map { path throws(EmbeddingError) in try folder.cached(in: path) } ?? folder)
    case .server(let address, let modelName, let prompt, let cache):
      let server = try EmbeddingServer(
        address: address, modelName: modelName, prompt: prompt, key: context.serverKey)
      held = .server(
        try cache.map { path throws(EmbeddingError) in try server.cached(in: path) } ?? server)
    }
  }

  /// One of vectors that are given, for which nothing is opened.
  init(ofGiven model: VectorModel) {
    precondition(model.isGiven, "\(model) makes vectors")
    self.model = model
    held = .nothing
  }

  /// Its name in reports.
  public var name: String {
    switch held {
    case .saved(let saved): return saved.name
    case .folder(let folder): return folder.name
    case .server(let server): return server.name
    case .nothing: break
    }
    return switch model {
    case .field(let path): "the field \(path)"
    case .files: "embeddings"
    case .lsa, .savedLSA, .folder, .server: "lsa"
    }
  }

  /// What its cache of vectors was good for; nil without one.
  public var cacheUse: CacheUse? {
    switch held {
    case .nothing, .saved: nil
    case .folder(let folder): folder.cacheUse
    case .server(let server): server.cacheUse
    }
  }
}

extension OpenedModel? {
  /// This one, which must be of `model`, or `model` opened.
  func orOpened(
    _ model: VectorModel, in context: RunContext
  ) throws(EmbeddingError) -> OpenedModel {
    guard let self else { return try OpenedModel(model, in: context) }
    precondition(self.model == model, "opened is \(self.model), asked for is \(model)")
    return self
  }
}
