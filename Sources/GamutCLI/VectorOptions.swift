// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutEmbedding

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
      "What makes vectors where none are given: lsa, or the folder of a sentence encoder (BERT) or "
        + "of a Model2Vec model.", valueName: "lsa|folder"))
  var model = "lsa"

  @Option(
    help: ArgumentHelp(
      "What the sentence encoder reads before every text, such as \"query: \"; default: what its "
        + "files say.", valueName: "text"))
  var prompt: String?

  func validate() throws {
    if model != "lsa", embeddings != nil {
      throw ValidationError("--embeddings and --model are both given; expected one of them")
    }
    if model != "lsa", embeddingField != nil {
      throw ValidationError(
        "--embedding-field and --model are both given; expected one of them")
    }
    if prompt != nil, model == "lsa" {
      throw ValidationError("--prompt is given without a sentence encoder; expected --model FOLDER")
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
      if let embeddingField { return .field(embeddingField) }
      guard model == "lsa" else {
        return .folder(try ModelFolder(path: model, prompt: prompt))
      }
      var options = LSAModel.Options()
      options.seed = seed
      return .lsa(options)
    }
    if hasReference, referenceEmbeddings == nil {
      throw ValidationError(
        "--embeddings is given and --reference-embeddings is not; expected both, of one model")
    }
    return .files(
      embeddings: embeddings, reference: referenceEmbeddings, field: embeddingField)
  }
}
