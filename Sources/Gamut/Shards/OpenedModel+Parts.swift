// SPDX-License-Identifier: Apache-2.0

import GamutEmbedding

extension OpenedModel {
  /// Throws where a part of a set has other vectors by this model than it has in the whole set, if only
  /// in their last bits: of a model that is fitted on the texts at hand, and of an encoder whose products
  /// depend on the texts beside a text.
  func requirePartsAlike() throws(EmbeddingError) {
    let reason: String
    switch held {
    case .nothing where model.isFitted: reason = "it is fitted on the texts at hand"
    case .folder(let folder) where folder.encoder.dependsOnOtherTexts:
      reason = "the last bits of its vectors depend on the texts beside a text"
    case .server: reason = "a server need not give the same vectors twice"
    case .nothing, .saved, .folder: return
    }
    throw EmbeddingError(
      code: .unsupportedModel, path: name,
      detail:
        "\(reason), and a set is decided in parts; expected a saved lsa model, a static model, "
        + "or vectors that are given")
  }
}
