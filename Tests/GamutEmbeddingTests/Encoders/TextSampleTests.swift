// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutEmbedding

struct TextSampleTests {
  /// A table in which the word of hash `n` has number `n`.
  static func table(_ count: Int) -> WordTable {
    var table = WordTable()
    for word in 0..<count { _ = table.insert([UInt8(word & 0xFF)].span, hash: UInt64(word)) }
    return table
  }

  /// The texts that a sample takes of a stream in which text `i` has `lengths[i]` words, all of hash
  /// `i`; by the number of the text.
  static func taken(
    _ lengths: [Int], textLimit: Int, entryLimit: Int, seed: UInt64
  ) -> [Int] {
    var sample = TextSample(textLimit: textLimit, entryLimit: entryLimit, seed: seed)
    for (place, length) in lengths.enumerated() where sample.takes(place) {
      for _ in 0..<length { sample.append(word: UInt64(place), count: 1) }
      sample.endText(place)
    }
    let texts = sample.texts(numberedBy: table(lengths.count))
    return (0..<texts.count).map { text in
      let words = texts.range(of: text).map { texts.words[$0] }
      #expect(Set(words).count == 1)
      return Int(words[0])
    }
  }

  @Test func `a sample holds the texts of the lowest keys whatever the order of trimming`() {
    let ones = [Int](repeating: 1, count: 500)
    let small = Self.taken(ones, textLimit: 10, entryLimit: 1_000, seed: 5)
    let larger = Self.taken(ones, textLimit: 50, entryLimit: 1_000, seed: 5)
    #expect(Self.taken(ones, textLimit: 500, entryLimit: 1_000, seed: 5) == Array(0..<500))
    // The same seed and another limit: the smaller sample is a part of the larger one.
    #expect(small.count == 10 && Set(small).isSubset(of: Set(larger)) && small == small.sorted())
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `it is the longest run of texts, by their keys, within both limits`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let lengths = (0..<300).map { _ in 1 + random.next(below: 9) }
    // Naive: all keys, sorted; as many as fit.
    let mixed = StableHash.mix(seed)
    let order = lengths.indices.sorted {
      StableHash.mix(mixed &+ UInt64($0)) < StableHash.mix(mixed &+ UInt64($1))
    }
    for (textLimit, entryLimit) in [(20, 1_000), (300, 40), (10, 50), (300, 9), (1, 9)] {
      var expected: [Int] = []
      var sum = 0
      for text in order.prefix(textLimit) {
        sum += lengths[text]
        if sum > entryLimit { break }
        expected.append(text)
      }
      let found = Self.taken(lengths, textLimit: textLimit, entryLimit: entryLimit, seed: seed)
      #expect(found == expected.sorted(), "\(textLimit), \(entryLimit)")
    }
  }

  @Test func `a text with more words than the limit is cut, and the sample is not empty`() {
    var sample = TextSample(textLimit: 4, entryLimit: 8, seed: 1)
    for place in 0..<6 where sample.takes(place) {
      for word in 0..<20 { sample.append(word: UInt64(word), count: UInt32(word + 1)) }
      sample.endText(place)
    }
    let texts = sample.texts(numberedBy: Self.table(20))
    #expect(texts.words == Array(0..<8) && texts.counts == Array(1...8) && texts.ends == [8])
  }

  @Test func `words that the table lacks are left out`() {
    var sample = TextSample(textLimit: 4, entryLimit: 100, seed: 1)
    for words in [[0, 7, 2], [9], [1, 8]] as [[UInt64]] {
      for word in words { sample.append(word: word, count: UInt32(word) + 1) }
      sample.endText(words.count)
    }
    let texts = sample.texts(numberedBy: Self.table(3))
    #expect(texts.words == [0, 2, 1] && texts.counts == [1, 3, 2] && texts.ends == [2, 2, 3])
  }

  @Test func `a sample takes every place equally often`() {
    var hits = [Int](repeating: 0, count: 20)
    for seed in 0..<2_000 as Range<UInt64> {
      let ones = [Int](repeating: 1, count: 20)
      for text in Self.taken(ones, textLimit: 5, entryLimit: 1_000, seed: seed) { hits[text] += 1 }
    }
    // Binomial with n = 2000 and p = 1/4: standard error 19.4, five of them.
    for hit in hits { #expect(abs(hit - 500) < 97) }
  }
}
