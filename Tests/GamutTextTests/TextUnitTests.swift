// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutText
import Testing

/// The units of `text` as strings.
private func units(_ kind: TextUnit.Kind, _ text: String) -> [String] {
  let bytes = Array(text.utf8)
  return TextUnit.units(kind, of: bytes.span, in: 0..<bytes.count).map {
    String(decoding: bytes[$0.content], as: UTF8.self)
  }
}

/// `text` without those units whose content is one of `contents`.
private func cut(_ kind: TextUnit.Kind, _ contents: Set<String>, of text: String) -> String {
  var bytes = Array(text.utf8)
  let units = TextUnit.units(kind, of: bytes.span, in: 0..<bytes.count)
  let isCut = units.map { contents.contains(String(decoding: bytes[$0.content], as: UTF8.self)) }
  let ranges = UnitCut.ranges(of: bytes.span, in: 0..<bytes.count, units: units, isCut: isCut)
  for range in ranges.reversed() { bytes.removeSubrange(range) }
  return String(decoding: bytes, as: UTF8.self)
}

@Suite struct TextUnitTests {
  @Test func `paragraphs are runs of lines that are not blank`() {
    #expect(units(.paragraph, "\n a \n b\n \t\nc\r\nd\r\n\r\ne") == ["a \n b", "c\r\nd", "e"])
    #expect(units(.paragraph, "") == [] && units(.paragraph, " \n\n\r\n") == [])
  }

  @Test func `lines are what stands between line breaks, without the white space around`() {
    #expect(units(.line, "\n a \n b\n \t\nc\r\nd") == ["a", "b", "c", "d"])
    #expect(units(.line, "one line") == ["one line"])
  }

  @Test func `units of a range have the places of the text`() {
    let bytes = Array("ab\ncd\nef".utf8)
    let found = TextUnit.units(.line, of: bytes.span, in: 3..<5)
    #expect(found.map(\.content) == [3..<5] && found.map(\.lines) == [3..<5])
  }

  @Test(arguments: [
    ("A\n\nB\n\nC", "A\n\nC"), ("B\n\nC", "C"), ("A\n\nB", "A"), ("A\n\nB\n", "A\n"), ("B\n", ""),
    ("A\n\n\n\nB\n\nC", "A\n\n\n\nC"), ("A\n\nB\n\n\nC", "A\n\n\nC"), ("\n\nB\n\nC", "\n\nC"),
    ("A\r\n\r\nB\r\n\r\nC", "A\r\n\r\nC"), ("A\n\nB\n\nB\n\nC\n\nB\n", "A\n\nC\n"),
    ("A \n\n  B \n\n C", "A \n\n C"),
  ])
  func `a cut paragraph takes one of its gaps along`(text: String, expected: String) {
    #expect(cut(.paragraph, ["B"], of: text) == expected)
  }

  @Test(arguments: [
    ("A\nB\nC", "A\nC"), ("A\nB\n\nC", "A\n\nC"), ("A\n\nB\nC", "A\n\nC"), ("A\nB", "A"),
    ("A\n  B\nC", "A\nC"), ("A\r\nB\r\nC\r\n", "A\r\nC\r\n"), ("A\nB\n\nB\nC", "A\n\nC"),
  ])
  func `a cut line leaves the borders of paragraphs`(text: String, expected: String) {
    #expect(cut(.line, ["B"], of: text) == expected)
  }

  @Test(arguments: 0..<100)
  func `what stays of the units is what was not cut, in its order`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let pieces = ["A", "B", "C", "D\nE", " ", "\n", "\n\n", "\r\n", "\n \n"]
    let text = (0..<random.next(below: 20)).map { _ in
      pieces[random.next(below: pieces.count)]
    }.joined()
    for kind in TextUnit.Kind.allCases {
      let left = units(kind, cut(kind, ["B"], of: text))
      // Two units with a cut one between never become one: as many stay as were not cut.
      #expect(left == units(kind, text).filter { $0 != "B" })
    }
  }

  @Test func `a text has a word if it has a letter, a number or a symbol beyond ASCII`() {
    var test = WordTest()
    for (text, expected) in [
      ("", false), ("---", false), ("…!?", false), ("a", true), ("-- 7", true), ("é", true),
      ("中", true), ("😀", true), ("+", false), ("```", false), ("|--|–|", false), ("… ∑", true),
    ] {
      #expect(test.hasWord(Array(text.utf8).span) == expected, "\(text)")
    }
  }
}
