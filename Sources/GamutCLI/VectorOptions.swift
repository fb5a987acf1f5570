// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCorpus
import GamutEmbedding
import Glibc

/// Where vectors come from.
struct VectorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Vectors instead of a model, one row per record read: .npy, .npz, safetensors, .fvecs or JSON "
        + "lines.", valueName: "file"))
  var embeddings: String?

  @Option(
    help: ArgumentHelp("The same for the records compared with.", valueName: "file"))
  var referenceEmbeddings: String?

  @Option(
    help: ArgumentHelp(
      "The array, tensor or field of --embeddings that holds the vectors; without --embeddings the "
        + "field of each record that holds its own.", valueName: "path"))
  var embeddingField: String?

  @Option(
    help: ArgumentHelp(
      "The field that rows of --embeddings and records have in common, such as custom_id: each row "
        + "goes to its record, in any order. Of records without it, keys such as row-7 are numbers.",
      valueName: "path"))
  var embeddingKey: String?

  @Option(
    help: ArgumentHelp(
      "What makes vectors where none are given: lsa; a file that embed --save-model wrote; the folder "
        + "of a sentence encoder (BERT, XLM-R) or of a Model2Vec model; or the http(s) address of an "
        + "embeddings server, which is then sent the texts.", valueName: "lsa|file|folder|URL"))
  var model = "lsa"

  @Option(
    help: ArgumentHelp(
      "How many dimensions the vectors of lsa have at most, 2…512; default: 128.",
      valueName: "number"))
  var dimensions: Int?

  @Option(
    help: ArgumentHelp(
      "The model the embeddings server is asked for; default: the only one it has. A key is taken "
        + "from the environment variable \(VectorOptions.keyVariable).", valueName: "name"))
  var modelName: String?

  @Option(
    help: ArgumentHelp(
      "What the sentence encoder reads before every text, such as \"query: \"; default: what its "
        + "files say, nothing for a server.", valueName: "text"))
  var prompt: String?

  @Option(
    help: ArgumentHelp(
      "A folder where the vectors of a folder's or a server's model are kept, and taken from by "
        + "later runs.", valueName: "folder"))
  var cache: String?

  /// Holds the key for an embeddings server. A variable of our own: one that was set for another
  /// service must not be sent to whatever address is given.
  static let keyVariable = "GAMUT_API_KEY"

  func validate() throws {
    if model != "lsa", embeddings != nil {
      throw ValidationError("--embeddings and --model are both given; expected one of them")
    }
    if model != "lsa", embeddingField != nil {
      throw ValidationError(
        "--embedding-field and --model are both given; expected one of them")
    }
    if embeddingKey != nil, embeddings == nil {
      throw ValidationError("--embedding-key is given without --embeddings, which it is for")
    }
    if prompt != nil, model == "lsa" || SavedLSAModel.isFile(model) {
      throw ValidationError("--prompt is given without a sentence encoder; expected --model FOLDER")
    }
    if let dimensions {
      guard isFitted else {
        throw ValidationError("--dimensions is given without --model lsa, which it is for")
      }
      guard Self.dimensionRange.contains(dimensions) else {
        throw ValidationError("--dimensions is \(dimensions); it must lie in 2…512")
      }
    }
    if modelName != nil, !EmbeddingServer.isAddress(model) {
      throw ValidationError(
        "--model-name is given without an embeddings server; expected --model http://HOST:PORT")
    }
    if cache != nil, model == "lsa" || SavedLSAModel.isFile(model) {
      throw ValidationError(
        "--cache is given without a model to keep vectors of; expected --model FOLDER or URL")
    }
    if referenceEmbeddings != nil, embeddings == nil {
      throw ValidationError("--reference-embeddings needs --embeddings for the inputs")
    }
  }
}

extension VectorOptions {
  private static let dimensionRange = 2...512

  /// Whether the model is fitted on the texts at hand.
  var isFitted: Bool { model == "lsa" && embeddings == nil && embeddingField == nil }

  /// The files that vectors are read from, or made by.
  var files: [String] {
    [embeddings, referenceEmbeddings, SavedLSAModel.isFile(model) ? model : nil].compactMap { $0 }
  }

  /// The model asked for.
  ///
  /// - Parameter hasReference: whether there are records to compare with, which then need vectors.
  func vectorModel(seed: UInt64, hasReference: Bool) throws -> VectorModel {
    guard let embeddings else {
      if let embeddingField { return .field(embeddingField) }
      if EmbeddingServer.isAddress(model) {
        return .server(address: model, modelName: modelName, prompt: prompt ?? "", cache: cache)
      }
      guard model == "lsa" else {
        try requireModel()
        return SavedLSAModel.isFile(model)
          ? .savedLSA(path: model) : .folder(path: model, prompt: prompt, cache: cache)
      }
      var options = LSAModel.Options()
      options.seed = seed
      if let dimensions { options.dimensionCount = dimensions }
      return .lsa(options)
    }
    if hasReference, referenceEmbeddings == nil {
      throw ValidationError(
        "--embeddings is given and --reference-embeddings is not; expected both, of one model")
    }
    return .files(
      embeddings: embeddings, reference: referenceEmbeddings, field: embeddingField,
      key: embeddingKey)
  }

  /// Opens `model`, before anything is read or written: what is wrong with it is told first.
  func opened(_ model: VectorModel, workers: Int) throws -> OpenedModel {
    var context = RunContext(workers: workers)
    context.serverKey = Self.key
    return try OpenedModel(model, in: context)
  }

  /// Throws where `--model` names nothing that is there.
  private func requireModel() throws {
    // Safe: the string is terminated, and lives for the call.
    guard unsafe access(model, F_OK) != 0 else { return }
    throw EmbeddingError(
      code: .unsupportedModel, path: model,
      detail: "no such file or folder, expected lsa, a file of embed --save-model, a folder, or "
        + "http(s)://…")
  }

  /// The option that gives vectors, or another model than a fitted one.
  var modelOption: String {
    if embeddings != nil { return "--embeddings" }
    return embeddingField == nil ? "--model \(OneLine.quoted(model))" : "--embedding-field"
  }

  /// Says what the cache saved, and what of it was not used.
  func sayCacheUse(of model: OpenedModel?, in session: Session) {
    guard let use = model?.cacheUse else { return }
    for note in use.notes { session.say(note) }
    if use.askedCount > 0 {
      session.say("\(use.foundCount) of \(use.askedCount) vectors from the cache")
    }
  }

  /// The key of the environment; an empty one is none.
  private static var key: String? {
    // Safe: getenv returns nil or a terminated string, copied at once.
    guard let value = unsafe getenv(keyVariable) else { return nil }
    let key = unsafe String(cString: value)
    return key.isEmpty ? nil : key
  }
}
