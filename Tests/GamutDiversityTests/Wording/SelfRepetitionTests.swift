// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutDiversity
import Testing

@Suite struct SelfRepetitionTests {
  private static func naive(_ texts: [String]) -> Double {
    let grams = texts.map { text -> Set<[Substring]> in
      let words = text.split(separator: " ")
      return words.count < 4 ? [] : Set((0...words.count - 4).map { Array(words[$0..<$0 + 4]) })
    }
    let scores = grams.indices.map { i in
      let others = grams[i].reduce(0) { sum, gram in
        sum + grams.indices.count { $0 != i && grams[$0].contains(gram) }
      }
      return log(1 + Double(others))
    }
    return scores.reduce(0, +) / Double(texts.count)
  }

  @Test func `by hand`() throws {
    // The first and the second share one 4-gram, the third and the fourth have none in common.
    let texts = ["a b c d", "x a b c d", "e f g h", "a b c"]
    let found = SelfRepetition(
      of: HashedWords(of: TextBatch(texts), workers: 1), seed: 0, workers: 1)
    #expect(abs(try #require(found.score).value - 2 * log(2) / 4) < 1e-15)
    #expect(found.groupCount == 1 && found.textCount == 4 && found.score?.interval == nil)
  }

  @Test func `it agrees with the definition`() throws {
    var random = SeededRandom(seed: 4)
    for _ in 0..<30 {
      let texts = (0..<1 + random.next(below: 15)).map { _ in
        (0..<1 + random.next(below: 14)).map { _ in String(random.next(below: 3)) }
          .joined(separator: " ")
      }
      let words = HashedWords(of: TextBatch(texts), workers: 1)
      let found = SelfRepetition(of: words, seed: 9, workers: 1)
      #expect(abs(try #require(found.score).value - Self.naive(texts)) < 1e-12)
    }
  }

  @Test func `groups are of one size, for any workers`() throws {
    let texts = TextBatch((0..<95).map { "say the words number \($0 % 4) again" })
    let words = HashedWords(of: texts, workers: 1)
    let found = SelfRepetition(of: words, groupTextCount: 10, seed: 1, workers: 1)
    #expect(found.groupCount == 9 && found.textCount == 10 && found.score?.interval != nil)
    #expect(found == SelfRepetition(of: words, groupTextCount: 10, seed: 1, workers: 3))
    // Ten times the texts, ten times the repeats, but not within a group.
    let more = HashedWords(
      of: TextBatch((0..<950).map { "say the words number \($0 % 4) again" }), workers: 1)
    let again = SelfRepetition(of: more, groupTextCount: 10, seed: 1, workers: 1)
    #expect(abs(try #require(again.score).value - (try #require(found.score).value)) < 0.1)
  }

  @Test func `nothing has no score`() {
    let none = SelfRepetition(
      of: HashedWords(of: TextBatch(["", ""]), workers: 1), seed: 0, workers: 1)
    #expect(none.score == nil && none.groupCount == 0)
  }
}
