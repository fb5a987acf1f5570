// SPDX-License-Identifier: Apache-2.0

import GamutJSON

/// What `sentence_bert_config.json` says of a transformer; all that it may say and that is not
/// followed is refused by name.
struct TransformerSettings {
  /// The file, for the errors.
  private(set) var name = "sentence_bert_config.json"
  /// The limit that counts, and its name; nil where the tokeniser and the network set it.
  private(set) var longestText: (name: String, count: Int)?
  /// The end of a text that is read; nil where the tokeniser says it.
  private(set) var end: TokenLimit.End?
  /// Whether texts are in lower case before the tokeniser has them.
  private(set) var lowersFirst = false

  /// What changes nothing for plain texts, or says what is so anyway: lengths and masks of queries
  /// count only where a caller names its task.
  private static let idle: Set = [
    "unpad_inputs", "query_length", "document_length", "query_expansion",
  ]
  /// What changes nothing within the arguments of a network, a tokeniser or a call.
  private static let idleArguments: Set = [
    "trust_remote_code", "attn_implementation", "torch_dtype", "dtype", "device_map",
    "low_cpu_mem_usage", "use_safetensors", "use_fast", "padding", "padding_side",
    "pad_to_multiple_of", "return_tensors", "return_attention_mask", "return_token_type_ids",
  ]

  /// The settings of a folder without such a file.
  init() {}

  /// Reads `document`, which is the file `name`.
  init(_ document: JSONTree, name: String, _ files: ModelFiles) throws(EmbeddingError) {
    self.name = name
    var byCall: (name: String, count: Int)?
    for member in document.members ?? [] where !member.value.isNull {
      let key = String(decoding: member.key, as: UTF8.self)
      let value = member.value
      switch key {
      case "max_seq_length":
        if longestText == nil { longestText = (key, try Self.count(value, key, name, files)) }
      case "do_lower_case": lowersFirst = value.boolean == true
      case "transformer_task": try Self.require(value, key, "feature-extraction", name, files)
      case "module_output_name": try Self.require(value, key, "token_embeddings", name, files)
      case "modality_config":
        if let text = value["text"] {
          try Self.require(text["method"], "\(key) method", "forward", name, files)
          try Self.require(
            text["method_output_name"], "\(key) method_output_name", "last_hidden_state", name,
            files
          )
        }
      case "processing_kwargs":
        for (kind, arguments) in Self.pairs(value) where kind == "text" || kind == "common" {
          for (key, value) in Self.pairs(arguments) {
            switch key {
            case "max_length": byCall = (key, try Self.count(value, key, name, files))
            case "truncation" where value.boolean == true || value.text == "longest_first": break
            case "truncation" where value.text == "only_first": break
            case "add_special_tokens" where value.boolean == true: break
            default: try Self.requireIdle(key, in: "processing_kwargs", name, files)
            }
          }
        }
      case "processor_kwargs", "tokenizer_args":
        for (key, value) in Self.pairs(value) {
          switch key {
          case "model_max_length": longestText = (key, try Self.count(value, key, name, files))
          case "truncation_side": end = try TokenLimit.End(value, in: files.path(of: name))
          default: try Self.requireIdle(key, in: "processor_kwargs", name, files)
          }
        }
      case "config_kwargs", "config_args":
        for (key, _) in Self.pairs(value) {
          try Self.requireIdle(key, in: "config_kwargs", name, files)
        }
      case "model_kwargs", "model_args":
        for (key, _) in Self.pairs(value) {
          try Self.requireIdle(key, in: "model_kwargs", name, files)
        }
      case _ where Self.idle.contains(key): break
      default: throw files.unsupported("\(name) says \(key), which is not known")
      }
    }
    longestText = byCall ?? longestText
  }

  private static func pairs(_ value: JSONTree) -> [(String, JSONTree)] {
    (value.members ?? []).filter { !$0.value.isNull }
      .map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
  }

  private static func count(
    _ value: JSONTree, _ key: String, _ name: String, _ files: ModelFiles
  ) throws(EmbeddingError) -> Int {
    guard let count = value.integer else {
      throw files.wrong(name, "\(key) is \(value.text ?? value.kind), expected a whole number")
    }
    return count
  }

  private static func require(
    _ value: JSONTree?, _ key: String, _ expected: String, _ name: String, _ files: ModelFiles
  ) throws(EmbeddingError) {
    guard value?.text == expected else {
      throw files.unsupported(
        "\(name) says \(key) \(value?.text ?? value?.kind ?? "nothing"), expected \(expected)")
    }
  }

  private static func requireIdle(
    _ key: String, in group: String, _ name: String, _ files: ModelFiles
  ) throws(EmbeddingError) {
    guard idleArguments.contains(key) else {
      throw files.unsupported("\(name) says \(key) in \(group), which is not followed")
    }
  }
}

extension TokenLimit.End {
  /// The end that is read where a tokeniser cuts texts on the side `value`, `left` or `right`.
  init(_ value: JSONTree, in path: String) throws(EmbeddingError) {
    switch value.text?.lowercased() {
    case "right": self = .first
    case "left": self = .last
    default:
      throw EmbeddingError(
        code: .badTokenizer, path: path,
        detail: "texts are cut on the side \(value.text ?? value.kind), expected right or left")
    }
  }
}
