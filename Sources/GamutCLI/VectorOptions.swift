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

  @Option(help: "What makes vectors where none are given: lsa.")
  var model = "lsa"

  func validate() throws {
    guard model == "lsa" else {
      throw ValidationError("--model is \"\(model)\"; this version has lsa, or --embeddings FILE")
    }
    if referenceEmbeddings != nil, embeddings == nil {
      throw ValidationError("--reference-embeddings needs --embeddings for the inputs")
    }
  }
}

extension VectorOptions {
  /// The model asked for.
  ///
  /// - Parameter hasReference: whether there are records to compare with, which then need vectors.
  func vectorModel(seed: UInt64, hasReference: Bool) throws -> VectorModel {
    guard let embeddings else {
      var options = LSAModel.Options()
      options.seed = seed
      return .lsa(options)
    }
    if hasReference, referenceEmbeddings == nil {
      throw ValidationError(
        "--embeddings is given and --reference-embeddings is not; expected both, of one model")
    }
    return .files(embeddings: embeddings, reference: referenceEmbeddings)
  }
}
