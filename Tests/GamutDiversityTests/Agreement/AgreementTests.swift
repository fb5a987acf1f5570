// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutDiversity

@Suite struct AgreementTests {
  /// Krippendorff 2011: four coders, twelve units, five categories.
  private static let coders: [[String?]] = [
    ["1", "2", "3", "3", "2", "1", "4", "1", "2", nil, nil, nil],
    ["1", "2", "3", "3", "2", "2", "4", "1", "2", "5", nil, "3"],
    [nil, "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", nil],
    ["1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", nil],
  ]

  @Test func `alpha is that of Krippendorff's example in every metric`() throws {
    let ratings = (0..<12).map { unit in Self.coders.map { $0[unit] } }
    let table = try #require(RatingTable(ratings: ratings, haveNames: true))
    let values = try #require(table.values)
    #expect(values == [1, 2, 3, 4, 5])
    let expected: [(ChanceAgreement.Metric, Double)] = [
      (.nominal, 0.743421052631579), (.ordinal, 0.8153875037548814),
      (.interval, 0.8491071428571428), (.ratio, 0.7974027747116121),
    ]
    for (metric, alpha) in expected {
      let found = try #require(
        ChanceAgreement.alpha(table.counts, categoryCount: 5, metric: metric, values: values))
      #expect(abs(found - alpha) < 1e-12, "\(metric)")
    }
  }

  @Test func `Fleiss' kappa is that of his example`() throws {
    let counts = [
      0, 0, 0, 0, 14, 0, 2, 6, 4, 2, 0, 0, 3, 5, 6, 0, 3, 9, 2, 0, 2, 2, 8, 1, 1, 7, 7, 0, 0, 0, 3,
      2, 6, 3, 0, 2, 5, 3, 2, 2, 6, 5, 2, 1, 0, 0, 2, 2, 3, 7,
    ]
    let kappa = try #require(ChanceAgreement.fleissKappa(counts, categoryCount: 5))
    #expect(abs(kappa - 0.20993070442195522) < 1e-12)
  }

  @Test func `Cohen's kappa and its interval are those worked out by hand`() throws {
    var ratings: [[String?]] = []
    for (pair, count) in [(("y", "y"), 20), (("y", "n"), 5), (("n", "y"), 10), (("n", "n"), 15)] {
      ratings += Array(repeating: [pair.0, pair.1], count: count)
    }
    let table = try #require(RatingTable(ratings: ratings, haveNames: true))
    let kappa = try #require(table.pairs.flatMap { CohenKappa($0, categoryCount: 2) })
    #expect(abs(kappa.value - 0.4) < 1e-12)
    #expect(abs(kappa.interval.low - 0.15109) < 5e-6)
    #expect(abs(kappa.interval.high - 0.64891) < 5e-6)
  }

  /// Two raters, two classes: AC₁ by its formula, worked out by hand.
  @Test func `AC1 stays high where nearly all items are of one class`() throws {
    // 118 items both say yes, 2 and 5 they differ, none both say no.
    let rows = Array(repeating: [2, 0], count: 118) + Array(repeating: [1, 1], count: 7)
    let counts = rows.flatMap { $0 }
    let ac1 = try #require(ChanceAgreement.gwetAC1(counts, categoryCount: 2))
    let share = (118.0 + 3.5) / 125
    let chance = 2 * share * (1 - share)
    #expect(abs(ac1 - (118.0 / 125 - chance) / (1 - chance)) < 1e-12)
    let kappa = try #require(ChanceAgreement.fleissKappa(counts, categoryCount: 2))
    #expect(ac1 > 0.9 && kappa < 0)
  }

  /// α from its definition: observed and expected disagreement over all pairs of values.
  private static func naiveAlpha(_ ratings: [[String?]]) -> Double? {
    let units = ratings.map { $0.compactMap { $0 } }.filter { $0.count > 1 }
    let values = units.joined().map { $0 }
    var observed = 0.0
    for unit in units {
      for (i, a) in unit.enumerated() {
        for (j, b) in unit.enumerated() where i != j && a != b {
          observed += 1 / Double(unit.count - 1)
        }
      }
    }
    var expected = 0.0
    for (i, a) in values.enumerated() {
      for (j, b) in values.enumerated() where i != j && a != b { expected += 1 }
    }
    let n = Double(values.count)
    return expected == 0 ? nil : 1 - observed / n / (expected / (n * (n - 1)))
  }

  @Test func `alpha of random tables is that of its definition`() throws {
    var random = SeededRandom(seed: 7)
    for _ in 0..<60 {
      let raters = 2 + random.next(below: 4)
      let ratings = (0..<(2 + random.next(below: 20))).map { _ in
        (0..<raters).map { _ in
          random.next(below: 4) == 0 ? nil : ["a", "b", "c"][random.next(below: 3)] as String?
        }
      }
      guard let table = RatingTable(ratings: ratings, haveNames: true) else { continue }
      let fast = ChanceAgreement.alpha(table.counts, categoryCount: table.categories.count)
      let naive = Self.naiveAlpha(ratings)
      #expect((fast == nil) == (naive == nil))
      if let fast, let naive { #expect(abs(fast - naive) < 1e-9) }
    }
  }

  @Test func `all say the same, nobody says twice, one class alone: nothing is made up`() throws {
    #expect(RatingTable(ratings: [["a", "a"], ["a", "a"]], haveNames: true) == nil)
    let single = try #require(RatingTable(ratings: [["a", nil], [nil, "b"]], haveNames: true))
    let found = AnnotatorAgreement(single, blocks: JackknifeBlocks.Options(seed: 0))
    #expect(found.itemCount == 0 && found.alpha == nil && found.fleiss == nil && found.gwet == nil)
    #expect(RatingTable(ratings: [], haveNames: true) == nil)
    let perfect = try #require(
      RatingTable(ratings: [["a", "a"], ["b", "b"], ["a", "a"]], haveNames: true))
    let full = AnnotatorAgreement(perfect, blocks: JackknifeBlocks.Options(seed: 0))
    #expect(full.alpha?.value == 1 && full.cohen?.value == 1 && full.disputed.isEmpty)
  }

  @Test func `disputed items come first, those of the most even votes leading`() throws {
    let table = try #require(
      RatingTable(categories: ["a", "b", "c"], counts: [3, 0, 0, 2, 1, 0, 1, 1, 1, 0, 3, 0]))
    let found = AnnotatorAgreement(table, blocks: JackknifeBlocks.Options(seed: 0))
    #expect(found.disputed == [2, 1] && found.raterCount == 3 && found.cohen == nil)
  }

  @Test func `consistency is one for equal answers, near zero for random ones`() throws {
    let groups = (0..<40).map { [2 * $0, 2 * $0 + 1] }
    var random = SeededRandom(seed: 3)
    let words = (0..<40).map { _ in (0..<5).map { _ in random.next() }.sorted() }
    let equal = try #require(
      AnswerConsistency(groups: groups, words: words.flatMap { [$0, $0] }, seed: 1))
    #expect(equal.alpha.value == 1 && equal.promptCount == 40 && equal.answerCount == 80)
    let labels = (0..<80).map { _ in [UInt64(random.next(below: 2))] }
    let unrelated = try #require(AnswerConsistency(groups: groups, words: labels, seed: 1))
    let interval = try #require(unrelated.alpha.interval)
    #expect(interval.low < 0 && interval.high > 0)
    #expect(AnswerConsistency(groups: [[0, 1]], words: words, seed: 1) == nil)
    #expect(AnswerConsistency.distance([], []) == 0 && AnswerConsistency.distance([1], [2]) == 1)
  }
}
