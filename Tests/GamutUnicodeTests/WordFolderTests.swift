// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutUnicode

/// A word that is equal by its code points; strings are equal where they are canonically so.
struct Word: Equatable, CustomStringConvertible {
  let text: String
  init(_ text: String) { self.text = text }
  static func == (left: Word, right: Word) -> Bool {
    Array(left.text.utf8) == Array(right.text.utf8)
  }
  var description: String {
    text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
  }
}

/// Folds `bytes` into strings, through a buffer that held another text before.
func words(_ bytes: [UInt8]) -> [Word] {
  var folded = FoldedText()
  let folder = WordFolder()
  let other = Array("Something ELSE, before".utf8)
  folder.fold(other.span, into: &folded)
  folder.fold(bytes.span, into: &folded)
  return folded.words.map(Word.init)
}

func words(_ text: String) -> [Word] { words(Array(text.utf8)) }

struct WordFolderTests {
  @Test func `the tables are those of Unicode 15`() {
    #expect(WordFolder.unicodeVersion == "15.0")
  }

  @Test(arguments: [
    ("Hello, World!", ["hello", "world"]),
    ("don't  stop\r\nme_now", ["don", "t", "stop", "me", "now"]),
    ("x2 = 3.5*y", ["x2", "=", "3", "5", "*", "y"]),
    ("5 - 3", ["5", "-", "3"]),
    ("5-3", ["5", "-", "3"]),
    ("a-3", ["a", "-", "3"]),
    ("well-known and/or R&D", ["well", "known", "and", "or", "r", "d"]),
    ("a--b", ["a", "-", "-", "b"]),
    ("-a- ", ["-", "a", "-"]),
    ("a - b", ["a", "-", "b"]),
    (
      "C:\\x @me #tag 50% $9 `q` ~|^<>+",
      [
        "c", "\\", "x", "@", "me", "#", "tag", "50", "%", "$", "9", "`", "q", "`", "~", "|", "^",
        "<",
        ">", "+",
      ]
    ),
    ("abcdefgh ijklmnop", ["abcdefgh", "ijklmnop"]),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", ["abcdefghijklmnopqrstuvwxyz0123456789"]),
    ("\u{0}\u{1}\u{10}\u{19}\u{1F}\u{7F}[]{}()\"':;.,?!_", []),
    ("a b c d e f g h i j", Array("abcdefghij").map(String.init)),
    ("ab  cd e fghi  j k l m  ", ["ab", "cd", "e", "fghi", "j", "k", "l", "m"]),
    (" abcdefg abcdefg  a bcdef", ["abcdefg", "abcdefg", "a", "bcdef"]),
    ("", []),
    (" ", []),
    ("a", ["a"]),
  ])
  func `ASCII is cut by the rules`(text: String, expected: [String]) {
    #expect(words(text) == expected.map(Word.init))
  }

  @Test(arguments: [
    ("Café CAFE\u{301} cafe\u{301}", ["café", "café", "café"]),
    ("STRASSE Straße STRAẞE", ["strasse", "strasse", "strasse"]),
    ("ΟΔΟΣ οδός Σ ς", ["οδοσ", "οδόσ", "σ", "σ"]),
    ("İstanbul IĞDIR ı", ["i\u{307}stanbul", "iğdir", "ı"]),
    ("Привет, МИР-мир", ["привет", "мир", "мир"]),
    ("Й И\u{306}", ["й", "й"]),
    ("ﬁn ﬄ ™ ½ Ⅷ", ["fin", "ffl", "tm", "1", "⁄", "2", "viii"]),
    ("ＦＵＬＬ　ｗｉｄｔｈ＋１－２", ["full", "width", "+", "1", "-", "2"]),
    ("中文，标点。", ["中", "文", "标", "点"]),
    ("《三体》、「〇」・ーク〜", ["三", "体", "〇", "ー", "ク"]),
    ("日本語のカタカナ ｶﾞ", ["日", "本", "語", "の", "カ", "タ", "カ", "ナ", "ガ"]),
    ("ภาษาไทย", ["ภ", "า", "ษ", "า", "ไ", "ท", "ย"]),
    ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
    ("مَرْحَبًا بالعالم", ["مَرْحَبًا", "بالعالم"]),
    ("한글 \u{1112}\u{1161}\u{11AB}", ["한글", "한"]),
    ("👨‍👩‍👧 ❤️", ["👨", "👩", "👧", "❤"]),
    ("so\u{AD}ft zero\u{200B}width a\u{200D}\u{301}", ["soft", "zerowidth", "á"]),
    ("a-\u{AD}b a\u{AD}-b é-é 中-文 1-é", ["a", "b", "a", "b", "é", "é", "中", "文", "1", "-", "é"]),
    ("= \u{338} =\u{338} <\u{338}x", ["=", "\u{338}", "≠", "≮", "x"]),
    ("\u{301}x \u{FEFF}bom", ["\u{301}x", "bom"]),
    ("Å K Ω", ["å", "k", "ω"]),
    ("５－３ a\u{FF0D}b", ["5", "-", "3", "a", "b"]),
  ])
  func `other scripts are folded and cut by the rules`(text: String, expected: [String]) {
    #expect(words(text) == expected.map(Word.init))
  }

  @Test func `the longest mapping, which is of U+FDFA, fits`() {
    let many = String(repeating: "\u{FDFA}", count: 500)
    #expect(words(many) == NaiveWords.words(Array(many.utf8)))
  }

  @Test(
    arguments: [
      ([0xED, 0xA0, 0x80], []),
      ([0x61, 0xED, 0xA0, 0xBD, 0x62], ["a", "b"]),
      ([0x61, 0x2D, 0xFF, 0x62], ["a", "-", "b"]),
      ([0x61, 0xFF, 0x2D, 0x62], ["a", "-", "b"]),
      ([0x65, 0xFF, 0xCC, 0x81], ["e", "\u{301}"]),
      ([0xC3], []), ([0xE2, 0x82], []), ([0xF0, 0x9F, 0x98], []), ([0xC0, 0x80], []),
      ([0xF4, 0x90, 0x80, 0x80], []), ([0xE0, 0x80, 0x80, 0x61], ["a"]),
      ([0x61, 0xC3, 0x62], ["a", "b"]), ([0xEF, 0xBF, 0xBD], ["\u{FFFD}"]),
    ] as [([UInt8], [String])])
  func `bytes that are not UTF-8 separate`(bytes: [UInt8], expected: [String]) {
    #expect(words(bytes) == expected.map(Word.init))
  }

  @Test func `every code point folds as ICU folds it, alone and between letters`() {
    for value in UInt32(0)..<0x3_2000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if value > 0x3100, value < 0xF900 || value > 0x1_0000, value % 31 != 0 { continue }
      let alone = Array(String(scalar).utf8)
      let within = [0x41] + alone + Array("\u{301}z-".utf8) + alone
      if words(alone) != NaiveWords.words(alone) { Issue.record("U+\(String(value, radix: 16))") }
      if words(within) != NaiveWords.words(within) {
        Issue.record("U+\(String(value, radix: 16)) within")
      }
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `random mixtures agree with the plain way`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<60 {
      let text = Mixture.text(count: random.next(below: 60), &random)
      #expect(words(text) == NaiveWords.words(text), "\(seed): \(text)")
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `random bytes agree with the plain way`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<60 {
      let text = (0..<random.next(below: 40)).map { _ in
        UInt8(truncatingIfNeeded: random.next(below: 4) == 0 ? random.next() : random.next() | 0x80)
      }
      #expect(words(text) == NaiveWords.words(text), "\(seed): \(text)")
    }
  }

  @Test func `a long run of marks is folded in good time, whatever its order`() {
    let text = "a" + String(repeating: "\u{301}\u{323}\u{AD}", count: 50_000)
    let below = "ạ" + String(repeating: "\u{323}", count: 49_999)
    let sorted = below + String(repeating: "\u{301}", count: 50_000)
    #expect(words(text) == NaiveWords.words(Array(sorted.utf8)))
  }

  @Test func `folding folded text changes nothing`() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<300 {
      let once = words(Mixture.text(count: 40, &random)).map(\.text).joined(separator: " ")
      #expect(words(once).map(\.text).joined(separator: " ").utf8.elementsEqual(once.utf8))
    }
  }

  @Test func `bytes and ranges describe the same words`() {
    var folded = FoldedText()
    let text = Array("Ein Maß, 中 x".utf8)
    WordFolder().fold(text.span, into: &folded)
    #expect(folded.wordCount == 4)
    #expect(
      folded.withBytes { bytes in bytes.indices.map { bytes[$0] } } == Array("ein mass 中 x".utf8))
    #expect((0..<4).map(folded.range(ofWord:)) == [0..<3, 4..<8, 9..<12, 13..<14])
    #expect(folded.withWord(1) { $0.count } == 4)
    let counts = folded.withPaddedBytes { ($0.count, $1.count) }
    #expect(counts == (14 + FoldedText.paddingCount, 4))
  }
}
