// SPDX-License-Identifier: Apache-2.0

import GamutUnicode

/// Makes tokens of a word by the most probable way to write it in pieces.
///
/// > Source: T. Kudo, *Subword Regularization*, 2018, doi:10.18653/v1/P18-1007; the search is that of
/// > A. Viterbi, 1967, doi:10.1109/TIT.1967.1054010; *tokenizers* 0.23 for every detail.
struct UnigramModel: Sendable {
  let pieces: PieceTable
  private let trie: PieceTrie
  /// Of each number.
  private let scores: [Double]
  let unknown: Int32?
  private let unknownScore: Double
  /// The pieces that stand for bytes; -1 for none, empty where bytes stand for nothing.
  private let bytePieces: [Int32]

  /// How much worse than the worst piece a character without a piece is.
  private static let penalty = 10.0

  /// A model of `vocabulary`, whose places are the numbers.
  init(
    vocabulary: [(piece: [UInt8], score: Double)], unknown: Int32?, fallsBackToBytes: Bool
  ) {
    var pieces = PieceTable()
    var trie = PieceTrie()
    for (i, entry) in vocabulary.enumerated() {
      pieces.set(entry.piece, to: Int32(i))
      trie.insert(entry.piece, number: Int32(i))
    }
    scores = vocabulary.map(\.score)
    unknownScore = (scores.min() ?? 0) - Self.penalty
    self.unknown = unknown
    bytePieces =
      fallsBackToBytes
      ? (0...255).map { pieces.number(of: BytePairModel.name(ofByte: UInt8($0))) ?? -1 } : []
    self.pieces = pieces
    self.trie = trie
  }

  /// Whether bytes stand for what has no piece.
  var fallsBackToBytes: Bool { !bytePieces.isEmpty }

  /// The number of a piece.
  func number(of piece: [UInt8]) -> Int32? { pieces.number(of: piece) }

  /// How many pieces there are.
  var count: Int { scores.count }

  /// Memory that is used again.
  struct Scratch {
    /// Of each place of a word: the best score up to it, where the last piece begins, and which it is.
    var scores: [Double] = []
    var starts: [Int32] = []
    var numbers: [Int32] = []
    var ends: [Int] = []
  }

  /// Appends the tokens of `word`, UTF-8, to `ids`; false, and some of them missing, where a character
  /// has no piece and nothing stands for it.
  ///
  /// - Complexity: O(bytes × longest piece).
  func appendTokens(of word: Span<UInt8>, to ids: inout [Int32], scratch: inout Scratch) -> Bool {
    let count = word.count
    scratch.scores = [Double](repeating: 0, count: count + 1)
    scratch.starts = [Int32](repeating: -1, count: count + 1)
    scratch.numbers = [Int32](repeating: 0, count: count + 1)
    var place = 0
    while place < count {
      let length = UTF8Point(word, at: place).length
      let score = scratch.scores[place]
      var hasSingle = false
      trie.forEachPiece(in: word, from: place) { end, number in
        let candidate = scores[Int(number)] + score
        if scratch.starts[end] < 0 || candidate > scratch.scores[end] {
          scratch.scores[end] = candidate
          scratch.starts[end] = Int32(place)
          scratch.numbers[end] = number
        }
        if end - place == length { hasSingle = true }
      }
      if !hasSingle {
        guard let unknown else { return false }
        let end = place + length
        let candidate = unknownScore + score
        if scratch.starts[end] < 0 || candidate > scratch.scores[end] {
          scratch.scores[end] = candidate
          scratch.starts[end] = Int32(place)
          scratch.numbers[end] = unknown
        }
      }
      place += length
    }
    return write(word, to: &ids, scratch: &scratch)
  }

  /// Follows the best way back, joins unknown neighbours and appends the numbers in order.
  private func write(
    _ word: Span<UInt8>, to ids: inout [Int32], scratch: inout Scratch
  ) -> Bool {
    scratch.ends.removeAll(keepingCapacity: true)
    var end = word.count
    var isUnknown = false
    while end > 0 {
      let own = unknown != nil && scratch.numbers[end] == unknown
      if !(own && isUnknown) { scratch.ends.append(end) }
      isUnknown = own
      end = Int(scratch.starts[end])
    }
    var start = 0
    for end in scratch.ends.reversed() {
      let part = word.extracting(start..<end)
      start = end
      if let number = pieces.number(of: part) {
        ids.append(number)
      } else if !bytePieces.isEmpty, part.indices.allSatisfy({ bytePieces[Int(part[$0])] >= 0 }) {
        for i in part.indices { ids.append(bytePieces[Int(part[i])]) }
      } else if let unknown {
        ids.append(unknown)
      } else {
        return false
      }
    }
    return true
  }
}
