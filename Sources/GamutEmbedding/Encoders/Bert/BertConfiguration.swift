// SPDX-License-Identifier: Apache-2.0

import GamutJSON

/// The shape of a BERT, from its `config.json`.
struct BertConfiguration: Hashable, Sendable {
  let width: Int
  let layerCount: Int
  let headCount: Int
  let innerWidth: Int
  let vocabularyCount: Int
  let positionCount: Int
  let tokenTypeCount: Int
  let epsilon: Float

  /// The length of a query, a key or a value of one head.
  var headWidth: Int { width / headCount }

  /// Reads and checks the document.
  init(_ document: JSONTree, of files: ModelFiles) throws(EmbeddingError) {
    let name = "config.json"
    guard let type = document["model_type"]?.text, type == "bert" else {
      throw files.unsupported(
        "\(name) says model_type \(document["model_type"]?.text ?? "nothing"), "
          + "expected bert, or a Model2Vec model")
    }
    for (key, expected) in [
      ("hidden_act", "gelu"), ("position_embedding_type", "absolute"),
    ] {
      if let found = document[key]?.text, found != expected {
        throw files.unsupported("\(name) says \(key) \(found), expected \(expected)")
      }
    }
    if document["is_decoder"]?.boolean == true {
      throw files.unsupported("\(name) says is_decoder true, expected an encoder")
    }
    // Every count bounds memory below, so none may be absurd.
    func size(_ key: String, _ fallback: Int? = nil) throws(EmbeddingError) -> Int {
      let value = document[key] == nil ? fallback : document[key]?.integer
      guard let value, (1...1 << 24).contains(value) else {
        throw files.wrong(name, "\(key) is not a whole number within 1…16777216")
      }
      return value
    }
    width = try size("hidden_size")
    layerCount = try size("num_hidden_layers")
    headCount = try size("num_attention_heads")
    innerWidth = try size("intermediate_size")
    vocabularyCount = try size("vocab_size")
    positionCount = try size("max_position_embeddings")
    tokenTypeCount = try size("type_vocab_size", 2)
    let epsilon = document["layer_norm_eps"]?.number ?? 1e-12
    guard epsilon >= 0, epsilon < 1 else {
      throw files.wrong(name, "layer_norm_eps is \(epsilon), expected 0…1")
    }
    self.epsilon = Float(epsilon)
    guard width % headCount == 0, width / headCount % 16 == 0, innerWidth % 16 == 0 else {
      throw files.unsupported(
        "\(headCount) heads of \(width) columns and an inner width of \(innerWidth), "
          + "expected multiples of 16")
    }
  }
}
