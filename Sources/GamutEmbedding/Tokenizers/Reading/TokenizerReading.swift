// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import GamutUnicode

/// A `tokenizer.json` of the library *tokenizers*, read for its tokens.
struct TokenizerReading {
  let root: JSONTree
  /// The file, for the errors.
  let path: String

  func unsupported(_ detail: String) -> EmbeddingError {
    EmbeddingError(code: .unsupportedModel, path: path, detail: detail)
  }

  func fault(_ detail: String) -> EmbeddingError {
    EmbeddingError(code: .badTokenizer, path: path, detail: detail)
  }

  /// The model.
  func model() throws(EmbeddingError) -> TextTokenizer.Model {
    let type = try type()
    let model = root["model"] ?? .null
    switch type {
    case "WordPiece":
      let document = TokenizerDocument(root: root, path: path, reader: .tokenizers, settings: nil)
      return .wordPiece(try document.wordPieces())
    case "BPE": return .bytePair(try bytePair(model))
    case "Unigram": return .unigram(try unigram(model))
    default: throw unsupported("the tokeniser is \(type), expected BPE, Unigram or WordPiece")
    }
  }

  /// The algorithm of the model.
  func type() throws(EmbeddingError) -> String {
    guard let model = root["model"] else { throw fault("no \"model\"") }
    return model["type"]?.text ?? Self.impliedType(model) ?? "of no type"
  }

  /// Old files do not name the type.
  private static func impliedType(_ model: JSONTree) -> String? {
    if model["merges"] != nil { return "BPE" }
    if model["unk_id"] != nil { return "Unigram" }
    return model["continuing_subword_prefix"] != nil ? "WordPiece" : nil
  }

  private static func shown(_ bytes: [UInt8]) -> String {
    "\"\(String(decoding: bytes.prefix(40), as: UTF8.self))\""
  }

  private func bytePair(_ model: JSONTree) throws(EmbeddingError) -> BytePairModel {
    for name in ["continuing_subword_prefix", "end_of_word_suffix"] {
      if let text = model[name]?.text, !text.isEmpty {
        throw unsupported("\(name) is \"\(text)\", expected none with BPE")
      }
    }
    if let dropout = model["dropout"]?.number, dropout > 0 {
      throw unsupported("dropout is \(dropout), which draws tokens at random; expected none")
    }
    guard let members = model["vocab"]?.members, !members.isEmpty else {
      throw fault("no \"vocab\" of pieces and numbers")
    }
    var pieces = PieceTable()
    var isTaken = Set<Int>()
    for member in members {
      guard let number = member.value.integer, (0..<Int(Int32.max)).contains(number) else {
        throw fault("piece \(Self.shown(member.key)) has no number from 0 on")
      }
      guard isTaken.insert(number).inserted else {
        throw fault("number \(number) has two pieces, one of them \(Self.shown(member.key))")
      }
      pieces.set(member.key, to: Int32(number))
    }
    var rules = BytePairModel.Rules()
    rules.joinsUnknown = model["fuse_unk"]?.boolean ?? false
    rules.fallsBackToBytes = model["byte_fallback"]?.boolean ?? false
    rules.ignoresMerges = model["ignore_merges"]?.boolean ?? false
    if case .string(let name)? = model["unk_token"] {
      guard let number = pieces.number(of: name) else {
        throw fault("no piece \(Self.shown(name)) for unknown characters")
      }
      rules.unknown = number
    }
    return BytePairModel(pieces: pieces, merges: try merges(model, pieces), rules: rules)
  }

  private func merges(
    _ model: JSONTree, _ pieces: PieceTable
  ) throws(EmbeddingError) -> KeyTable<BytePairModel.Merge> {
    guard let list = model["merges"]?.elements else { throw fault("no \"merges\"") }
    var merges = KeyTable<BytePairModel.Merge>(
      capacity: list.count, filler: .init(rank: 0, number: 0))
    for (rank, entry) in list.enumerated() {
      let sides: [[UInt8]]
      switch entry {
      case .string(let text):
        sides = text.split(separator: 0x20, omittingEmptySubsequences: false).map(Array.init)
      case .array(let parts):
        sides = parts.compactMap { part in
          if case .string(let text) = part { text } else { nil }
        }
      default: sides = []
      }
      guard sides.count == 2 else { throw fault("merge \(rank) is not of two pieces") }
      guard let left = pieces.number(of: sides[0]), let right = pieces.number(of: sides[1]),
        let number = pieces.number(of: sides[0] + sides[1])
      else {
        throw fault(
          "merge \(rank), of \(Self.shown(sides[0])) and \(Self.shown(sides[1])), is of or to "
            + "something that is not a piece")
      }
      merges.set(
        BytePairModel.key(left, right), to: .init(rank: UInt32(rank), number: number))
    }
    return merges
  }

  private func unigram(_ model: JSONTree) throws(EmbeddingError) -> UnigramModel {
    guard let list = model["vocab"]?.elements, !list.isEmpty else {
      throw fault("no \"vocab\" of pieces and scores")
    }
    var vocabulary: [(piece: [UInt8], score: Double)] = []
    vocabulary.reserveCapacity(list.count)
    for entry in list {
      guard let parts = entry.elements, parts.count == 2, case .string(let piece) = parts[0],
        let score = parts[1].number
      else { throw fault("entry \(vocabulary.count) of the vocabulary is not a piece and a score") }
      vocabulary.append((piece, score))
    }
    guard let unknown = model["unk_id"]?.integer else {
      // Nothing would stand for a character without a piece, and the reference stops there.
      throw unsupported("unk_id is missing, expected the number of a piece")
    }
    guard vocabulary.indices.contains(unknown) else {
      throw fault("unk_id is \(unknown) with \(vocabulary.count) pieces")
    }
    return UnigramModel(
      vocabulary: vocabulary, unknown: Int32(unknown),
      fallsBackToBytes: model["byte_fallback"]?.boolean ?? false)
  }
}

extension TokenizerReading {
  /// The tokens that are found as they stand. Their numbers are those of the vocabulary, else the next
  /// ones, as the reference gives them, whatever the file says.
  func addedTokens(_ model: TextTokenizer.Model) throws(EmbeddingError) -> [AddedTokens.Token] {
    let size: Int
    switch model {
    case .wordPiece: return []
    case .bytePair(let model): size = model.pieces.count
    case .unigram(let model): size = model.count
    }
    var special: [AddedTokens.Token] = []
    var others: [AddedTokens.Token] = []
    var known = Set<[UInt8]>()
    var greatest: Int?
    for entry in root["added_tokens"]?.elements ?? [] {
      guard case .string(let content)? = entry["content"] else {
        throw fault("an added token without content")
      }
      guard !content.isEmpty, known.insert(content).inserted else { continue }
      let number: Int
      let own: Int32?
      switch model {
      case .wordPiece: own = nil
      case .bytePair(let model): own = model.pieces.number(of: content)
      case .unigram(let model): own = model.number(of: content)
      }
      if let own {
        number = Int(own)
      } else {
        number = greatest.map { $0 >= size ? $0 + 1 : size } ?? size
      }
      greatest = max(greatest ?? number, number)
      let isSpecial = entry["special"]?.boolean ?? false
      let token = AddedTokens.Token(
        content: content, number: Int32(number),
        isNormalized: entry["normalized"]?.boolean ?? !isSpecial,
        isSingleWord: entry["single_word"]?.boolean ?? false,
        stripsLeft: entry["lstrip"]?.boolean ?? false,
        stripsRight: entry["rstrip"]?.boolean ?? false)
      if isSpecial { special.append(token) } else { others.append(token) }
    }
    return special + others
  }
}
