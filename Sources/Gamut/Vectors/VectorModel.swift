// SPDX-License-Identifier: Apache-2.0

public import GamutEmbedding

/// Where vectors come from: paths, names and numbers, of which a run makes an `OpenedModel`.
public enum VectorModel: Hashable, Codable, Sendable {
  /// Latent semantic analysis of the texts at hand.
  case lsa(LSAModel.Options)
  /// Latent semantic analysis, fitted and saved before in the file at `path`.
  case savedLSA(path: String)
  /// A sentence encoder, or a static model, of the folder at `path`. `prompt` is put before every
  /// text, nil takes what the model's files say; `cache` is a folder where vectors are kept.
  case folder(path: String, prompt: String? = nil, cache: String? = nil)
  /// A server that makes vectors as OpenAI's does: its http(s) address and the model it is asked for,
  /// nil for the only one it has. Its key is not an option: `RunContext.serverKey`.
  case server(
    address: String, modelName: String? = nil, prompt: String = "", cache: String? = nil)
  /// A file with one row per record read, rejected ones included; and one for the reference, where
  /// there is any. The formats are those of `VectorFormat`; `field` names the array, the tensor or the
  /// field with the vectors, nil takes the only one. `key` is the field of JSON rows and of records
  /// that says which belongs to which; nil goes by the `index` of the rows, or their order.
  case files(embeddings: String, reference: String?, field: String? = nil, key: String? = nil)
  /// The field at this path of each record, and of each record compared with: a list of numbers.
  case field(String)

  /// Whether it is fitted on the texts it embeds.
  public var isFitted: Bool {
    switch self {
    case .lsa: true
    case .savedLSA, .folder, .server, .files, .field: false
    }
  }

  /// Whether the vectors are given, and no text is embedded.
  var isGiven: Bool {
    switch self {
    case .files, .field: true
    case .lsa, .savedLSA, .folder, .server: false
    }
  }

  /// The field by which records know their rows; nil where there is none.
  var keyField: String? {
    if case .files(_, _, _, let key) = self { key } else { nil }
  }
}
