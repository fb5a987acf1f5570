// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutText
import Testing

/// The spans of `texts` as short words: `text start..<end < text start..<end`.
private func spans(_ texts: [String], atLeast count: Int = 16) -> [String] {
  RepeatMatcher(minimumByteCount: count).repeats(in: TextBatch(texts)).map {
    "\($0.text) \($0.range) < \($0.keptText) \($0.keptRange)"
  }
}

/// What is left of `texts` without their spans.
private func cut(_ texts: [String], atLeast count: Int = 16) -> [String] {
  var bytes = texts.map { Array($0.utf8) }
  for span in RepeatMatcher(minimumByteCount: count).repeats(in: TextBatch(texts)).reversed() {
    bytes[span.text].removeSubrange(span.range)
  }
  return bytes.map { String(decoding: $0, as: UTF8.self) }
}

@Suite struct RepeatMatcherTests {
  static let sentence = "The quick brown fox jumps."  // 26 bytes

  @Test func `a sentence that stands in an earlier text is a span with its copy`() {
    let texts = ["one \(Self.sentence) two", "\(Self.sentence) three", "four \(Self.sentence)"]
    // The space before "two" and before "three" repeats too; not the one behind "four".
    #expect(spans(texts) == ["1 0..<28 < 0 4..<32", "2 4..<31 < 0 3..<30"])
    #expect(cut(texts) == [texts[0], "hree", "four"])
  }

  @Test func `a text that repeats itself keeps its beginning`() {
    #expect(cut([Self.sentence + Self.sentence]) == [Self.sentence])
    #expect(cut([String(repeating: "abc", count: 100)], atLeast: 20) == ["abcabcabcabcabcabcabc"])
  }

  @Test func `a repeat of fewer bytes is none, one of as many is`() {
    #expect(spans(["0123456789abcde!", "0123456789abcde?"]).isEmpty)
    #expect(spans(["0123456789abcdef!", "0123456789abcdef?"]) == ["1 0..<16 < 0 0..<16"])
  }

  @Test func `matches never cross the border of a text`() {
    #expect(spans(["0123456789", "abcdefghij", "0123456789abcdefghij"]).isEmpty)
  }

  @Test func `white space alone never repeats`() {
    let gap = String(repeating: " ", count: 60)
    #expect(spans(["a\(gap)b", "c\(gap)d"]).isEmpty)
  }

  @Test func `spans end at the borders of characters`() {
    // П is D0 9F and Я is D0 AF: they share a byte, which is no part of the repeat.
    let shared = "0123456789abcdef"
    #expect(spans(["\(shared)П", "\(shared)Я"]) == ["1 0..<16 < 0 0..<16"])
    // а is D0 B0 and р is D1 80; Р is D0 A0 and ѐ is D1 90: no start within a character either.
    #expect(spans(["а\(shared)", "Ѱ\(shared)"]) == ["1 2..<18 < 0 2..<18"])
    // 15 bytes and half a character are 16 bytes, of which 15 would be left.
    #expect(spans(["0123456789abcdeП", "0123456789abcdeЯ"]).isEmpty)
  }

  @Test func `overlapping repeats of two places are one span, whose copy is that of its beginning`()
  {
    let (a, b) = ("abcdefghijklmnopqrst", "klmnopqrst0123456789")
    #expect(
      spans(["\(a).", "-\(b)", "abcdefghijklmnopqrst0123456789"], atLeast: 16)
        == ["2 0..<30 < 0 0..<20"])
  }

  @Test func `what was cut is no first copy`() {
    // Of the second text nothing is left, so the third, which joins parts of both of its halves,
    // stands nowhere.
    let (a, b) = ("abcdefghijklmnop", "0123456789ABCDEF")
    #expect(spans([a, b, a + b, "ijklmnop01234567"]) == ["2 0..<32 < 0 0..<16"])
  }

  @Test func `no text, empty texts and short texts give nothing`() {
    #expect(spans([]).isEmpty)
    #expect(spans(["", "", "a", "a"]).isEmpty)
  }

  @Test(arguments: 0..<200)
  func `spans are those of the definition on random texts`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let letters = 1 + random.next(below: 3)
    let texts = (0..<1 + random.next(below: 6)).map { _ in
      (0..<random.next(below: 90)).map { _ in
        random.next(below: 12) == 0 ? 0x20 : UInt8(0x61 + random.next(below: letters))
      } as [UInt8]
    }
    let expected = NaiveRepeats.isCut(texts, windowByteCount: 16)
    var found = texts.map { [Bool](repeating: false, count: $0.count) }
    let batch = TextBatch(texts.map { String(decoding: $0, as: UTF8.self) })
    for span in RepeatMatcher(minimumByteCount: 16).repeats(in: batch) {
      for i in span.range { found[span.text][i] = true }
    }
    #expect(found == expected)
  }

  @Test(arguments: 0..<100)
  func `every span is a copy of text that stays, at characters' borders`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let alphabet = ["a", "é", "П", "Я", "中", "丰", "😀", "😁", " "]
    var pieces = (0..<4).map { _ in
      (0..<3 + random.next(below: 12)).map { _ in alphabet[random.next(below: alphabet.count)] }
        .joined()
    }
    pieces.append("\u{10FFFF}")
    let texts = (0..<8).map { _ in
      (0..<random.next(below: 7)).map { _ in pieces[random.next(below: pieces.count)] }.joined()
    }
    let bytes = texts.map { Array($0.utf8) }
    let spans = RepeatMatcher(minimumByteCount: 16).repeats(in: TextBatch(texts))
    var isCut = bytes.map { [Bool](repeating: false, count: $0.count) }
    for span in spans { for i in span.range { isCut[span.text][i] = true } }
    for span in spans {
      let copy = bytes[span.keptText][span.keptRange]
      #expect(span.range.count >= 16 && copy.count >= 13)
      #expect(bytes[span.text][span.range].starts(with: copy))
      #expect(!isCut[span.keptText][span.keptRange].contains(true))
      #expect(
        (span.keptText, span.keptRange.upperBound) <= (span.text, span.range.lowerBound))
    }
    for (text, isCut) in zip(bytes, isCut) {
      let rest = zip(text, isCut).filter { !$1 }.map(\.0)
      #expect(String(validating: rest, as: UTF8.self) != nil)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `equal lines are linear work`() {
    let texts = TextBatch(repeatElement("The same line again.\n", count: 300_000))
    let spans = RepeatMatcher(minimumByteCount: 16).repeats(in: texts)
    #expect(spans.count == 299_999)
    #expect(spans.allSatisfy { $0.keptText == 0 && $0.range == 0..<21 && $0.keptRange == 0..<21 })
  }

  @Test(.timeLimit(.minutes(1)))
  func `a long text of one letter is linear work`() {
    let texts = TextBatch([String(repeating: "a", count: 3_000_000)])
    let spans = RepeatMatcher(minimumByteCount: 100).repeats(in: texts)
    #expect(spans.map(\.range) == [100..<3_000_000])
  }

  @Test func `a minimum below 16 is a programmer's error`() async {
    await #expect(processExitsWith: .failure) { _ = RepeatMatcher(minimumByteCount: 15) }
  }
}
