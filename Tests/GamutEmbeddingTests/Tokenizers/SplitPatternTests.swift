// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import GamutUnicode
import Testing

@testable import GamutEmbedding

struct SplitPatternTests {
  static func matches(_ expression: String, _ text: String) throws -> [String] {
    let pattern = try SplitPattern(expression)
    let bytes = Array(text.utf8)
    var scratch = SplitPattern.Scratch()
    var found: [String] = []
    pattern.forEachPart(of: bytes.span, scratch: &scratch) { range, matches in
      if matches { found.append(String(decoding: bytes[range], as: UTF8.self)) }
    }
    return found
  }

  @Test("What a run takes it gives back where the rest needs it")
  func backtracking() throws {
    #expect(try Self.matches(#"[ab]*[bc]+x"#, "abbbx abb") == ["abbbx"])
    #expect(try Self.matches(#"\s+(?!\S)|\s+"#, "a   b ") == ["  ", " ", " "])
    #expect(try Self.matches(#"\s*[\r\n]+"#, "a \n \n  b") == [" \n \n"])
    #expect(try Self.matches(#"a?+ab"#, "ab aab") == ["aab"])
    #expect(try Self.matches(#"\d{1,3}"#, "12345") == ["123", "45"])
  }

  @Test("The first alternative that is there counts, not the longest")
  func order() throws {
    #expect(try Self.matches("a|ab", "ab") == ["a"])
    #expect(try Self.matches("(?:x|y)(?:1|2)?", "x1y3y2") == ["x1", "y", "y2"])
    #expect(
      try Self.matches("(?i:'s|'LL)", "'S 's 'll '\u{17F}") == ["'S", "'s", "'ll", "'\u{17F}"])
  }

  @Test(
    "What is not followed is refused, and named",
    arguments: [
      ("(ab)+", "a repeated group"), ("a*?", "lazy repetitions"), (#"\bword"#, #"\b"#),
      ("(?<=a)b", "a group that begins with (?"), (#"[\p{L}&&[^a]]"#, "&& of classes"),
      ("(?!ab)c", "looking ahead for more than a class of characters"), (#"\p{Foo}"#, #"\p{Foo}"#),
      ("a)", "a ) without its ("), ("a{2}+", "repetitions of repetitions"),
      ("[a", "it ends too early"),
      ("a||b", "an alternative without anything in it"),
      ("^a", "\"^\" where a character is expected"),
    ])
  func refusals(expression: String, detail: String) {
    #expect(throws: SplitPattern.Refusal(detail: detail)) { try SplitPattern(expression) }
  }

  @Test("Every text is covered by its parts, in order")
  func cover() throws {
    var random = SeededRandom(seed: 3)
    let pattern = try SplitPattern(SplitPattern.gpt2)
    let letters = ["a", "Z", " ", "\n", "1", "'", "s", "é", "中", "…", "\u{301}", "\u{A0}"]
    var scratch = SplitPattern.Scratch()
    for _ in 0..<300 {
      let bytes = Array(
        (0..<Int.random(in: 0...20, using: &random)).map { _ in
          letters.randomElement(using: &random) ?? ""
        }.joined().utf8)
      var end = 0
      pattern.forEachPart(of: bytes.span, scratch: &scratch) { range, matches in
        #expect(range.lowerBound == end && !range.isEmpty)
        // That of GPT-2 leaves nothing between its matches.
        #expect(matches)
        end = range.upperBound
      }
      #expect(end == bytes.count)
    }
  }

  @Test("Long runs of anything take no time that grows with their square")
  func longRuns() throws {
    for expression in [SplitPattern.gpt2, #"[A-Z]*[a-z]+|[A-Z]+[a-z]*|\s*[\r\n]+|\s+(?!\S)|\s+"#] {
      let pattern = try SplitPattern(expression)
      var scratch = SplitPattern.Scratch()
      for byte in " A1'\n".utf8 {
        let text = [UInt8](repeating: byte, count: 1 << 19) + [0x78]
        var count = 0
        pattern.forEachPart(of: text.span, scratch: &scratch) { range, _ in count += range.count }
        #expect(count == text.count)
      }
    }
  }
}
