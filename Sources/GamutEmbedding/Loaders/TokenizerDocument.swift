// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import GamutUnicode

/// A `tokenizer.json` of the library *tokenizers*, read for an encoder: what its class makes of it.
/// What is not followed is refused by name.
struct TokenizerDocument {
  let root: JSONTree
  /// The file, for the errors.
  let path: String
  /// Whose reading is followed.
  let reader: TokenizerFiles.Reader
  /// The `tokenizer_config.json`, if there is one.
  let settings: JSONTree?

  /// The tokeniser it describes.
  func tokenizer() throws(EmbeddingError) -> TokenizerFiles {
    let reading = TokenizerReading(root: root, path: path)
    let type = try reading.type()
    let expected: String
    switch reader {
    case .bertTokenizer: expected = "WordPiece"
    case .robertaTokenizer: expected = "BPE"
    case .xlmRobertaTokenizer: expected = "Unigram"
    case .tokenizers, .fastTokenizer: expected = type
    }
    guard type == expected else {
      throw EmbeddingError(
        code: .unsupportedModel, path: path,
        detail: "the tokeniser is \(type), expected \(expected)")
    }
    let tokenizer: TextTokenizer
    switch reader {
    case .robertaTokenizer: tokenizer = try reading.robertaTokenizer(settings: settings)
    case .xlmRobertaTokenizer: tokenizer = try reading.xlmRobertaTokenizer(settings: settings)
    default:
      tokenizer =
        type == "WordPiece"
        ? TextTokenizer(path: path, model: .wordPiece(try wordPieces()))
        : try TextTokenizer(root, path: path)
    }
    return TokenizerFiles(tokenizer: tokenizer, enclosure: try enclosure(tokenizer))
  }

  /// The word pieces it describes.
  func wordPieces() throws(EmbeddingError) -> WordPieceTokenizer {
    guard let model = root["model"] else { throw fault("no \"model\"") }
    if let prefix = model["continuing_subword_prefix"]?.text, prefix != "##" {
      throw fault("continuing_subword_prefix is \"\(prefix)\", expected \"##\"")
    }
    let vocabulary = try vocabulary(of: model)
    let unknownToken = model["unk_token"]?.text ?? "[UNK]"
    guard let unknown = vocabulary.id(of: Array(unknownToken.utf8)) else {
      throw fault("no piece \"\(unknownToken)\" for unknown words")
    }
    let longestWord = model["max_input_chars_per_word"]?.integer ?? 100
    return WordPieceTokenizer(
      vocabulary: vocabulary, rules: try rules(), unknown: unknown, longestWord: longestWord,
      specials: try specials())
  }

  /// To how many tokens a text is cut; nil where it is not.
  func limit() throws(EmbeddingError) -> TokenLimit? {
    guard let truncation = root["truncation"], !truncation.isNull else { return nil }
    guard let count = truncation["max_length"]?.integer, count > 0 else {
      throw fault("truncation has no max_length from 1 on")
    }
    let end = try truncation["direction"].map { value throws(EmbeddingError) in
      try TokenLimit.End(value, in: path)
    }
    return TokenLimit(count: count, read: end ?? .first)
  }

  private func vocabulary(of model: JSONTree) throws(EmbeddingError) -> WordPieceVocabulary {
    guard let members = model["vocab"]?.members, !members.isEmpty else {
      throw fault("no \"vocab\" of pieces and numbers")
    }
    var vocabulary = WordPieceVocabulary()
    for member in members {
      guard let id = member.value.integer, (0..<Int(Int32.max)).contains(id) else {
        throw fault(
          "piece \"\(String(decoding: member.key, as: UTF8.self))\" has no number from 0 on")
      }
      vocabulary.add(member.key, id: id)
    }
    return vocabulary
  }

  private func rules() throws(EmbeddingError) -> SubwordRules {
    let splitter = try only("pre_tokenizer", of: "pretokenizers")
    guard splitter?["type"]?.text == "BertPreTokenizer" else {
      throw unsupported("pre_tokenizer", splitter, "BertPreTokenizer")
    }
    let normalizer = try only("normalizer", of: "normalizers")
    guard let normalizer, normalizer["type"]?.text == "BertNormalizer" else {
      throw unsupported("normalizer", normalizer, "BertNormalizer")
    }
    var rules = SubwordRules()
    rules.cleansText = normalizer["clean_text"]?.boolean ?? true
    rules.separatesIdeographs = normalizer["handle_chinese_chars"]?.boolean ?? true
    rules.lowersCase = normalizer["lowercase"]?.boolean ?? true
    rules.stripsAccents = normalizer["strip_accents"]?.boolean ?? rules.lowersCase
    guard reader == .bertTokenizer else { return rules }
    guard rules.cleansText else {
      // The class sets it in some versions and not in others.
      throw fault("clean_text is false with the class BertTokenizer, expected true")
    }
    return SubwordRules(flagsOf: settings)
  }

  /// The step `name`, or the one step of a sequence.
  private func only(_ name: String, of list: String) throws(EmbeddingError) -> JSONTree? {
    guard let step = root[name], step["type"]?.text == "Sequence" else { return root[name] }
    guard let steps = step[list]?.elements, steps.count == 1 else {
      throw unsupported(name, step, "a single step")
    }
    return steps[0]
  }

  private func specials() throws(EmbeddingError) -> [WordPieceTokenizer.SpecialToken] {
    var specials: [WordPieceTokenizer.SpecialToken] = []
    for token in root["added_tokens"]?.elements ?? [] {
      guard case .string(let bytes)? = token["content"], let id = token["id"]?.integer,
        (0..<Int(Int32.max)).contains(id)
      else { throw fault("an added token without content and number") }
      for flag in ["single_word", "lstrip", "rstrip", "normalized"]
      where token[flag]?.boolean == true {
        throw EmbeddingError(
          code: .unsupportedModel, path: path,
          detail: "added token \"\(String(decoding: bytes, as: UTF8.self))\" has \(flag), "
            + "expected plain ones")
      }
      specials.append(.init(bytes: bytes, id: Int32(id)))
    }
    return specials
  }

  private func enclosure(
    _ tokenizer: TextTokenizer
  ) throws(EmbeddingError) -> TokenizerFiles.Enclosure? {
    guard let processor = root["post_processor"], !processor.isNull else { return nil }
    let names: [JSONTree?]
    switch processor["type"]?.text {
    case "BertProcessing", "RobertaProcessing":
      names = [processor["cls"]?.elements?.first, processor["sep"]?.elements?.first]
    case "TemplateProcessing":
      let steps = processor["single"]?.elements ?? []
      guard steps.count == 3, steps[1]["Sequence"] != nil else {
        throw unsupported("post_processor", processor, "a token, the text, a token")
      }
      names = [steps[0]["SpecialToken"]?["id"], steps[2]["SpecialToken"]?["id"]]
    case "ByteLevel": return nil  // Moves offsets alone.
    default:
      throw unsupported(
        "post_processor", processor, "TemplateProcessing, BertProcessing or RobertaProcessing")
    }
    var ids: [Int32] = []
    for case .string(let name)? in names {
      if let id = tokenizer.number(of: name) { ids.append(id) }
    }
    guard ids.count == 2 else { throw fault("post_processor names tokens that are not pieces") }
    return .init(first: ids[0], last: ids[1])
  }

  private func unsupported(
    _ name: String, _ found: JSONTree?, _ expected: String
  ) -> EmbeddingError {
    EmbeddingError(
      code: .unsupportedModel, path: path,
      detail: "\(name) is \(found?["type"]?.text ?? "missing"), expected \(expected)")
  }

  private func fault(_ detail: String) -> EmbeddingError {
    EmbeddingError(code: .badTokenizer, path: path, detail: detail)
  }
}
