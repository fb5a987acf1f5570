// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The character n-grams of a word: runs of `n` code points of the word with a space on either side,
/// so that its beginning and its end are told from its middle.
struct CharacterGrams: Sendable {
  /// The lengths n, in code points.
  let lengths: ClosedRange<Int>

  /// Longer words (encoded files, genomes) are cut here: they would be thousands of n-grams each,
  /// none of which says what the text is about.
  static let longestWord = 64

  /// Where the part of `word` ends that has n-grams; four bytes are the longest code point.
  static func end(of word: Span<UInt8>) -> Int {
    if word.count <= longestWord { return word.count }
    var pointCount = 0
    for i in 0..<min(word.count, 4 * longestWord) where word[i] & 0xC0 != 0x80 {
      if pointCount == longestWord { return i }
      pointCount += 1
    }
    return min(word.count, 4 * longestWord)
  }

  /// The hash of each n-gram of `word`, repeats included, by length and place.
  ///
  /// A word that with its spaces is not longer than n is one n-gram as a whole, once.
  func hashes(of word: Span<UInt8>) -> [UInt64] {
    var hashes: [UInt64] = []
    var padded: [UInt8] = [0x20]
    var starts = [0]
    for i in 0..<CharacterGrams.end(of: word) {
      // Every byte that does not continue a code point begins one.
      if word[i] & 0xC0 != 0x80 { starts.append(padded.count) }
      padded.append(word[i])
    }
    starts.append(padded.count)
    padded.append(0x20)
    let pointCount = starts.count
    starts.append(padded.count)
    let bytes = padded.span
    for n in lengths {
      guard n < pointCount else {
        hashes.append(StableHash.hash64(bytes))
        break
      }
      for first in 0...pointCount - n {
        hashes.append(StableHash.hash64(bytes.extracting(starts[first]..<starts[first + n])))
      }
    }
    return hashes
  }
}
