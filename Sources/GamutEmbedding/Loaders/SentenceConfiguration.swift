// SPDX-License-Identifier: Apache-2.0

import GamutJSON

/// What `config_sentence_transformers.json` says of a model as a whole.
struct SentenceConfiguration: Hashable, Sendable {
  /// What is put before every text.
  let prompt: [UInt8]
  /// How many columns of a vector are kept; nil for all.
  let keptCount: Int?

  private static let name = "config_sentence_transformers.json"
  /// Prompts that are there without text where the file gives them none.
  private static let emptyPrompts = ["query", "document"]

  /// Reads the file where it is present; `prompt` overrules it.
  init(_ files: ModelFiles, prompt: String?) throws(EmbeddingError) {
    let document = try files.documentIfPresent(Self.name)
    if let type = document?["model_type"], !type.isNull, type.text != "SentenceTransformer" {
      throw files.unsupported(
        "\(Self.name) says model_type \(type.text ?? type.kind), expected SentenceTransformer")
    }
    let name = document?["default_prompt_name"]?.text
    let chosen = name.flatMap { document?["prompts"]?[$0] }
    if prompt == nil, let name, chosen?.text == nil,
      chosen?.isNull != true, chosen != nil || !Self.emptyPrompts.contains(name)
    {
      throw files.wrong(Self.name, "no prompt \"\(name)\", which is the default")
    }
    self.prompt = Array((prompt ?? chosen?.text ?? "").utf8)
    if let count = document?["truncate_dim"], !count.isNull {
      guard let count = count.integer, count > 0 else {
        throw files.wrong(Self.name, "truncate_dim is not a whole number from 1 on")
      }
      keptCount = count
    } else {
      keptCount = nil
    }
  }
}
