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
        let number = folded.withWord(i) { words.insert($0, hash: StableHash.hash64($0)) }
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

  /// How many texts were counted.
  var count: Int { ends.count }

  /// The entries of text `index` in `numbers` and `counts`.
  func entries(of index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }
}
