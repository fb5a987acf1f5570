// SPDX-License-Identifier: Apache-2.0

import GamutJSON

/// How *sentence-transformers* uses a network, from the files beside it.
struct SentenceSettings: Hashable, Sendable {
  /// How the rows of tokens become one, several side by side.
  let poolings: [TokenPooling]
  /// How many tokens of a text are read, `[CLS]` and `[SEP]` not among them.
  let limit: TokenLimit
  /// What is put before every text.
  let prompt: [UInt8]
  /// Whether texts are in lower case before the tokeniser has them.
  let lowersFirst: Bool

  /// The names of the file of settings, of which the first that says something counts.
  private static let names = [
    "bert", "roberta", "distilbert", "camembert", "albert", "xlm-roberta", "xlnet",
  ].map { "sentence_\($0)_config.json" }

  /// Reads the settings of the transformer in `files`; `end` is what its tokeniser leaves of a text.
  init(
    _ files: ModelFiles, modules: SentenceModules, configuration: BertConfiguration,
    prompt: [UInt8], end: TokenLimit.End
  ) throws(EmbeddingError) {
    poolings = modules.poolings
    if let width = modules.pooledWidth, width != configuration.width {
      throw files.wrong("config.json", "hidden_size is \(configuration.width), pooled are \(width)")
    }
    guard prompt.isEmpty || modules.poolsPrompt else {
      throw files.unsupported("include_prompt is false with a prompt, expected true")
    }
    self.prompt = prompt
    var settings = TransformerSettings()
    for name in Self.names {
      guard let document = try files.documentIfPresent(name) else { continue }
      guard document.members?.isEmpty == false else { continue }
      settings = try TransformerSettings(document, name: name, files)
      break
    }
    lowersFirst = settings.lowersFirst
    let longest = try Self.longestText(files, configuration, settings)
    limit = TokenLimit(count: longest - 2, read: settings.end ?? end)
  }

  private static func longestText(
    _ files: ModelFiles, _ configuration: BertConfiguration, _ settings: TransformerSettings
  ) throws(EmbeddingError) -> Int {
    var longest = configuration.positionCount
    if let (name, length) = settings.longestText {
      guard length > 2, length <= longest else {
        throw files.wrong(settings.name, "\(name) is none of 3…\(longest)")
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
    return longest
  }
}
