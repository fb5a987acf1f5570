// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import Testing

@Suite struct TemplateRateTests {
  private static func rate(_ texts: [String], workers: Int = 1) -> TemplateRate {
    let batch = TextBatch(texts)
    return TemplateRate(of: HashedWords(of: batch, workers: workers), texts: batch)
  }

  /// What the definition says, on strings.
  private static func naive(_ texts: [String]) -> (phrases: [String: Int], share: Int) {
    let words = texts.map { $0.split(separator: " ").map(String.init) }
    var texts: [String: (count: Int, first: Int)] = [:]
    var place = 0
    for text in words {
      for (i, word) in text.enumerated() where !text[..<i].contains(word) {
        texts[word, default: (0, place + i)].count += 1
      }
      place += text.count
    }
    let kept = Set(
      texts.filter { $0.value.count > 1 }
        .sorted { (-$0.value.count, $0.value.first) < (-$1.value.count, $1.value.first) }
        .prefix(TemplateRate.keptWordCount).map(\.key))
    let templates = words.map { text -> [String] in
      guard text.count >= 5 else { return [] }
      return (0...text.count - 5).map { text[$0..<$0 + 5].map { kept.contains($0) ? $0 : "…" } }
        .filter { $0.count { $0 == "…" } <= 1 }.map { $0.joined(separator: " ") }
    }
    var counts: [String: (count: Int, first: Int)] = [:]
    var next = 0
    for text in templates {
      for (i, template) in text.enumerated() where !text[..<i].contains(template) {
        counts[template, default: (0, next + i)].count += 1
      }
      next += text.count
    }
    let most = counts.filter { $0.value.count > 1 }
      .sorted { (-$0.value.count, $0.value.first) < (-$1.value.count, $1.value.first) }
      .prefix(20)
    let names = Set(most.map(\.key))
    return (
      Dictionary(uniqueKeysWithValues: most.map { ($0.key, $0.value.count) }),
      templates.count { $0.contains { names.contains($0) } }
    )
  }

  @Test func `a template shows behind the words that vary`() throws {
    let found = Self.rate([
      "Write a poem about the sea", "write a story about the moon", "Why is it so?",
      "write a letter about the rent", "",
    ])
    let first = try #require(found.most.first)
    #expect(first.phrase == "write a … about the" && first.count == 3 && first.firstRow == 0)
    #expect(found.share == Share(count: 3, total: 4))
    #expect(found.most.count == 1)
  }

  @Test func `it agrees with the definition`() {
    var random = SeededRandom(seed: 31)
    for _ in 0..<40 {
      let vocabulary = 2 + random.next(below: 40)
      let texts = (0..<random.next(below: 30)).map { _ in
        (0..<1 + random.next(below: 12)).map { _ in
          "w\(min(random.next(below: vocabulary), random.next(below: vocabulary)))"
        }.joined(separator: " ")
      }
      let found = Self.rate(texts)
      let wanted = Self.naive(texts)
      #expect(
        Dictionary(uniqueKeysWithValues: found.most.map { ($0.phrase, $0.count) })
          == wanted.phrases)
      #expect(found.share == Share(count: wanted.share, total: texts.count))
    }
  }

  @Test func `nothing, one text and texts without words have no templates`() {
    #expect(Self.rate([]).most.isEmpty && Self.rate([]).share.total == 0)
    #expect(Self.rate(["one two three four five six"]).most.isEmpty)
    #expect(Self.rate(["", " ", "?"]).share == Share(count: 0, total: 0))
    let equal = Self.rate(Array(repeating: "one two three four five", count: 9))
    #expect(equal.share == Share(count: 9, total: 9) && equal.most.count == 1)
  }

  @Test func `the number of workers changes nothing`() {
    let texts = (0..<3_000).map { "tell me \($0 % 50) things about topic \($0 % 11) please" }
    #expect(Self.rate(texts) == Self.rate(texts, workers: 4))
  }
}
