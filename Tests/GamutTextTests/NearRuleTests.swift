// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutText

struct DistinctNumbersTests {
  static let question = "A shop sells apples for money each morning and counts what is left over"

  @Test func `texts that differ in a number stay, where numbers are distinct`() {
    let texts = [
      "\(Self.question): 12 + 5", "\(Self.question): 12 - 5", "\(Self.question), 12 + 5!",
    ]
    let options = TextSketcher.Options(width: .words(1), threshold: 0.8)
    #expect(near(texts, options).removed == [1, 2])
    #expect(near(texts, options).differInNumbers == [true, false])
    let distinct = near(texts, options, rule: NearRule(numbers: .distinct))
    #expect(distinct.removed == [2])
    #expect(distinct.keepers == [0])
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `what is removed has the numbers of its keeper, all else as without the rule`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let texts = PlantedTexts.make(count: 400, vocabulary: 50, length: 8..<20, seed: seed).map {
      $0.replacing("w", with: "v").replacing("x", with: "y") + " \(random.next(below: 3))"
    }
    let options = TextSketcher.Options(width: .words(2), threshold: 0.5)
    let free = near(texts, options)
    let distinct = near(texts, options, rule: NearRule(numbers: .distinct))
    func numbers(_ record: RecordIndex) -> [Substring] {
      texts[Int(record)].split { !$0.isNumber }
    }
    #expect(zip(distinct.removed, distinct.keepers).allSatisfy { numbers($0) == numbers($1) })
    for (i, record) in free.removed.enumerated() {
      #expect(free.differInNumbers[i] == (numbers(record) != numbers(free.keepers[i])))
    }
    #expect(distinct.removed.count < free.removed.count && !distinct.removed.isEmpty)
  }
}

struct ConnectedGroupsTests {
  @Test func `a chain is one group, scored against its first`() {
    let texts = ["a b c d e f g h i j", "b c d e f g h i j k", "c d e f g h i j k l", "x y z"]
    let options = TextSketcher.Options(width: .words(1), threshold: 0.8)
    let decisions = near(texts, options, rule: NearRule(grouping: .connected))
    #expect(decisions.removed == [1, 2])
    #expect(decisions.keepers == [0, 0])
    #expect(decisions.similarities == [9.0 / 11, 8.0 / 12])
  }

  @Test(arguments: 0..<4 as Range<UInt64>, [1, 2, 4])
  func `groups are the components of the pairs that share a band`(seed: UInt64, workers: Int) {
    let options = TextSketcher.Options(width: .words(2), threshold: 0.5)
    let texts = PlantedTexts.make(count: 150, vocabulary: 60, length: 0..<25, seed: seed)
    let batch = TextBatch(texts)
    let pairs = Array(nearPairs(batch, options).blocks.joined())
    // The naive way: the lowest label spreads along the pairs until nothing changes.
    var labels = Array(0..<RecordIndex(texts.count))
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for pair in pairs {
        let least = min(labels[Int(pair.a)], labels[Int(pair.b)])
        hasChanged = hasChanged || labels[Int(pair.a)] != labels[Int(pair.b)]
        labels[Int(pair.a)] = least
        labels[Int(pair.b)] = least
      }
    }
    let found = near(texts, options, rule: NearRule(grouping: .connected), workers: workers)
    let removed = labels.indices.filter { labels[$0] != RecordIndex($0) }.map(RecordIndex.init)
    #expect(found.removed == removed)
    #expect(found.keepers == removed.map { labels[Int($0)] })
    let sets = texts.map { NaiveShingles.set(of: $0, options.width) }
    for (i, record) in found.removed.enumerated() {
      let similarity = NaiveShingles.similarity(sets[Int(record)], sets[Int(found.keepers[i])])
      #expect(found.similarities[i] == similarity)
    }
    #expect(removed.count > 10)
  }

  @Test func `references stay, also where a record connects them`() {
    let texts = ["a b c d e f g h i j", "c d e f g h i j k l", "b c d e f g h i j k"]
    let options = TextSketcher.Options(width: .words(1), threshold: 0.8)
    let decisions = near(texts, options, rule: NearRule(grouping: .connected), references: 2)
    #expect(decisions.removed == [2])
    #expect(decisions.keepers == [0])
  }

  @Test func `a thousand near copies take a comparison or two each`() {
    let words = NearMatcherTests.words.joined(separator: " ")
    let texts = (0..<1000).map { "\(words) \(words) n\($0)" }
    let decisions = near(texts, rule: NearRule(grouping: .connected))
    #expect(decisions.removed.count == 999)
    #expect(decisions.counts.verificationCount < 4 * texts.count)
  }
}

struct ContainmentTests {
  @Test func `a prefix and an extension are found, whatever their Jaccard similarity`() {
    let long = (0..<200).map { "word\($0)" }.joined(separator: " ")
    let short = (0..<20).map { "word\($0)" }.joined(separator: " ")
    let rule = NearRule(containment: 1)
    #expect(near([long, short]).removed.isEmpty)
    for texts in [[long, short], [short, long]] {
      let decisions = near(texts, rule: rule)
      #expect(decisions.removed == [1])
      #expect(decisions.containments == [1])
      #expect(decisions.similarities == [16.0 / 196])
    }
    #expect(near([long, short + " other"], rule: rule).removed.isEmpty)
    #expect(near([long, short + " other"], rule: NearRule(containment: 0.9)).removed == [1])
  }

  @Test(arguments: 0..<4 as Range<UInt64>, [0.6, 0.8, 1])
  func `small sets are decided as the definition has it`(seed: UInt64, containment: Double) {
    // Of at most sixteen shingles all are probes, so that no pair is missed.
    let texts = PlantedTexts.make(count: 200, vocabulary: 80, length: 0..<17, seed: seed)
    let options = TextSketcher.Options(width: .words(1), threshold: 1)
    let sets = texts.map { NaiveShingles.set(of: $0, options.width) }
    var kept: [Int] = []
    var removed: [RecordIndex] = []
    var keepers: [RecordIndex] = []
    for (i, set) in sets.enumerated() {
      let match = kept.first { other in
        let smaller = min(set.count, sets[other].count)
        return smaller > 0
          && Double(set.intersection(sets[other]).count) / Double(smaller) >= containment
      }
      if let match {
        removed.append(RecordIndex(i))
        keepers.append(RecordIndex(match))
      } else {
        kept.append(i)
      }
    }
    let rule = NearRule(containment: containment)
    for workers in [1, 3] {
      let found = near(texts, options, rule: rule, workers: workers)
      #expect(found.removed == removed && found.keepers == keepers)
    }
    #expect(removed.count > 20)
  }

  @Test func `few of the long texts that hold others are missed`() {
    var random = SeededRandom(seed: 3)
    let long = (0..<60).map { _ in (0..<300).map { _ in "w\(random.next(below: 9000))" } }
    let parts = (0..<600).map { i in
      let start = random.next(below: 200)
      return long[i % 60][start..<start + 40 + random.next(below: 60)].joined(separator: " ")
    }
    let texts = long.map { $0.joined(separator: " ") } + parts
    let decisions = near(texts, .init(width: .words(3)), rule: NearRule(containment: 0.9))
    #expect(decisions.removed == Array(60..<660))
  }

  @Test func `a passage that thousands share costs a bounded number of comparisons`() {
    var random = SeededRandom(seed: 6)
    let passage = NearMatcherTests.words.prefix(20).joined(separator: " ")
    let texts = (0..<3000).map { _ in
      passage + " " + (0..<20).map { _ in "v\(random.next(below: 100_000))" }.joined(separator: " ")
    }
    let decisions = near(texts, rule: NearRule(containment: 0.9))
    #expect(decisions.removed.isEmpty)
    #expect(decisions.counts.candidateCount < 100 * texts.count)
  }
}
