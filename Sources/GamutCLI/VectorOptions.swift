// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutEmbedding

/// Where vectors come from.
struct VectorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A .npy file with one row per record read, instead of a model.", valueName: "file"))
  var embeddings: String?

  @Option(
    help: ArgumentHelp("The same for the records compared with.", valueName: "file"))
  var referenceEmbeddings: String?

  @Option(
    help: ArgumentHelp(
      "What makes vectors where none are given: lsa; a file that embed --save-model wrote; or the "
        + "folder of a sentence encoder (BERT) or of a Model2Vec model.",
      valueName: "lsa|file|folder"))
  var model = "lsa"

  @Option(
    help: ArgumentHelp(
      "How many dimensions the vectors of lsa have at most, 2…512; default: 128.",
      valueName: "number"))
  var dimensions: Int?

  @Option(
    help: ArgumentHelp(
      "What the sentence encoder reads before every text, such as \"query: \"; default: what its "
        + "files say.", valueName: "text"))
  var prompt: String?

  func validate() throws {
    if model != "lsa", embeddings != nil {
      throw ValidationError("--embeddings and --model are both given; expected one of them")
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
    if referenceEmbeddings != nil, embeddings == nil {
      throw ValidationError("--reference-embeddings needs --embeddings for the inputs")
    }
  }
}

extension VectorOptions {
  private static let dimensionRange = 2...512

  /// Whether the model is fitted on the texts at hand.
  var isFitted: Bool { model == "lsa" && embeddings == nil }

  /// The model asked for.
  ///
  /// - Parameter hasReference: whether there are records to compare with, which then need vectors.
  func vectorModel(seed: UInt64, workers: Int, hasReference: Bool) throws -> VectorModel {
    guard let embeddings else {
      guard model == "lsa" else {
        return SavedLSAModel.isFile(model)
          ? .savedLSA(try SavedLSAModel(path: model, workers: workers))
          : .folder(try ModelFolder(path: model, prompt: prompt))
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
    return .files(embeddings: embeddings, reference: referenceEmbeddings)
  }
}
