// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutUnicode

struct TextUnitsTests {
  /// The units of a text.
  static func units(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    var ends: [Int] = []
    TextUnits.appendEnds(of: bytes.span, in: 0..<bytes.count, to: &ends)
    return zip([0] + ends, ends).map { String(decoding: bytes[$0..<$1], as: UTF8.self) }
  }

  @Test(arguments: [
    ("One. Two! Three? Four", ["One.", " Two!", " Three?", " Four"]),
    ("3.5 e.g.x a.b", ["3.5 e.g.x a.b"]),
    ("a\nb\r\nc", ["a\n", "b\r", "\n", "c"]),
    ("好。吗？是！好", ["好。", "吗？", "是！", "好"]),
    ("Wait… what؟ हाँ। ok…", ["Wait…", " what؟", " हाँ।", " ok…"]),
    ("…a؟b।c", ["…a؟b।c"]),
    ("size: 4; weight: 2;x；y", ["size: 4;", " weight: 2;x；", "y"]),
    ("a.\u{3000}b.\u{A0}c", ["a.", "\u{3000}b.", "\u{A0}c"]),
    ("end.", ["end."]), ("", []), (".", ["."]), ("...", ["..."]),
  ])
  func `units end at line breaks and behind sentences`(text: String, expected: [String]) {
    #expect(Self.units(text) == expected)
  }

  /// The definition, one scalar after the other.
  static func naiveUnits(_ text: String) -> [String] {
    var units: [String] = []
    var unit = ""
    let scalars = Array(text.unicodeScalars)
    for (i, scalar) in scalars.enumerated() {
      unit.unicodeScalars.append(scalar)
      let isLast = i + 1 == scalars.count
      let isEnd =
        "\n\r。！？；".unicodeScalars.contains(scalar)
        || (".!?;…؟।".unicodeScalars.contains(scalar)
          && (isLast || scalars[i + 1].properties.isWhitespace))
      if isEnd || isLast {
        units.append(unit)
        unit = ""
      }
    }
    return units
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `units of random texts are those of the definition`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let others = Array("。！？；…؟।é中\u{3000}\u{85}Øàâã、；！\u{800}\u{FF0D}".unicodeScalars)
    for count in 0..<150 {
      var text = ""
      for _ in 0..<count {
        let choice = random.next(below: 4)
        text.unicodeScalars.append(
          choice == 0
            ? others[random.next(below: others.count)]
            : choice == 1
              ? Unicode.Scalar(UInt8(random.next(below: 128)))
              : Unicode.Scalar(UInt8(0x61 + random.next(below: 26))))
      }
      #expect(Self.units(text) == Self.naiveUnits(text), "\(seed), \(count)")
    }
  }

  @Test func `places are those of the whole text`() {
    let bytes = Array("xx a. b".utf8)
    var ends = [2]
    TextUnits.appendEnds(of: bytes.span, in: 3..<7, to: &ends)
    #expect(ends == [2, 5, 7])
  }

  @Test func `marks that are cut short end nothing`() {
    for bytes in [[0xE3, 0x80], [0xE2], [0xD8], [0xEF, 0xBC], [0xE0, 0xA5], [0xE2, 0x80]]
      as [[UInt8]]
    {
      var ends: [Int] = []
      TextUnits.appendEnds(of: bytes.span, in: 0..<bytes.count, to: &ends)
      #expect(ends == [bytes.count])
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>, Folding.allCases)
  func `words up to each end are those of the pieces`(seed: UInt64, folding: Folding) {
    var random = SeededRandom(seed: seed)
    let pieces = [
      "a", "é", "e\u{301}", "-", ".", "! ", "\n", "。", "中", "9", "\u{301}", "ﬁ", "？", " ", "…",
      "Word", "longer-word", "\u{3099}",
    ]
    let bytes = Array((0..<200).map { _ in pieces[random.next(below: pieces.count)] }.joined().utf8)
    var ends: [Int] = []
    TextUnits.appendEnds(of: bytes.span, in: 0..<bytes.count, to: &ends)
    let folder = WordFolder(folding)
    var (whole, folded) = (FoldedText(), FoldedText())
    var counts: [Int] = []
    folder.fold(bytes.span, into: &whole)
    folder.fold(bytes.span, into: &folded, ends: ends, wordEnds: &counts)
    #expect(folded.words.map(Word.init) == whole.words.map(Word.init) || folding != .words)
    var start = 0
    var words: [Word] = []
    for (end, count) in zip(ends, counts) {
      let piece = Array(bytes[start..<end])
      folder.fold(piece.span, into: &whole)
      words += whole.words.map(Word.init)
      #expect(words.count == count)
      start = end
    }
    #expect(folded.words.map(Word.init) == words)
  }
}

struct FoldingTests {
  static func words(_ text: [UInt8], _ folding: Folding) -> [String] {
    var folded = FoldedText()
    WordFolder(folding).fold(text.span, into: &folded)
    return folded.words
  }

  @Test(arguments: [
    ("if x<=3: f(É)\n", Folding.space, ["if", "x<=3:", "f(É)"]),
    ("  a\u{3000}B\u{A0}c ", .space, ["a", "B", "c"]),
    ("if x<=3: É", .none, ["if", " ", "x", "<", "=", "3", ":", " ", "É"]),
    ("中文a。", .none, ["中", "文", "a", "。"]),
    ("", .none, []), ("", .space, []), (" \n", .space, []),
  ])
  func `without folding words are what they are`(
    text: String, folding: Folding, expected: [String]
  ) {
    #expect(Self.words(Array(text.utf8), folding) == expected)
  }

  @Test func `bytes that are not UTF-8 are words by themselves, or part of them`() {
    #expect(Self.words([0x61, 0xFF, 0x62], .none).count == 3)
    #expect(Self.words([0x61, 0xFF, 0x62], .space).count == 1)
  }

  @Test func `words of a text are added behind others`() {
    var (source, target) = (FoldedText(), FoldedText())
    let bytes = Array("One two THREE four".utf8)
    WordFolder().fold(bytes.span, into: &source)
    target.append(1..<3, of: source)
    target.append(0..<0, of: source)
    target.append(0..<1, of: source)
    #expect(target.words == ["two", "three", "one"])
    #expect(target.withBytes { $0.count } == 13)
    target.removeAll()
    #expect(target.words.isEmpty && target.byteCount == 0)
  }
}
