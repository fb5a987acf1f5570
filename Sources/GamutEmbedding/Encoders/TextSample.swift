// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Word counts of a bounded, uniform sample of the texts of a stream.
///
/// Every place in the stream has a random key, fixed by the seed; the sample is the texts with the
/// lowest keys (bottom-k), as many as the limits on texts and on their words allow. Which texts
/// those are depends on the stream alone: more texts can only push a text out, never bring it back.
/// Twice as many as wanted are held before the rest is dropped, so that dropping costs a constant per
/// text.
struct TextSample: Sendable {
  private let textLimit: Int
  private let entryLimit: Int
  private let seed: UInt64
  /// Keys above this are not among the lowest.
  private var bound = UInt64.max
  private var keys: [UInt64] = []
  private var ends: [Int] = []
  private var words: [UInt64] = []
  private var counts: [UInt32] = []

  /// Words of one text that are held at most, those that come first in it.
  static let longestText = 1 << 16

  /// A sample of no texts yet.
  ///
  /// - Parameters:
  ///   - textLimit: how many texts it has at most.
  ///   - entryLimit: how many distinct words of a text they have in all, at most; a text that has more
  ///     alone is cut.
  init(textLimit: Int, entryLimit: Int, seed: UInt64) {
    precondition(textLimit > 0 && entryLimit > 0, "\(textLimit) texts, \(entryLimit) words")
    self.textLimit = textLimit
    self.entryLimit = entryLimit
    self.seed = StableHash.mix(seed)
  }

  private func key(_ place: Int) -> UInt64 { StableHash.mix(seed &+ UInt64(place)) }

  /// Whether the text at `place` of the stream may still be of the sample.
  func takes(_ place: Int) -> Bool { key(place) <= bound }

  /// Adds a word, by the hash of its bytes, to the text being taken; `endText(_:)` completes it.
  mutating func append(word: UInt64, count: UInt32) {
    guard words.count - (ends.last ?? 0) < min(entryLimit, Self.longestText) else { return }
    words.append(word)
    counts.append(count)
  }

  /// Completes the text at `place` of the stream.
  mutating func endText(_ place: Int) {
    keys.append(key(place))
    ends.append(words.count)
    if keys.count >= 2 * textLimit || words.count >= 2 * entryLimit { trim() }
  }

  /// Drops all but the texts of the lowest keys.
  private mutating func trim() {
    guard keys.count > textLimit || words.count > entryLimit else { return }
    let order = keys.indices.sorted { keys[$0] < keys[$1] }
    var entryCount = 0
    // Keys are distinct: mixing is a bijection, and places differ.
    for (rank, text) in order.enumerated() {
      entryCount += range(of: text).count
      if rank == textLimit {
        bound = keys[order[rank - 1]]
        break
      }
      if entryCount > entryLimit {
        bound = keys[text] - 1
        break
      }
    }
    // In place: two copies of the columns would be the largest thing there is.
    var (textCount, entryEnd, start) = (0, 0, 0)
    for text in keys.indices {
      let end = ends[text]
      if keys[text] <= bound {
        for entry in start..<end {
          words[entryEnd] = words[entry]
          counts[entryEnd] = counts[entry]
          entryEnd += 1
        }
        keys[textCount] = keys[text]
        ends[textCount] = entryEnd
        textCount += 1
      }
      start = end
    }
    keys.removeLast(keys.count - textCount)
    ends.removeLast(ends.count - textCount)
    words.removeLast(words.count - entryEnd)
    counts.removeLast(counts.count - entryEnd)
  }

  private func range(of text: Int) -> Range<Int> { (text == 0 ? 0 : ends[text - 1])..<ends[text] }

  /// The texts of the sample, their words by their numbers in `table`; words it lacks are left out.
  consuming func texts(numberedBy table: WordTable) -> TextCounts {
    trim()
    var numbers: [UInt32] = []
    numbers.reserveCapacity(words.count)
    var (entryEnd, start) = (0, 0)
    for text in keys.indices {
      for entry in start..<ends[text] {
        guard let number = table.index.find(words[entry]) else { continue }
        numbers.append(UInt32(number))
        counts[entryEnd] = counts[entry]
        entryEnd += 1
      }
      start = ends[text]
      ends[text] = entryEnd
    }
    counts.removeLast(counts.count - entryEnd)
    return TextCounts(ends: ends, words: numbers, counts: counts)
  }
}

/// Texts as the numbers of their distinct words and how often each stands there.
struct TextCounts: Sendable {
  /// The end of each text's entries.
  let ends: [Int]
  /// The words of each text.
  let words: [UInt32]
  /// How often each stands there.
  let counts: [UInt32]

  /// How many texts there are.
  var count: Int { ends.count }

  /// The entries of text `index`.
  func range(of index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }
}
