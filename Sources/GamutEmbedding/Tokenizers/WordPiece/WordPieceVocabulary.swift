// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The pieces of words a model knows, each with its number.
///
/// A piece is looked up by a hash of its code points that grows with every code point, so the hashes
/// of all beginnings of a word cost one pass. Two pieces of the same hash would count as one; with
/// 500,000 pieces and a billion words that happens with probability below 10⁻⁴.
struct WordPieceVocabulary: Sendable {
  private var index = HashIndex()
  private var identifiers: [Int32] = []
  /// One more than the largest number of a piece.
  private(set) var idLimit = 0

  /// How many pieces have each length, in code points with the `##`.
  private var lengthCounts: [Int] = []

  /// What a piece starts with that goes on with a word.
  static let continuation: [UInt8] = Array("##".utf8)

  /// The hash of nothing, at the start of a word and within one.
  private static let wordStart = StableHash.mix(1)
  private static let wordMiddle = StableHash.mix(2)

  /// Adds a piece in UTF-8, `##` before one that goes on with a word; the later number of a piece
  /// that stands twice counts, as in the reference.
  mutating func add(_ piece: [UInt8], id: Int) {
    let goesOn = piece.starts(with: Self.continuation)
    let text = String(decoding: goesOn ? piece[2...] : piece[...], as: UTF8.self)
    var hash = goesOn ? Self.wordMiddle : Self.wordStart
    var length = goesOn ? 2 : 0
    for scalar in text.unicodeScalars {
      hash = Self.extended(hash, by: scalar.value)
      length += 1
    }
    let number = index.insert(hash)
    if number == identifiers.count {
      identifiers.append(Int32(id))
      while lengthCounts.count <= length { lengthCounts.append(0) }
      lengthCounts[length] += 1
    } else {
      identifiers[number] = Int32(id)
    }
    idLimit = max(idLimit, id + 1)
  }

  /// The median length of the pieces, rounded down.
  var medianLength: Int {
    let count = identifiers.count
    guard count > 0 else { return 0 }
    // The middle two of an even count, the middle one twice of an odd one.
    return (length(ofRank: (count - 1) / 2) + length(ofRank: count / 2)) / 2
  }

  private func length(ofRank rank: Int) -> Int {
    var seen = 0
    for (length, count) in lengthCounts.enumerated() {
      seen += count
      if seen > rank { return length }
    }
    return 0
  }

  /// The number of a whole piece at the start of a word, such as `[CLS]`.
  func id(of piece: [UInt8]) -> Int32? {
    var hash = Self.wordStart
    for scalar in String(decoding: piece, as: UTF8.self).unicodeScalars {
      hash = Self.extended(hash, by: scalar.value)
    }
    return index.find(hash).map { identifiers[$0] }
  }

  /// Appends the pieces of `word`: the longest that begins it, the longest that goes on, and so
  /// forth. False, and nothing appended, if it does not come out.
  ///
  /// - Complexity: O(n²) for n code points in the worst case, O(n) for a word that is a piece.
  func appendPieces(
    of word: Span<UInt32>, to ids: inout [Int32], scratch hashes: inout [UInt64]
  ) -> Bool {
    let count = ids.count
    var start = 0
    while start < word.count {
      hashes.removeAll(keepingCapacity: true)
      var hash = start == 0 ? Self.wordStart : Self.wordMiddle
      for i in start..<word.count {
        hash = Self.extended(hash, by: word[i])
        hashes.append(hash)
      }
      var found: Int32?
      while let hash = hashes.last {
        if let number = index.find(hash) {
          found = identifiers[number]
          break
        }
        hashes.removeLast()
      }
      guard let found else {
        ids.removeLast(ids.count - count)
        return false
      }
      ids.append(found)
      start += hashes.count
    }
    return true
  }

  private static func extended(_ hash: UInt64, by point: UInt32) -> UInt64 {
    StableHash.mix(hash &+ UInt64(point))
  }
}
