// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import GamutUnicode

/// The tokeniser of a model's folder: `tokenizer.json`, or `vocab.txt` with the flags of
/// `tokenizer_config.json`.
struct TokenizerFiles {
  let tokenizer: WordPieceTokenizer
  /// What a text is enclosed in; nil where the tokeniser adds nothing.
  let enclosure: Enclosure?

  /// The tokens before and behind a text.
  struct Enclosure: Hashable, Sendable {
    let first: Int32
    let last: Int32
  }

  /// The tokens that every vocabulary of BERT has.
  private static let bertSpecials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

  /// Reads the files.
  init(_ files: ModelFiles) throws(EmbeddingError) {
    let settings = try files.documentIfPresent("tokenizer_config.json")
    if files.has("tokenizer.json") {
      self = try TokenizerDocument(
        root: try files.document("tokenizer.json"), path: files.path(of: "tokenizer.json"),
        settings: settings
      ).tokenizer()
    } else if files.has("vocab.txt") {
      self = try Self(vocabularyOf: files, settings: settings)
    } else {
      for other in ["sentencepiece.bpe.model", "spiece.model", "vocab.json", "merges.txt"]
      where files.has(other) {
        throw files.unsupported("found \(other), expected tokenizer.json or vocab.txt (WordPiece)")
      }
      throw files.unsupported("no tokeniser, expected tokenizer.json or vocab.txt (WordPiece)")
    }
  }

  init(tokenizer: WordPieceTokenizer, enclosure: Enclosure?) {
    self.tokenizer = tokenizer
    self.enclosure = enclosure
  }

  /// A vocabulary of one piece a line, numbered from 0.
  private init(vocabularyOf files: ModelFiles, settings: JSONTree?) throws(EmbeddingError) {
    let path = files.path(of: "vocab.txt")
    var vocabulary = WordPieceVocabulary()
    let bytes = try files.open("vocab.txt").bytes(atMost: JSONTree.largestByteCount)
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (id, line) in lines.enumerated() {
      vocabulary.add(Array(line.last == 0x0D ? line.dropLast() : line), id: id)
    }
    var rules = SubwordRules()
    rules.apply(settings)
    var specials: [WordPieceTokenizer.SpecialToken] = []
    for name in Self.bertSpecials {
      let bytes = Array(name.utf8)
      if let id = vocabulary.id(of: bytes) { specials.append(.init(bytes: bytes, id: id)) }
    }
    func id(_ name: String) throws(EmbeddingError) -> Int32 {
      guard let special = specials.first(where: { $0.bytes == Array(name.utf8) }) else {
        throw EmbeddingError(
          code: .badTokenizer, path: path, detail: "no \(name) among \(lines.count) pieces")
      }
      return special.id
    }
    enclosure = Enclosure(first: try id("[CLS]"), last: try id("[SEP]"))
    tokenizer = WordPieceTokenizer(
      vocabulary: vocabulary, rules: rules, unknown: try id("[UNK]"), longestWord: 100,
      specials: specials)
  }
}

extension SubwordRules {
  /// Takes over the flags of a `tokenizer_config.json`, which win over those of the tokeniser.
  mutating func apply(_ settings: JSONTree?) {
    guard let settings else { return }
    if let lowers = settings["do_lower_case"]?.boolean { lowersCase = lowers }
    if let separates = settings["tokenize_chinese_chars"]?.boolean {
      separatesIdeographs = separates
    }
    if let strips = settings["strip_accents"] {
      stripsAccents = strips.boolean ?? lowersCase
    } else if settings["do_lower_case"] != nil {
      stripsAccents = lowersCase
    }
  }
}
