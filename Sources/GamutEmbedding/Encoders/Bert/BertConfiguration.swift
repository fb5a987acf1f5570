// SPDX-License-Identifier: Apache-2.0

import GamutJSON

/// The shape of a BERT or a RoBERTa, which differ in how they count places, from its `config.json`.
///
/// > Source: Y. Liu et al., *RoBERTa*, 2019, arXiv:1907.11692; A. Conneau et al., *Unsupervised
/// > Cross-lingual Representation Learning at Scale* (XLM-R), 2020, doi:10.18653/v1/2020.acl-main.747.
struct BertConfiguration: Hashable, Sendable {
  let width: Int
  let layerCount: Int
  let headCount: Int
  let innerWidth: Int
  let vocabularyCount: Int
  /// How many rows the table of places has.
  let positionRowCount: Int
  /// The token that fills up texts, where places are counted as in RoBERTa: from the number behind it
  /// on, and a token that is it has that of its number. Nil as in BERT, from 0 on.
  let padding: Int32?
  let tokenTypeCount: Int
  let epsilon: Float

  /// The length of a query, a key or a value of one head.
  var headWidth: Int { width / headCount }

  /// How many tokens a text has at most.
  var positionCount: Int { positionRowCount - (padding.map { Int($0) + 1 } ?? 0) }

  /// Reads and checks the document.
  init(_ document: JSONTree, of files: ModelFiles) throws(EmbeddingError) {
    let name = "config.json"
    let type = document["model_type"]?.text
    guard let type, ["bert", "roberta", "xlm-roberta"].contains(type) else {
      throw files.unsupported(
        "\(name) says model_type \(type ?? "nothing"), "
          + "expected bert, roberta or xlm-roberta, or a Model2Vec model")
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
    positionRowCount = try size("max_position_embeddings")
    if type == "bert" {
      padding = nil
    } else {
      let number = document["pad_token_id"].map { $0.integer } ?? 1
      guard let number, (0..<positionRowCount - 1).contains(number) else {
        throw files.wrong(name, "pad_token_id is not a whole number below \(positionRowCount - 1)")
      }
      padding = Int32(number)
    }
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
