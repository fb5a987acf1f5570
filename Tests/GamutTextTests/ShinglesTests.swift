// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutText

struct ShinglesTests {
  static let widths: [ShingleWidth] = [
    .words(1), .words(2), .words(5), .characters(1), .characters(5), .characters(9),
  ]

  @Test(arguments: [
    ("word:5", ShingleWidth.words(5)), ("char:3", .characters(3)), ("word:1000", .words(1000)),
  ])
  func `a width reads as it prints`(text: String, width: ShingleWidth) {
    #expect(ShingleWidth(text) == width)
    #expect(width.description == text)
  }

  @Test(arguments: [
    "", "word", "word:", "word:0", "word:-1", "word:1001", "char:x", "Word:5", "word:5:5", ":5",
  ])
  func `what is no width is refused`(text: String) {
    #expect(ShingleWidth(text) == nil)
  }

  @Test func `a text of N words or fewer is one shingle, a text without words none`() {
    #expect(hashes(of: "one two three", .words(5)).count == 1)
    #expect(hashes(of: "one two three four five", .words(5)).count == 1)
    #expect(hashes(of: "one two three four five six", .words(5)).count == 2)
    #expect(hashes(of: "abc", .characters(5)).count == 1)
    #expect(hashes(of: "ab c", .characters(3)).count == 2)
    #expect(hashes(of: " ... ", .words(5)).isEmpty)
    #expect(hashes(of: "", .characters(5)).isEmpty)
  }

  @Test func `order, length and place count`() {
    let texts = [
      "a b c d e", "e d c b a", "b a c d e", "a b c d", "a b c", "c b a", "a a a a a", "a a a a",
      "aaaaaaaaa", "aaaaaaaaaa", "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaa", "aaaaaaaa",
      "aaaaaaaaaaaaaaa",
      "abcdefghijklmnopq", "abcdefghijklmnopr",
    ]
    #expect(Set(texts.map { hashes(of: $0, .words(5)) }).count == texts.count)
  }

  @Test(arguments: widths)
  func `two windows have equal hashes exactly if they are equal`(width: ShingleWidth) {
    var windowOfHash: [UInt64: [String]] = [:]
    var hashOfWindow: [[String]: UInt64] = [:]
    var texts = PlantedTexts.make(count: 150, vocabulary: 30, length: 0..<40, seed: 3)
    texts += ["日本語 テスト 5-3 averyveryverylongword averyveryverylongwore", "é e\u{301} 👍🏽 👍🏻"]
    for text in texts {
      let windows = NaiveShingles.windows(of: text, width)
      let found = hashes(of: text, width)
      #expect(windows.count == found.count)
      for (window, hash) in zip(windows, found) {
        #expect(windowOfHash.updateValue(window, forKey: hash) ?? window == window)
        #expect(hashOfWindow.updateValue(hash, forKey: window) ?? hash == hash)
      }
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `sets and counts agree with sets of the library`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var buffer = ShingleBuffer()
    var sets: [UInt64] = [7]
    for count in [0, 1, 2, 3, random.next(below: 1000)] {
      let kind = random.next(below: 4)
      let hashes = (0..<count).map { _ in
        switch kind {
        case 0: random.next()
        case 1: UInt64(random.next(below: 20))
        case 2: StableHash.mix(UInt64(random.next(below: 100)))
        default: UInt64(5)
        }
      }
      buffer.fill(hashes)
      #expect(
        buffer.distinctCount()
          == Set(hashes).subtracting([0]).union(hashes.contains(0) ? [1] : []).count)
      sets.removeLast(sets.count - 1)
      let setCount = buffer.appendSet(to: &sets)
      #expect(Array(sets.dropFirst()) == Set(hashes).sorted())
      #expect(setCount == Set(hashes).count)
    }
  }
}

extension ShingleBuffer {
  /// Takes hashes as if they were those of a text.
  mutating func fill(_ hashes: [UInt64]) {
    reserve(hashes.count)
    self.hashes.replaceSubrange(0..<hashes.count, with: hashes)
    count = hashes.count
  }
}
