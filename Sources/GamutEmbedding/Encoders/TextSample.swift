// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Word counts of a bounded, uniform sample of the texts of a stream.
///
/// Every place in the stream has a random key, fixed by the seed; the sample is the texts with the
/// lowest keys (bottom-k). Twice as many as wanted are held before the upper half is dropped, so
/// that dropping costs a constant per text.
struct TextSample: Sendable {
  private let limit: Int
  private let seed: UInt64
  /// Keys above this are not among the lowest.
  private var bound = UInt64.max
  private var keys: [UInt64] = []
  private var ends: [Int] = []
  private var words: [UInt32] = []
  private var counts: [UInt32] = []

  init(limit: Int, seed: UInt64) {
    self.limit = limit
    self.seed = StableHash.mix(seed)
  }

  private func key(_ place: Int) -> UInt64 { StableHash.mix(seed &+ UInt64(place)) }

  /// Whether the text at `place` of the stream may still be of the sample.
  func takes(_ place: Int) -> Bool { key(place) <= bound }

  /// Adds a word to the text being taken; `endText(_:)` completes it.
  mutating func append(word: UInt32, count: UInt32) {
    words.append(word)
    counts.append(count)
  }

  /// Completes the text at `place` of the stream.
  mutating func endText(_ place: Int) {
    keys.append(key(place))
    ends.append(words.count)
    if keys.count >= 2 * limit { trim() }
  }

  /// Drops all but the texts of the lowest keys.
  mutating func trim() {
    guard keys.count > limit else { return }
    // Keys are distinct: mixing is a bijection, and places differ.
    bound = keys.sorted()[limit - 1]
    var kept = TextSample(limit: limit, seed: 0)
    for text in keys.indices where keys[text] <= bound {
      let range = (text == 0 ? 0 : ends[text - 1])..<ends[text]
      kept.words.append(contentsOf: words[range])
      kept.counts.append(contentsOf: counts[range])
      kept.ends.append(kept.words.count)
      kept.keys.append(keys[text])
    }
    (keys, ends, words, counts) = (kept.keys, kept.ends, kept.words, kept.counts)
  }

  /// The texts held: the end of each one's entries, the words, and how often each stands there.
  var texts: TextCounts { TextCounts(ends: ends, words: words, counts: counts) }
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
