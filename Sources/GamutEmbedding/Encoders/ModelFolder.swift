// SPDX-License-Identifier: Apache-2.0

import GamutJSON

/// A model of a folder, as Hugging Face lays it out: a sentence encoder of BERT, RoBERTa or XLM-R, or a
/// static model of Model2Vec or *sentence-transformers*.
///
/// It needs `config.json`, `model.safetensors`, and `tokenizer.json` or `vocab.txt`, in the folder or
/// in those that `modules.json` names; `sentence_bert_config.json`,
/// `config_sentence_transformers.json` and `tokenizer_config.json` are followed where they are
/// present. No code of the folder is run, and nothing is fetched. Other architectures, tokenisers,
/// steps and formats of weights are refused by name.
public struct ModelFolder: Sendable {
  /// Where it is.
  public let path: String
  /// A hash of the weights and of all settings: models of the same hash give the same vectors.
  public let fingerprint: String
  /// What is put before every text.
  public let prompt: String
  /// What makes the vectors.
  public internal(set) var encoder: any TextEncoder

  /// Reads the model at `path`.
  ///
  /// - Parameter prompt: what is put before every text, such as `query: `; without one, what the
  ///   model's own files say.
  /// - Throws: the first fault of the files, in one line that names the file.
  /// - Complexity: O(bytes); memory for the weights as `Float`.
  public init(path: String, prompt: String? = nil) throws(EmbeddingError) {
    let files = ModelFiles(path: path)
    guard files.has("config.json") || files.has("modules.json") else {
      throw files.unsupported(
        InputFile.isPresent(path)
          ? "no config.json, expected a folder as Hugging Face lays it out"
          : "no such folder")
    }
    if let document = try files.documentIfPresent("config.json"), Self.isModel2Vec(document) {
      guard prompt == nil else {
        throw files.unsupported("a prompt is given to a static model, expected none")
      }
      encoder = try StaticEncoder(files, configuration: document)
      self.prompt = ""
    } else {
      let modules = try SentenceModules(files)
      let shared = try SentenceConfiguration(files, prompt: prompt)
      switch modules.source {
      case .transformer(let folder):
        encoder = try SentenceEncoder(folder, modules: modules, shared: shared)
      case .staticEmbedding(let folder):
        encoder = try StaticEncoder(folder, modules: modules, shared: shared)
      }
      self.prompt = String(decoding: shared.prompt, as: UTF8.self)
    }
    self.path = path
    fingerprint = try files.fingerprint()
  }

  /// Whether a `config.json` is one of Model2Vec, which names itself in some versions only.
  private static func isModel2Vec(_ document: JSONTree) -> Bool {
    document["model_type"]?.text == "model2vec"
      || document["architectures"]?.elements?.first?.text == "StaticModel"
      || document["model_type"] == nil && document["embedding_dtype"] != nil
  }

  /// The name in reports: that of the folder, and the hash.
  public var name: String {
    let folder = path.split(separator: "/").last.map(String.init) ?? path
    return "\(folder)@\(fingerprint)"
  }
}

extension ModelFolder: Hashable {
  /// Whether both give the same vectors under the same name.
  public static func == (left: ModelFolder, right: ModelFolder) -> Bool {
    (left.path, left.fingerprint, left.prompt) == (right.path, right.fingerprint, right.prompt)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(path)
    hasher.combine(fingerprint)
    hasher.combine(prompt)
  }
}
