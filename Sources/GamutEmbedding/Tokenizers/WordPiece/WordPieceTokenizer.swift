// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutUnicode

/// Turns texts into the numbers of word pieces, exactly as the library *tokenizers* does with
/// `BertNormalizer`, `BertPreTokenizer` and `WordPiece`.
///
/// > Source: Y. Wu et al., *Google's Neural Machine Translation System*, 2016, arXiv:1609.08144 (word
/// > pieces); *tokenizers* 0.23 for every detail.
struct WordPieceTokenizer: Sendable {
  /// A piece that is found in a text as it stands, before anything is folded.
  struct SpecialToken: Hashable, Sendable {
    let bytes: [UInt8]
    let id: Int32
  }

  let vocabulary: WordPieceVocabulary
  let folder: SubwordFolder
  /// What stands for a word that no pieces make up.
  let unknown: Int32
  /// A longer word, in code points, is unknown.
  let longestWord: Int
  /// Longer ones first, so that the longest is found where several begin.
  let specials: [SpecialToken]
  /// Whether a special token begins with the byte.
  private let beginsSpecial: [Bool]

  init(
    vocabulary: WordPieceVocabulary, rules: SubwordRules, unknown: Int32, longestWord: Int,
    specials: [SpecialToken]
  ) {
    self.vocabulary = vocabulary
    folder = SubwordFolder(rules)
    self.unknown = unknown
    self.longestWord = longestWord
    let ordered = specials.filter { !$0.bytes.isEmpty }.sorted {
      ($1.bytes.count, $0.id) < ($0.bytes.count, $1.id)
    }
    self.specials = ordered
    beginsSpecial = (0...255).map { byte in ordered.contains { Int($0.bytes[0]) == byte } }
  }

  /// One more than the largest number a token can have.
  var idLimit: Int { max(vocabulary.idLimit, (specials.map { Int($0.id) }.max() ?? -1) + 1) }

  /// Memory that is used again from text to text.
  struct Scratch {
    var words = SubwordText()
    var hashes: [UInt64] = []
  }

  /// Appends the tokens of `text` to `ids`, neither cut nor enclosed.
  func appendTokens(of text: Span<UInt8>, to ids: inout [Int32], scratch: inout Scratch) {
    var start = 0
    var place = 0
    while place < text.count {
      if beginsSpecial[Int(text[place])], let special = special(at: place, of: text) {
        appendWords(of: text.extracting(start..<place), to: &ids, scratch: &scratch)
        ids.append(special.id)
        place += special.bytes.count
        start = place
      } else {
        place += 1
      }
    }
    appendWords(of: text.extracting(start..<place), to: &ids, scratch: &scratch)
  }

  private func special(at place: Int, of text: Span<UInt8>) -> SpecialToken? {
    specials.first { token in
      token.bytes.count <= text.count - place
        && token.bytes.indices.allSatisfy { text[place + $0] == token.bytes[$0] }
    }
  }

  private func appendWords(
    of text: Span<UInt8>, to ids: inout [Int32], scratch: inout Scratch
  ) {
    scratch.words.removeAll()
    folder.fold(text, into: &scratch.words)
    let words = scratch.words
    let points = words.points.span
    var start = 0
    for end in words.ends {
      let word = points.extracting(start..<end)
      if word.count > longestWord
        || !vocabulary.appendPieces(of: word, to: &ids, scratch: &scratch.hashes)
      {
        ids.append(unknown)
      }
      start = end
    }
  }
}
