// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutEmbedding

struct BoundedVocabularyTests {
  static func words(of vocabulary: BoundedVocabulary) -> [String] {
    (0..<vocabulary.words.count).map { number in
      vocabulary.words.withWord(number) { bytes in
        String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
      }
    }
  }

  /// Counts words one after the other, as the builder does.
  static func vocabulary(of words: [String], limit: Int) -> BoundedVocabulary {
    var vocabulary = BoundedVocabulary(limit: limit)
    for word in words {
      let bytes = Array(word.utf8)
      let hash = StableHash.hash64(bytes.span)
      if vocabulary.isFull, vocabulary.words.index.find(hash) == nil { vocabulary.dropRarerHalf() }
      _ = vocabulary.count(bytes.span, hash: hash)
    }
    return vocabulary
  }

  @Test func `below the limit all words stay, in the order they came`() {
    let found = Self.vocabulary(of: ["b", "a", "b", "c"], limit: 3)
    #expect(Self.words(of: found) == ["b", "a", "c"])
  }

  @Test func `at the limit the rarer half goes, the later one of equals, and the order stays`() {
    // Counts: a 1, b 2, c 1, d 2. Then e comes: b and d stay.
    let found = Self.vocabulary(of: ["a", "b", "c", "d", "b", "d", "e"], limit: 4)
    #expect(Self.words(of: found) == ["b", "d", "e"])
    let equals = Self.vocabulary(of: ["a", "b", "c", "d", "e"], limit: 4)
    #expect(Self.words(of: equals) == ["a", "b", "e"])
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a word more frequent than the bound is never lost`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let limit = 40
    var words: [String] = []
    for i in 0..<4_000 {
      // One in ten is of five words that stay; the rest hardly ever come again.
      words.append(i % 10 == 0 ? "w\(random.next(below: 5))" : "x\(random.next(below: 1 << 30))")
    }
    let found = Self.vocabulary(of: words, limit: limit)
    #expect(found.words.count <= limit)
    // Counts of about 80 each, beside a bound of 4,000 / 20 that is never reached in fact: the words
    // kept beside them were counted once or twice.
    for i in 0..<5 { #expect(Self.words(of: found).contains("w\(i)")) }
  }

  @Test func `of a long word what has n-grams is kept`() {
    let long = Array(String(repeating: "é", count: 100).utf8)
    var vocabulary = BoundedVocabulary(limit: 4)
    _ = vocabulary.count(long.span, hash: 1)
    let grams = CharacterGrams(lengths: 3...4)
    vocabulary.words.withWord(0) { bytes in
      #expect(bytes.count == 128)
      #expect(grams.hashes(of: bytes) == grams.hashes(of: long.span))
    }
    let mangled = [UInt8](repeating: 0x80, count: 10_000)
    #expect(CharacterGrams.end(of: mangled.span) == 256)
  }

  @Test
  func `a corpus of too many words fits, the same in any batches, and finds the frequent ones`()
    throws
  {
    var random = SeededRandom(seed: 3)
    let texts = (0..<600).map { _ in
      let frequent = (0..<3).map { _ in "word\(random.next(below: 6))" }
      return (frequent + (0..<4).map { _ in "r\(random.next(below: 1 << 40))" }).joined(
        separator: " ")
    }
    func model(workers: Int, batchSize: Int) throws -> LSAModel {
      var options = LSAModel.Options()
      options.dimensionCount = 8
      var builder = LSAModel.Builder(
        options: options, workers: workers, wordLimit: 64, entryLimit: 500)
      for start in stride(from: 0, to: texts.count, by: batchSize) {
        builder.add(TextBatch(texts[start..<min(texts.count, start + batchSize)]))
      }
      return try builder.build()
    }
    let one = try model(workers: 1, batchSize: 600)
    // 500 entries of at most 7 a text.
    #expect(one.fittedTextCount >= 500 / 7 && one.fittedTextCount < 120 && one.wordCount <= 64)
    for i in 0..<6 {
      #expect(one.words.find(StableHash.hash64(Array("word\(i)".utf8).span)) != nil)
    }
    for (workers, batchSize) in [(2, 600), (3, 37), (4, 1)] {
      let other = try model(workers: workers, batchSize: batchSize)
      #expect(other.fingerprint == one.fingerprint)
    }
  }
}
