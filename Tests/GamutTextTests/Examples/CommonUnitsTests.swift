// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutUnicode
import Testing

@testable import GamutText

struct CommonUnitsTests {
  /// Questions and answers of random words; some are edits of earlier ones.
  static func dialogues(
    count: Int, seed: UInt64, system: String = "", preamble: String = ""
  ) -> (examples: [Example], planted: [RecordIndex]) {
    var random = SeededRandom(seed: seed)
    // Letters alone: a number that changes makes another example.
    func word(_ number: Int) -> String {
      "w" + String(number).map { "\(Array("abcdefghij")[$0.wholeNumberValue ?? 0])" }.joined()
    }
    func sentence(_ count: Int, _ random: inout SeededRandom) -> String {
      (0..<count).map { _ in word(random.next(below: 3000)) }.joined(separator: " ") + "."
    }
    var examples: [Example] = []
    var planted: [RecordIndex] = []
    for i in 0..<count {
      var question = preamble + sentence(12, &random)
      var answer = sentence(14, &random) + " " + sentence(12, &random) + " " + sentence(16, &random)
      let source = i > 20 ? random.next(below: i) : 0
      // Copies of originals alone: two edits may be too many.
      if i > 20, random.next(below: 8) == 0, !planted.contains(RecordIndex(source)) {
        let parts = examples[source].parts
        (question, answer) = (parts[parts.count - 2].text, parts[parts.count - 1].text)
        var words = answer.split(separator: " ").map(String.init)
        words.insert("new" + word(i), at: random.next(below: words.count))
        answer = words.joined(separator: " ")
        planted.append(RecordIndex(i))
      }
      examples.append(Example(system: system, asked: question, said: answer))
    }
    return (examples, planted)
  }

  static func common(_ examples: [Example], share: Double = 1) -> CommonUnits {
    var sample = CommonUnits.Sample(.init(alike: .example))
    let column = shaped(examples)
    for i in examples.indices { sample.add(column, at: i) }
    return sample.common(share: share)
  }

  static let system = (0..<25).map {
    "Rule \($0) says that readers come first, always and everywhere."
  }
  .joined(separator: " ")

  @Test func `units of as many records as a bucket lists are common, where they are half of them`()
  {
    let (shared, _) = Self.dialogues(count: 70, seed: 1, system: Self.system)
    let (plain, _) = Self.dialogues(count: 200, seed: 2)
    #expect(Self.common(shared).keys.count == 25)
    #expect(Self.common(Array(shared.prefix(63)) + plain).isEmpty)
    #expect(Self.common(shared + plain).keys.count == 25)
    #expect(Self.common(plain).isEmpty)
    // A short line that all share is no half of anything.
    #expect(
      Self.common(Self.dialogues(count: 200, seed: 3, preamble: "Answer this. ").examples).isEmpty)
    // Of a sample of one in a hundred, three stand for three hundred.
    let few = Self.common(Array(shared.prefix(3)) + plain, share: 0.01)
    #expect(Set(few.keys).isSuperset(of: Self.common(shared).keys))
    #expect(Self.common(Array(shared.prefix(2)) + plain, share: 0.01).isEmpty)
    #expect(Self.common([]).isEmpty)
  }

  @Test func `documents have nothing to set aside`() {
    let documents = (0..<100).map { _ in Example(("x", Self.system)) }
    #expect(Self.common(documents).isEmpty)
  }

  @Test(arguments: [("", ""), (system, ""), ("", system + "\n")])
  func `a shared text neither hides a pair nor fills the buckets`(system: String, preamble: String)
  {
    let (examples, planted) = Self.dialogues(
      count: 1500, seed: 4, system: system, preamble: preamble)
    let common = Self.common(examples)
    #expect(common.isEmpty == (system + preamble).isEmpty)
    let decisions = near(examples, common: common)
    #expect(decisions.removed == planted)
    #expect(decisions.counts.unverifiedCount == 0)
    #expect(decisions.counts.candidateCount < 2 * planted.count)
    #expect(near(examples, common: common, workers: 3) == decisions)
  }

  /// A tool's description that all share; what is asked and said has a few words.
  private static let tool =
    "A search engine of the harbour office. Use it when a question is about ships, freight or tides "
    + "that nobody can know by heart. It takes one short line of text and gives back what the log books "
    + "of the last ten years have to say of it, the newest first, with the day and the name of the "
    + "officer who wrote it down, and nothing where the books are silent"

  private static func requests(_ count: Int) -> [Example] {
    let (all, planted) = Self.dialogues(count: 2 * count, seed: 5)
    return all.indices.filter { !planted.contains(RecordIndex($0)) }.prefix(count).map { i in
      let words = all[i].parts[0].text.split(separator: " ").prefix(6).joined(separator: " ")
      return Example(asked: tool + "\nWhat of \(words)", said: "search \(words) at once")
    }
  }

  @Test(arguments: [
    ("that nobody can know", "that nobody will know"), ("one short line", "one line"),
    ("harbour office. Use", "harbour office Use"), ("freight or tides", "freight or, tides"),
    ("when a question", "when sometimes a question"), ("A search", "\u{C0} search"),
  ])
  func `an edit of what all share hides no pair`(edit: (from: String, to: String)) {
    let requests = Self.requests(78)
    let edited = requests.prefix(10).map { request in
      Example(
        asked: request.parts[0].text.replacing(edit.from, with: edit.to),
        said: request.parts[1].text)
    }
    let common = Self.common(requests)
    let decisions = near(requests + edited, common: common)
    #expect(decisions.removed == Array(78..<88))
    #expect(decisions.keepers == Array(0..<10))
    #expect(decisions.counts.unverifiedCount == 0)
  }

  @Test func `a wording has half of its pairs of words in common units`() {
    let units = CommonUnits(keys: [1], pairs: [2, 3, 4])
    func contains(_ hashes: [UInt64]) -> Bool { units.containsWording(hashes.span) }
    #expect(contains([2, 3, 9, 8]) && contains([2, 2, 3, 4, 9]))
    #expect(!contains([2, 7, 9, 8]) && !contains([2, 3, 4]) && !contains([]))
    let hashes: [UInt64] = [2, 3, 9, 8]
    let containsWithout = CommonUnits(keys: [1]).containsWording(hashes.span)
    #expect(!containsWithout)
  }

  @Test func `the pairs are those of units that are common`() {
    let pairs = Self.common(Self.requests(78)).pairKeys
    // Of 7, 17 and 47 words, among them "of the" three times; and none of the questions.
    #expect(pairs.count == 6 + 16 + 46 - 2)
  }

  @Test func `records of nothing but common units are still compared`() {
    let a = Example(system: Self.system, asked: Self.system)
    let b = Example(system: Self.system, asked: Self.system.uppercased())
    let (shared, _) = Self.dialogues(count: 70, seed: 1, system: Self.system)
    let examples = shared + [a, b]
    #expect(near(examples, common: Self.common(shared)).removed.last == 71)
  }

  @Test func `documents among examples are found as documents`() {
    let (shared, _) = Self.dialogues(count: 70, seed: 1, system: Self.system)
    let document = Example(("x", Passages.mill))
    let edited = Example(("x", Passages.mill.replacing("visitors", with: "guests")))
    let examples = shared + [document, Example(asked: Passages.mill), edited]
    let found = near(examples, common: Self.common(shared))
    #expect(found.removed.suffix(1) == [72] && found.keepers.suffix(1) == [70])
  }

  @Test func `a table holds what it is given`() {
    var random = SeededRandom(seed: 7)
    let keys = (0..<1000).map { _ in random.next() }
    let units = CommonUnits(keys: keys)
    #expect(units.keys == keys.sorted())
    #expect(keys.allSatisfy(units.contains))
    #expect((0..<1000).allSatisfy { _ in !units.contains(random.next()) })
    #expect(!CommonUnits().contains(0))
  }
}
