// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutEmbedding

struct WordCountingTests {
  @Test func `words are counted within each text, in order of first appearance`() {
    let batch = TextBatch(["b a b", "", "a c, A!"])
    let counted = CountedTexts(batch, indices: 0..<3)
    #expect(counted.words.count == 3)
    #expect(counted.ends == [2, 2, 4])
    #expect(counted.numbers == [0, 1, 1, 2])
    #expect(counted.counts == [2, 1, 2, 1])
    #expect(counted.words.withWord(2) { $0[0] } == UInt8(ascii: "c"))
  }

  @Test func `in Thai each pair of letters counts, and a letter alone only without a neighbour`() {
    let batch = TextBatch(["\u{0E01}\u{0E02}\u{0E03}", "a \u{0E01} b", "\u{6F22}\u{5B57}"])
    let counted = CountedTexts(batch, indices: 0..<3)
    let terms = (0..<counted.words.count).map { number in
      counted.words.withWord(number) { bytes in
        String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
      }
    }
    #expect(
      terms == [
        "\u{0E01} \u{0E02}", "\u{0E02} \u{0E03}", "a", "\u{0E01}", "b", "\u{6F22}", "\u{5B57}",
      ])
    #expect(counted.ends == [2, 5, 7])
  }

  @Test func `hashes are numbered in the order they come`() {
    var index = HashIndex()
    var random = SeededRandom(seed: 1)
    // Low bits alike, as no good hash has them: the table must still find each.
    let hashes = (0..<5_000).map { _ in random.next() & ~0xFFF } + [0, UInt64.max]
    var first: [UInt64: Int] = [:]
    for hash in hashes + hashes.reversed() {
      let expected = first[hash] ?? first.count
      first[hash] = expected
      #expect(index.insert(hash) == expected)
    }
    #expect(index.count == first.count && index.find(1) == nil)
    for (hash, number) in first { #expect(index.find(hash) == number) }
  }
}
