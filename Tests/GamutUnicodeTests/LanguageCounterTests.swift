// SPDX-License-Identifier: Apache-2.0

import GamutUnicode
import Testing

@Suite(.enabled(if: LanguageCounter.problem == nil, "libcld2 is not there"))
struct LanguageCounterTests {
  private static func counted(_ texts: [String]) -> LanguageCounter {
    var counter = LanguageCounter()
    for text in texts { counter.add(Array(text.utf8).span) }
    return counter
  }

  private static let german =
    "Am Morgen gingen die Kinder mit ihrem Hund an den Fluss und warfen Steine in das Wasser."
  private static let english =
    "In the morning the children went to the river with their dog and threw stones into the water."
  private static let japanese = "朝になると子どもたちは犬を連れて川へ行き、水に石を投げました。"

  @Test func `texts count for their languages, the most frequent first`() {
    let counter = Self.counted([Self.german, Self.english, Self.japanese, Self.english])
    #expect(counter.languages.map(\.code) == ["en", "de", "ja"])
    #expect(counter.languages.map(\.textCount) == [2, 1, 1])
    #expect(counter.languages[0].name == "English")
    #expect(counter.undeterminedCount == 0)
  }

  @Test func `both ways to write Chinese have names`() {
    let counter = Self.counted([
      "早上，孩子们带着狗去河边，把石头扔进水里。后来他们回家吃饭，还给奶奶讲了这个故事。",
      "早上，孩子們帶著狗去河邊，把石頭扔進水裡。後來他們回家吃飯，還給奶奶講了這個故事。",
    ])
    #expect(counter.languages.map(\.code) == ["zh", "zh-Hant"])
    #expect(counter.languages.map(\.name) == ["Chinese", "Traditional Chinese"])
  }

  @Test func `what nobody can tell is undetermined, and nothing is nothing`() {
    let counter = Self.counted(["7", "x=1;y=2", "", "??"])
    #expect(counter.languages.isEmpty)
    #expect(counter.undeterminedCount == 3)
  }

  @Test func `bytes that are no UTF-8 are undetermined`() {
    var counter = LanguageCounter()
    counter.add([0xC3, 0x28, 0x61, 0xFF].span)
    #expect(counter.undeterminedCount == 1)
  }

  @Test func `a character across the end of what is looked at is left out whole`() {
    let text = String(repeating: Self.japanese, count: 100)
    for shift in 0..<3 {
      let counter = Self.counted([String(repeating: "、", count: shift) + " " + text])
      #expect(counter.languages.map(\.code) == ["ja"])
    }
  }

  @Test func `counts add up, in any order`() {
    var one = Self.counted([Self.german, "7"])
    let other = Self.counted([Self.german, Self.english])
    var turned = other
    turned.add(one)
    one.add(other)
    #expect(one.languages == turned.languages)
    #expect(one.languages.map(\.textCount) == [2, 1])
    #expect(one.undeterminedCount == 1)
  }
}
