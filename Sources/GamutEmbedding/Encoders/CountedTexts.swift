// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutUnicode

/// How often each folded word stands in each of some texts: sparse rows over a word table of their
/// own.
struct CountedTexts: Sendable {
  /// The distinct words of all the texts.
  private(set) var words = WordTable()
  /// The end of each text's entries in `numbers` and `counts`.
  private(set) var ends: [Int] = []
  /// The words of each text, distinct within it, in order of first appearance.
  private(set) var numbers: [UInt32] = []
  /// How often each stands in the text.
  private(set) var counts: [UInt32] = []

  /// Counts the words of the texts of `batch` that `indices` names.
  init(_ batch: TextBatch, indices: some Sequence<Int>) {
    let folder = WordFolder()
    var folded = FoldedText()
    /// Where each word was last entered; entries before the current text's start are stale.
    var lastEntry: [Int] = []
    for index in indices {
      batch.withText(index) { folder.fold($0, into: &folded) }
      let start = numbers.count
      for i in 0..<folded.wordCount {
        guard let range = CountedTexts.term(ofWord: i, in: folded) else { continue }
        let number = folded.withBytes { bytes in
          let term = bytes.extracting(range)
          return words.insert(term, hash: StableHash.hash64(term))
        }
        if number == lastEntry.count { lastEntry.append(-1) }
        let entry = lastEntry[number]
        if entry >= start {
          counts[entry] += 1
        } else {
          lastEntry[number] = numbers.count
          numbers.append(UInt32(number))
          counts.append(1)
        }
      }
      ends.append(numbers.count)
    }
  }

  /// The bytes that count for word `i`.
  ///
  /// A word counts for itself, except where folding takes every letter for a word although it is
  /// none: in Thai, Lao, Tibetan, Myanmar and Khmer. There each pair of neighbours counts, and a
  /// letter alone only where it has none. (Ideographs are words well enough: with pairs of them,
  /// questions of the same Chinese paragraph are found less often.)
  private static func term(ofWord i: Int, in folded: FoldedText) -> Range<Int>? {
    let range = folded.range(ofWord: i)
    guard isLetter(range, in: folded) else { return range }
    if i + 1 < folded.wordCount {
      let next = folded.range(ofWord: i + 1)
      if isLetter(next, in: folded) { return range.lowerBound..<next.upperBound }
    }
    return i > 0 && isLetter(folded.range(ofWord: i - 1), in: folded) ? nil : range
  }

  /// Whether a word is one code point of U+0800 to U+1FFF, the block of those scripts; others there
  /// have words of one letter only now and then.
  private static func isLetter(_ range: Range<Int>, in folded: FoldedText) -> Bool {
    range.count == 3
      && folded.withBytes { $0[range.lowerBound] == 0xE0 || $0[range.lowerBound] == 0xE1 }
  }

  /// How many texts were counted.
  var count: Int { ends.count }

  /// The entries of text `index` in `numbers` and `counts`.
  func entries(of index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }
}
