// SPDX-License-Identifier: Apache-2.0

package import GamutCore
import GamutUnicode

/// The folded words of some texts as 64-bit hashes, one flat array: what counts of words and n-grams
/// are made from.
package struct HashedWords: Sendable {
  /// All words, text after text.
  package let words: [UInt64]
  /// The end of each text in `words`.
  package let ends: [Int]

  /// Words of a text that are read: what comes later in a long text tells no more of its wording, and
  /// would let few texts outweigh all others.
  package static let wordLimit = 256
  /// Bytes of a text that are read for them.
  package static let byteLimit = 16 * wordLimit
  /// Texts that one worker takes at once.
  private static let chunkSize = 1_024

  /// Folds `texts`.
  ///
  /// - Complexity: linear in the number of texts; 8 bytes a word are held.
  package init(of texts: TextBatch, workers: Int) {
    let parts = Parallel.mapChunks(of: texts.count, chunkSize: Self.chunkSize, workers: workers) {
      range in
      let folder = WordFolder()
      var folded = FoldedText()
      var words: [UInt64] = []
      var counts: [Int] = []
      for row in range {
        let isCut = texts.byteCount(of: row) > Self.byteLimit
        texts.withText(row) {
          folder.fold($0.extracting(0..<min(Self.byteLimit, $0.count)), into: &folded)
        }
        // Where a text is cut, its last word may be.
        let count = min(Self.wordLimit, max(0, folded.wordCount - (isCut ? 1 : 0)))
        for word in 0..<count { words.append(folded.withWord(word) { StableHash.hash64($0) }) }
        counts.append(count)
      }
      return (words, counts)
    }
    words = Array(parts.map(\.0).joined())
    var end = 0
    ends = parts.flatMap(\.1).map { count in
      end += count
      return end
    }
  }

  /// How many texts there are.
  package var count: Int { ends.count }

  /// The words of text `index`, as a range of `words`.
  package func range(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// The hash of the words `start..<start + length` in their order.
  static func gram(_ words: some RandomAccessCollection<UInt64>) -> UInt64 {
    words.reduce(UInt64(words.count)) { StableHash.mix($0 ^ $1) &* 0x9E37_79B9_7F4A_7C15 }
  }
}
