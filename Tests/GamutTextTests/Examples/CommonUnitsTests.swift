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
