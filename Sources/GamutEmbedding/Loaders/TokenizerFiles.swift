// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import GamutUnicode

/// The tokeniser of a model's folder: `tokenizer.json`, or `vocab.txt` with the flags of
/// `tokenizer_config.json`.
struct TokenizerFiles {
  let tokenizer: TextTokenizer
  /// What a text is enclosed in; nil where the tokeniser adds nothing.
  let enclosure: Enclosure?
  /// To how many tokens `tokenizer.json` cuts a text; nil where it does not.
  private(set) var limit: TokenLimit?
  /// Which end of a text is read where it is cut.
  private(set) var end = TokenLimit.End.first

  /// Whose reading of the files is followed.
  enum Reader: Hashable, Sendable {
    /// The library *tokenizers*: `tokenizer.json` as it stands.
    case tokenizers
    /// The class `PreTrainedTokenizerFast` of *transformers*: the same, with the end of a text that
    /// `tokenizer_config.json` names.
    case fastTokenizer
    /// Its class `BertTokenizer`: the flags of `tokenizer_config.json` and, where it names none,
    /// those of the class, whatever `tokenizer.json` says.
    case bertTokenizer
    /// Its class `RobertaTokenizer`: byte-level pairs, and no step that the file has beside.
    case robertaTokenizer
    /// Its class `XLMRobertaTokenizer`: Unigram, and of the steps of the file the map of characters.
    case xlmRobertaTokenizer

    /// The reading of the class `name`; nil where it is not known.
    init?(class name: String) {
      switch name.hasSuffix("Fast") ? String(name.dropLast(4)) : name {
      case "BertTokenizer", "DistilBertTokenizer": self = .bertTokenizer
      case "RobertaTokenizer": self = .robertaTokenizer
      case "XLMRobertaTokenizer": self = .xlmRobertaTokenizer
      case "PreTrainedTokenizer" where name.hasSuffix("Fast"): self = .fastTokenizer
      case "TokenizersBackend": self = .fastTokenizer
      default: return nil
      }
    }

    /// The reading of the class that goes with a network, where no file names one.
    init(network type: String?) {
      switch type {
      case "roberta": self = .robertaTokenizer
      case "xlm-roberta": self = .xlmRobertaTokenizer
      default: self = .bertTokenizer
      }
    }
  }

  /// The tokens before and behind a text.
  struct Enclosure: Hashable, Sendable {
    let first: Int32
    let last: Int32
  }

  /// The tokens that every vocabulary of BERT has.
  private static let bertSpecials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

  /// Reads the files of a model of *transformers* whose `config.json` is `configuration`, as the
  /// class does that it takes for them.
  init(_ files: ModelFiles, configuration: JSONTree) throws(EmbeddingError) {
    let settings = try files.documentIfPresent("tokenizer_config.json")
    let name = (settings?["tokenizer_class"] ?? configuration["tokenizer_class"])?.text
    let reader =
      name.map { Reader(class: $0) } ?? Reader(network: configuration["model_type"]?.text)
    guard let reader else {
      throw files.unsupported(
        "tokenizer_class is \(name ?? "nothing"), expected BertTokenizer, RobertaTokenizer, "
          + "XLMRobertaTokenizer or PreTrainedTokenizerFast")
    }
    try self.init(files, as: reader, settings: settings)
  }

  /// Reads the files as `reader` does; `settings` is `tokenizer_config.json`.
  init(_ files: ModelFiles, as reader: Reader, settings: JSONTree? = nil) throws(EmbeddingError) {
    if files.has("tokenizer.json") {
      let document = TokenizerDocument(
        root: try files.document("tokenizer.json"), path: files.path(of: "tokenizer.json"),
        reader: reader, settings: settings)
      self = try document.tokenizer()
      limit = try document.limit()
      end = limit?.read ?? .first
      if reader != .tokenizers, let side = settings?["truncation_side"], !side.isNull {
        end = try TokenLimit.End(side, in: files.path(of: "tokenizer_config.json"))
      }
    } else if files.has("vocab.txt"), reader == .bertTokenizer {
      self = try Self(vocabularyOf: files, settings: settings)
      if let side = settings?["truncation_side"], !side.isNull {
        end = try TokenLimit.End(side, in: files.path(of: "tokenizer_config.json"))
      }
    } else {
      for other in ["sentencepiece.bpe.model", "spiece.model", "vocab.json", "merges.txt"]
      where files.has(other) {
        throw files.unsupported("found \(other), expected tokenizer.json or vocab.txt (WordPiece)")
      }
      throw files.unsupported("no tokeniser, expected tokenizer.json or vocab.txt (WordPiece)")
    }
  }

  init(tokenizer: TextTokenizer, enclosure: Enclosure?) {
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
    let pieces = WordPieceTokenizer(
      vocabulary: vocabulary, rules: SubwordRules(flagsOf: settings), unknown: try id("[UNK]"),
      longestWord: 100, specials: specials)
    tokenizer = TextTokenizer(path: path, model: .wordPiece(pieces))
  }
}

extension SubwordRules {
  /// The rules of the class `BertTokenizer` with the flags of a `tokenizer_config.json`.
  init(flagsOf settings: JSONTree?) {
    self.init()
    lowersCase = settings?["do_lower_case"]?.boolean ?? true
    separatesIdeographs = settings?["tokenize_chinese_chars"]?.boolean ?? true
    stripsAccents = settings?["strip_accents"]?.boolean ?? lowersCase
  }
}
