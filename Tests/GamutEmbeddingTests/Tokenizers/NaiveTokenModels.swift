// SPDX-License-Identifier: Apache-2.0

/// Byte-pair merging as the paper has it: look for the pair that was learned first, join the first
/// place of it, begin again.
struct NaiveBytePairs {
  /// Pieces of one character each, and merges in the order they were learned.
  let merges: [(String, String)]

  func pieces(of word: String) -> [String] {
    var pieces = word.unicodeScalars.map { String($0) }
    while true {
      var found: (rank: Int, place: Int)?
      for (rank, merge) in merges.enumerated() {
        for place in pieces.indices.dropLast()
        where found == nil && pieces[place] == merge.0 && pieces[place + 1] == merge.1 {
          found = (rank, place)
        }
      }
      guard let found else { return pieces }
      pieces[found.place] += pieces.remove(at: found.place + 1)
    }
  }
}

/// The best way to write a word in pieces, by trying all of them.
struct NaiveUnigram {
  let scores: [String: Double]
  /// What a character without a piece costs.
  let unknown: Double

  /// The greatest score of any way; the characters of `word` are ASCII.
  func bestScore(of word: String) -> Double {
    let letters = Array(word)
    guard !letters.isEmpty else { return 0 }
    var best = -Double.infinity
    for length in 1...letters.count {
      let piece = String(letters[..<length])
      let own = scores[piece] ?? (length == 1 ? unknown : -.infinity)
      if own > -.infinity {
        best = max(best, own + bestScore(of: String(letters[length...])))
      }
    }
    return best
  }
}
