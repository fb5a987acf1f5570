// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutUnicode

struct ScriptCounterTests {
  private static func counter(_ texts: [[UInt8]]) -> ScriptCounter {
    var counter = ScriptCounter()
    for text in texts { counter.add(text.span) }
    return counter
  }

  private static func scripts(_ texts: String...) -> [String] {
    counter(texts.map { Array($0.utf8) }).scripts.map {
      "\($0.code) \($0.letterCount) \($0.textCount)"
    }
  }

  @Test func `letters are counted by script, and each text for the one it has most of`() {
    #expect(Self.scripts("Hello, World 42!", "Привет, ok", "") == ["Latn 12 1", "Cyrl 6 1"])
    // Of equals, the first in ICU's order: Han stands before Latin there.
    #expect(Self.scripts("ab漢字") == ["Hani 2 1", "Latn 2 0"])
    #expect(Self.scripts("हिन्दी", "ภาษาไทย") == ["Thai 7 1", "Deva 3 1"])
  }

  @Test func `what is not a letter, or one of several scripts, counts for none`() {
    #expect(Self.scripts("", "123 !?", "\u{301}", "ー") == [])
    // ª is a letter of Latin, µ one that several scripts share.
    #expect(Self.scripts("ª µ") == ["Latn 1 1"])
  }

  @Test func `bytes that are no UTF-8 are passed over`() {
    let surrogate: [UInt8] = [0xED, 0xA0, 0x80]
    let counter = Self.counter([[0x61, 0xFF, 0x62] + surrogate + [0x63, 0xE6, 0xBC]])
    #expect(counter.scripts.map(\.letterCount) == [3])
  }

  @Test func `names are those of Unicode`() {
    let scripts = Self.counter([Array("aਅ𐰀".utf8)]).scripts
    #expect(Set(scripts.map(\.name)) == ["Latin", "Gurmukhi", "Old Turkic"])
  }

  /// The same by ICU's sets, one code point at a time.
  private static func naive(_ text: String) -> [String: Int] {
    var counts: [String: Int] = [:]
    for scalar in text.unicodeScalars {
      for (code, ranges) in sets where ranges.contains(where: { $0.contains(Int(scalar.value)) }) {
        counts[code, default: 0] += 1
      }
    }
    return counts
  }

  private static let sets = [
    "Latn", "Cyrl", "Grek", "Arab", "Hebr", "Deva", "Thai", "Hang", "Hani", "Hira", "Kana",
  ].map { ($0, ICUFacts.ranges("[[:sc=\($0):]&[:L:]]")) }

  @Test(arguments: 1...20) func `random texts count as ICU's sets have it`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let blocks = [
      0x00, 0x00, 0x00, 0x100, 0x370, 0x400, 0x5D0, 0x600, 0x900, 0xE00, 0x3040, 0x4E00,
    ]
    var whole = ScriptCounter()
    var expected: [String: Int] = [:]
    for _ in 0..<50 {
      var text = String.UnicodeScalarView()
      for _ in 0..<random.next(below: 60) {
        let value = blocks[random.next(below: blocks.count)] + random.next(below: 0x80)
        if let scalar = Unicode.Scalar(UInt32(value)) { text.append(scalar) }
      }
      let string = String(text)
      var one = ScriptCounter()
      one.add(Array(string.utf8).span)
      whole.add(one)
      expected.merge(Self.naive(string)) { $0 + $1 }
    }
    let found = Dictionary(uniqueKeysWithValues: whole.scripts.map { ($0.code, $0.letterCount) })
    #expect(
      found.filter { expected[$0.key] != nil || Self.sets.map(\.0).contains($0.key) }
        == expected)
  }
}
