// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GamutText
@testable import GamutUnicode

/// Real sentences of many scripts: their shingles are what a person finds by the rules.
struct ScriptShinglesTests {
  /// A text and its shingles of three words, each word as it is after folding.
  static let sentences: [(String, [String])] = [
    (
      "The well-known GPT-4o isn't \"free\": it costs $20/month.",
      [
        "the well known", "well known gpt", "known gpt -", "gpt - 4o", "- 4o isn", "4o isn t",
        "isn t free", "t free it", "free it costs", "it costs $", "costs $ 20", "$ 20 /",
        "20 / month",
      ]
    ),
    (
      "L'Été dernier, à l'École Ægir…",
      ["l été dernier", "été dernier à", "dernier à l", "à l école", "l école ægir"]
    ),
    (
      "Die Straße heißt GROẞE Gaſſe",
      ["die strasse heisst", "strasse heisst grosse", "heisst grosse gasse"]
    ),
    (
      "Привет, МИР! Ёлка — кое-что ещё.",
      ["привет мир ёлка", "мир ёлка кое", "ёлка кое что", "кое что ещё"]
    ),
    ("我爱北京，GPT-4。", ["我 爱 北", "爱 北 京", "北 京 gpt", "京 gpt -", "gpt - 4"]),
    (
      "東京タワーへ行く ﾃｽﾄ Ａ１",
      [
        "東 京 タ", "京 タ ワ", "タ ワ ー", "ワ ー へ", "ー へ 行", "へ 行 く", "行 く テ", "く テ ス",
        "テ ス ト", "ス ト a1",
      ]
    ),
    (
      "ภาษาไทย ๑๒",
      ["ภ า ษ", "า ษ า", "ษ า ไ", "า ไ ท", "ไ ท ย", "ท ย ๑", "ย ๑ ๒"]
    ),
    (
      "नमस्ते दुनिया, क़लम और ज़मीन।",
      [
        "नमस्ते दुनिया क\u{93C}लम", "दुनिया क\u{93C}लम और", "क\u{93C}लम और ज\u{93C}मीन",
      ]
    ),
    (
      "مَرْحَبًا بالعَالَم، كيف الحال؟ ١٢٣",
      ["مَرْحَبًا بالعَالَم كيف", "بالعَالَم كيف الحال", "كيف الحال ١٢٣"]
    ),
    ("안녕하세요 세계 여러분 반가워요", ["안녕하세요 세계 여러분", "세계 여러분 반가워요"]),
    (
      "ok 👍🏽 🇩🇪 👩‍👩‍👧 ❤️!",
      [
        "ok 👍 🏽", "👍 🏽 🇩", "🏽 🇩 🇪", "🇩 🇪 👩", "🇪 👩 👩", "👩 👩 👧", "👩 👧 ❤",
      ]
    ),
    ("ສະບາຍດີ", ["ສ ະ ບ", "ະ ບ າ", "ບ າ ຍ", "າ ຍ ດ", "ຍ ດ ີ"]),
    ("one  two\r\nthree\tfour", ["one two three", "two three four"]),
    ("two words", ["two words"]),
    ("…!?", []),
  ]

  @Test(arguments: sentences)
  func `a sentence has the shingles that a person finds`(text: String, expected: [String]) {
    expect(Array(text.utf8), expected)
  }

  @Test(arguments: [
    ("caf\u{E9} ma\u{F1}ana \u{1EC7}", "cafe\u{301} man\u{303}ana e\u{323}\u{302}"),
    ("\u{1EC7}", "e\u{302}\u{323}"),
    ("\u{AC01}", "\u{1100}\u{1161}\u{11A8}"),
    ("\u{1F81}\u{301}", "\u{3B1}\u{314}\u{345}\u{301}"),
    ("\u{3B1}\u{345}\u{35D}", "\u{3B1}\u{35D}\u{345}"),
    ("\u{30AC}\u{30D1}", "\u{30AB}\u{3099}\u{30CF}\u{309A}"),
    ("\u{212B}ngstr\u{F6}m", "\u{C5}NGSTRO\u{308}M"),
    ("zero width", "ze\u{200B}ro\u{FEFF} wi\u{AD}d\u{2060}th"),
    ("שלום עולם", "\u{200F}שלום\u{200E} \u{202B}עולם\u{202C}"),
    ("\u{FEFF}begin", "begin"),
    ("a\r\nb\r\n", "a b"),
    ("❤️ ok", "❤ ok"),
    ("ＡＢＣ１２３", "abc123"),
    ("ﷺ", "صلى الله عليه وسلم"),
    ("لا إله", "\u{FEFB} إله"),
    ("İ", "i\u{307}"),
  ])
  func `texts that look the same have the same shingles`(one: String, other: String) {
    for width in [ShingleWidth.words(2), .words(5), .characters(3)] {
      #expect(hashes(of: one, width) == hashes(of: other, width))
    }
  }

  @Test(arguments: [
    ("👍🏽", "👍🏿"), ("🇩🇪", "🇫🇷"), ("resume", "résumé"), ("и", "й"), ("5 - 3", "5 + 3"),
    ("३", "3"), ("中", "文"), ("が", "か"), ("ı", "i"),
  ])
  func `texts that mean different things have different shingles`(one: String, other: String) {
    for width in [ShingleWidth.words(2), .words(5), .characters(3)] {
      #expect(hashes(of: one, width) != hashes(of: other, width))
    }
  }

  @Test func `broken bytes and lone surrogates separate and nothing else`() {
    let word = Array("wörd".utf8)
    expect(word + [0xED, 0xA0, 0xBD] + word + [0xFF] + word, ["wörd wörd wörd"])
    // Halves of a pair that stand together are two lone surrogates in WTF-8 all the same.
    expect([0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [])
    expect(Array("a-".utf8) + [0xC3] + Array("b".utf8), ["a - b"])
    expect([0xC3] + Array("x".utf8) + [0xE2, 0x82], ["x"])
  }

  /// The windows of `bytes` are `expected`: each as a text of its own has the same one hash.
  private func expect(_ bytes: [UInt8], _ expected: [String]) {
    var folded = FoldedText()
    var shingles = ShingleBuffer()
    WordFolder().fold(bytes.span, into: &folded)
    let words = folded.words
    let windows =
      words.count <= 3
      ? [words.joined(separator: " ")].filter { !$0.isEmpty }
      : (0...words.count - 3).map { words[$0..<$0 + 3].joined(separator: " ") }
    #expect(windows.map { Array($0.utf8) } == expected.map { Array($0.utf8) }, "\(windows)")
    ShingleHasher(width: .words(3)).hash(folded, into: &shingles)
    let found = shingles.withHashes { hashes in hashes.indices.map { hashes[$0] } }
    // A shingle may hold what would fold further or be cut otherwise alone: `-` between words.
    for (hash, window) in zip(found, expected) where !window.contains("-") {
      #expect([hash] == hashes(of: window, .words(3)), "\(window)")
    }
    #expect(found.count == expected.count)
  }
}
