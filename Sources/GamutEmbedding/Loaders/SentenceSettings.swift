// SPDX-License-Identifier: Apache-2.0

import GamutJSON

/// How *sentence-transformers* uses a network, from the files beside it.
struct SentenceSettings: Hashable, Sendable {
  /// How the rows of tokens become one.
  let pooling: TokenPooling
  /// Whether vectors are scaled to norm 1.
  let normalizes: Bool
  /// How many tokens a text has at most, `[CLS]` and `[SEP]` among them.
  let longestText: Int
  /// What is put before every text.
  let prompt: [UInt8]

  /// Reads `modules.json`, the pooling, `sentence_bert_config.json` and
  /// `config_sentence_transformers.json`. Without modules, tokens are averaged.
  init(
    _ files: ModelFiles, configuration: BertConfiguration, prompt: String?
  ) throws(EmbeddingError) {
    var pooling = TokenPooling.mean
    var normalizes = false
    var poolsPrompt = true
    if let modules = try files.documentIfPresent("modules.json") {
      let steps = modules.elements ?? []
      for (place, step) in steps.enumerated() {
        let type = step["type"]?.text ?? "none"
        switch (place, type.split(separator: ".").last.map(String.init) ?? type) {
        case (0, "Transformer"): break
        case (1, "Pooling"):
          let folder = step["path"]?.text ?? "1_Pooling"
          let name = "\(folder)/config.json"
          let document = try files.document(name)
          pooling = try Self.pooling(document, files: files, name: name)
          poolsPrompt = document["include_prompt"]?.boolean ?? true
        case (2, "Normalize"): normalizes = true
        default:
          throw files.unsupported(
            "modules.json has \(type) as step \(place), expected Transformer, Pooling, Normalize")
        }
      }
      guard steps.count >= 2 else {
        throw files.wrong("modules.json", "\(steps.count) steps, expected Transformer and Pooling")
      }
    }
    self.pooling = pooling
    self.normalizes = normalizes
    longestText = try Self.longestText(files, configuration)
    let sentences = try files.documentIfPresent("config_sentence_transformers.json")
    let name = sentences?["default_prompt_name"]?.text
    let text = prompt ?? name.flatMap { sentences?["prompts"]?[$0]?.text } ?? ""
    if prompt == nil, let name, sentences?["prompts"]?[name]?.text == nil {
      throw files.wrong(
        "config_sentence_transformers.json", "no prompt \"\(name)\", which is the default")
    }
    guard text.isEmpty || poolsPrompt else {
      throw files.unsupported("include_prompt is false with a prompt, expected true")
    }
    self.prompt = Array(text.utf8)
  }

  private static func pooling(
    _ document: JSONTree, files: ModelFiles, name: String
  ) throws(EmbeddingError) -> TokenPooling {
    let chosen = (document.members ?? []).filter { $0.value.boolean == true }
      .map { String(decoding: $0.key, as: UTF8.self) }.filter { $0.hasPrefix("pooling_mode_") }
    guard chosen.count == 1, let pooling = TokenPooling(rawValue: chosen[0]) else {
      throw EmbeddingError(
        code: .unsupportedModel, path: files.path(of: name),
        detail: "found \(chosen.isEmpty ? "no pooling" : chosen.joined(separator: " and ")), "
          + "expected one of \(TokenPooling.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return pooling
  }

  private static func longestText(
    _ files: ModelFiles, _ configuration: BertConfiguration
  ) throws(EmbeddingError) -> Int {
    let name = "sentence_bert_config.json"
    let settings = try files.documentIfPresent(name)
    var longest = configuration.positionCount
    if let length = settings?["max_seq_length"], !length.isNull {
      guard let length = length.integer, length > 2, length <= longest else {
        throw files.wrong(name, "max_seq_length is none of 3…\(longest)")
      }
      longest = length
    } else if let length = try files.documentIfPresent("tokenizer_config.json")?[
      "model_max_length"]?.number
    {
      // A number far above any, where the tokeniser knows no limit.
      guard length > 2 else { throw files.wrong("tokenizer_config.json", "model_max_length") }
      if length < Double(longest) { longest = Int(length) }
    }
    guard longest > 2 else { throw files.wrong("config.json", "\(longest) positions, expected 3") }
    if settings?["do_lower_case"]?.boolean == true {
      throw files.unsupported(
        "\(name) says do_lower_case true, expected the tokeniser to say so")
    }
    return longest
  }
}
