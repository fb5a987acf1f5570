// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutDiversity
import GamutTestSupport
import Testing

@Suite struct LexicalDiversityTests {
  /// What the definitions say, on words as they are.
  private enum Naive {
    static func distinct(_ texts: [[Int]], _ n: Int) -> Double? {
      let grams = texts.flatMap { text in
        text.count < n ? [] : (0...text.count - n).map { Array(text[$0..<$0 + n]) }
      }
      return grams.isEmpty ? nil : Double(Set(grams).count) / Double(grams.count)
    }

    static func average(_ words: [Int], _ length: Int) -> Double? {
      guard words.count >= length else { return nil }
      let ratios = (0...words.count - length).map {
        Double(Set(words[$0..<$0 + length]).count) / Double(length)
      }
      return ratios.reduce(0, +) / Double(ratios.count)
    }

    static func textual(_ words: [Int], _ threshold: Double) -> Double? {
      guard !words.isEmpty else { return nil }
      func length(_ words: [Int]) -> Double {
        var factors = 0.0
        var run: [Int] = []
        for word in words {
          run.append(word)
          if Double(Set(run).count) / Double(run.count) < threshold {
            factors += 1
            run = []
          }
        }
        if !run.isEmpty {
          factors += (1 - Double(Set(run).count) / Double(run.count)) / (1 - threshold)
        }
        return factors == 0 ? Double(words.count) : Double(words.count) / factors
      }
      return (length(words) + length(words.reversed())) / 2
    }

    static func hypergeometric(_ words: [Int], _ drawn: Int) -> Double? {
      guard words.count >= drawn else { return nil }
      func choose(_ n: Int, _ k: Int) -> Double {
        n < k
          ? -.infinity : lgamma(Double(n + 1)) - lgamma(Double(k + 1)) - lgamma(Double(n - k + 1))
      }
      var counts: [Int: Int] = [:]
      for word in words { counts[word, default: 0] += 1 }
      let sum = counts.values.sorted().reduce(0.0) {
        $0 + 1 - exp(choose(words.count - $1, drawn) - choose(words.count, drawn))
      }
      return sum / Double(drawn)
    }
  }

  private static func window(_ texts: [[Int]]) -> LexicalWindow {
    var ends: [Int] = []
    for text in texts { ends.append((ends.last ?? 0) + text.count) }
    return LexicalWindow(
      words: texts.flatMap { $0 }.map { StableHash.mix(UInt64($0)) }, ends: ends)
  }

  @Test func `by hand`() throws {
    // a b a c | a b
    let window = Self.window([[1, 2, 1, 3], [1, 2]])
    #expect(window.distinct(1) == 3.0 / 6)
    #expect(window.distinct(2) == 3.0 / 4)  // ab ba ac | ab
    #expect(window.distinct(3) == 1)
    #expect(window.distinct(4) == 1)
    #expect(window.distinct(5) == nil)
    // aba bac aca cab: 2, 3, 2, 3 of 3.
    let average = try #require(window.movingAverageTypeTokenRatio(length: 3))
    #expect(abs(average - 10.0 / 12) < 1e-15)
    // Forwards the ratio falls to 2/3 at the third word, then c a b is all new: 1 factor of 6 words.
    // Backwards b a c is new, a makes 3/4, b 3/5: one factor, then a alone.
    #expect(window.measureOfTextualLexicalDiversity(threshold: 0.72) == 6)
    // Two of six without replacement: 1 − 3/15 for a, 1 − 6/15 for b, 2/6 for c, over 2.
    let drawn = try #require(window.hypergeometricDiversity(drawn: 2))
    #expect(abs(drawn - 26.0 / 30) < 1e-12)
  }

  @Test func `windows agree with the definitions`() throws {
    var random = SeededRandom(seed: 21)
    for round in 0..<60 {
      let vocabulary = 1 + random.next(below: round < 30 ? 6 : 300)
      let texts = (0..<random.next(below: 12)).map { _ in
        (0..<random.next(below: 60)).map { _ in
          min(random.next(below: vocabulary), random.next(below: vocabulary))
        }
      }
      let words = texts.flatMap { $0 }
      let window = Self.window(texts)
      for n in 1...4 { #expect(window.distinct(n) == Naive.distinct(texts, n)) }
      for length in [1, 5, 100] {
        let (got, wanted) = (
          window.movingAverageTypeTokenRatio(length: length), Naive.average(words, length)
        )
        #expect((got == nil) == (wanted == nil))
        #expect(abs((got ?? 0) - (wanted ?? 0)) < 1e-12)
      }
      let (got, wanted) = (
        window.measureOfTextualLexicalDiversity(threshold: 0.72), Naive.textual(words, 0.72)
      )
      #expect(got == wanted)
      let (drawn, expected) = (
        window.hypergeometricDiversity(drawn: 42), Naive.hypergeometric(words, 42)
      )
      #expect((drawn == nil) == (expected == nil))
      #expect(abs((drawn ?? 0) - (expected ?? 0)) < 1e-9)
    }
  }

  @Test func `windows are whole, or the one there is`() throws {
    let texts = TextBatch(
      (0..<40).map { i in (0..<9).map { "w\(i % 7)x\($0)" }.joined(separator: " ") })
    let words = HashedWords(of: texts, workers: 1)
    let found = LexicalDiversity(of: words, windowWordCount: 100, seed: 1, workers: 1)
    #expect(found.windowCount == 3 && found.wordCount == 100)
    #expect(found.distinct[0]?.interval != nil)
    let whole = LexicalDiversity(of: words, seed: 1, workers: 1)
    #expect(whole.windowCount == 1 && whole.wordCount == 360)
    #expect(whole.distinct[0]?.value == 63.0 / 360 && whole.distinct[0]?.interval == nil)
    // Another number of workers, the same numbers; another seed, other windows.
    #expect(found == LexicalDiversity(of: words, windowWordCount: 100, seed: 1, workers: 3))
    #expect(found != LexicalDiversity(of: words, windowWordCount: 100, seed: 2, workers: 1))
  }

  @Test func `nothing, one word and all equal`() {
    let none = LexicalDiversity(of: HashedWords(of: TextBatch([]), workers: 1), seed: 0, workers: 1)
    #expect(none.windowCount == 0 && none.distinct.allSatisfy { $0 == nil })
    #expect(none.measureOfTextualLexicalDiversity == nil)
    let empty = LexicalDiversity(
      of: HashedWords(of: TextBatch(["", " . "]), workers: 1), seed: 0, workers: 1)
    #expect(empty == none)
    let one = LexicalDiversity(
      of: HashedWords(of: TextBatch(["a"]), workers: 1), seed: 0, workers: 1)
    #expect(one.distinct[0]?.value == 1 && one.distinct[1] == nil)
    #expect(one.movingAverageTypeTokenRatio == nil && one.hypergeometricDiversity == nil)
    let equal = LexicalDiversity(
      of: HashedWords(of: TextBatch(Array(repeating: "a", count: 200)), workers: 1), seed: 0,
      workers: 1)
    #expect(equal.distinct[0]?.value == 1.0 / 200 && equal.distinct[1] == nil)
    #expect(equal.hypergeometricDiversity.map { abs($0.value - 1.0 / 42) < 1e-12 } == true)
  }

  @Test func `long texts are cut at whole words, and case does not matter`() {
    let long = Array(repeating: "wörter", count: 5_000).joined(separator: " ")
    let words = HashedWords(of: TextBatch([long, "Wörter", "WÖRTER!"]), workers: 2)
    #expect(words.ends == [256, 257, 258])
    #expect(Set(words.words).count == 1)
  }

  @Test func `ends that do not end are a programmer's error`() async {
    await #expect(processExitsWith: .failure) { _ = LexicalWindow(words: [1, 2], ends: [1]) }
    await #expect(processExitsWith: .failure) { _ = LexicalWindow(words: [], ends: []).distinct(0) }
  }
}
