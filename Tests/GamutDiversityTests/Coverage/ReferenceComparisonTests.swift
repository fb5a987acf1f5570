// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import Testing

@Suite struct ReferenceComparisonTests {
  /// Rows of topics around random directions, and the topic of each row.
  private struct Mixture {
    var rows: [[Double]] = []
    var topics: [Int] = []

    init(counts: [Int], noise: Double = 0.7, columnCount: Int = 24, seed: UInt64) {
      var directions = SeededRandom(seed: 60)  // The same topics for every seed.
      let zero = [Double](repeating: 0, count: columnCount)
      let centres = GamutDiversityTests.rows(counts.count, around: zero, noise: 1, &directions)
      var random = SeededRandom(seed: seed)
      for (topic, count) in counts.enumerated() {
        rows += GamutDiversityTests.rows(count, around: centres[topic], noise: noise, &random)
        topics += Array(repeating: topic, count: count)
      }
      let order = random.permutation(of: rows.count)
      rows = order.map { rows[$0] }
      topics = order.map { topics[$0] }
    }
  }

  @Test(arguments: [UInt64(1), 2])
  func `topics that the training set lacks are found and come first`(seed: UInt64) throws {
    // Topic 3 (20 % of the reference) and 7 (10 %) are missing, topic 5 is thin.
    let reference = Mixture(counts: [25, 25, 25, 50, 25, 25, 25, 25, 12, 12], seed: seed)
    let training = Mixture(
      counts: [80, 80, 80, 0, 80, 8, 80, 0, 40, 40], seed: seed + 100)
    let comparison = ReferenceComparison(
      training: matrix(of: training.rows), reference: matrix(of: reference.rows), workers: 2)
    func topic(of gap: Gap) -> Int {
      let labels = gap.topic.referenceRows.map { reference.topics[$0] }
      return (0..<10).max { a, b in
        labels.count { $0 == a } < labels.count { $0 == b }
      } ?? -1
    }
    let first = try #require(comparison.gaps.first)
    let found = comparison.gaps.map(topic(of:))
    #expect(found.first == 3)
    #expect(found.contains(7))
    #expect(Set(found).isSubset(of: [3, 5, 7]))
    // What is thin is listed after what is missing.
    if let thin = found.firstIndex(of: 5), let missing = found.lastIndex(of: 7) {
      #expect(thin > missing)
    }
    #expect(first.topic.odds.oddsRatio > 10)
    #expect(first.topic.qValue < 1e-6)
    #expect(first.kind == .missing)
    #expect((10...200).contains(first.need.additions))
    #expect(first.predictedCoverage > 0.8)
    // Far from the 95 % of its own source, though neighbouring topics reach some of it.
    #expect(first.topic.coverage.value < 0.5)
    #expect(first.examples.allSatisfy { reference.topics[$0] == 3 })
    // Rows between two topics may be counted to the wrong one; most are not.
    let right = first.annotateFirst.count { reference.topics[$0] == 3 }
    #expect(2 * right > first.annotateFirst.count)
    #expect(!first.annotateFirst.isEmpty)
    #expect(first.nearestTraining.count == 9)
    #expect(Set(first.nearestTraining.map(\.b)).count == 9)
    let missed = first.examples.map { comparison.rows.maxCosines[$0] }
    #expect(missed.allSatisfy { $0 < first.reach.threshold })
    let hidden = reference.topics.map { $0 == 3 || $0 == 7 }
    #expect(auroc(comparison.rows.gaps, hidden) > 0.95)
    let novel = comparison.rows.novelty.qValues.indices.filter {
      comparison.rows.novelty.qValues[$0] <= 0.05
    }
    #expect(novel.count > 40)
    let false5 = novel.count { !hidden[$0] && reference.topics[$0] != 5 }
    #expect(Double(false5) <= 0.15 * Double(novel.count))
  }

  @Test func `the same source has no gaps, and reaches the ceiling`() {
    var falseGaps = 0
    for seed in UInt64(0)..<5 {
      let counts = [20, 20, 40, 10, 30]
      let reference = Mixture(counts: counts, seed: 200 + seed)
      let training = Mixture(counts: counts.map { $0 * 2 }, seed: 300 + seed)
      let comparison = ReferenceComparison(
        training: matrix(of: training.rows), reference: matrix(of: reference.rows), workers: 2)
      falseGaps += comparison.gaps.count
      #expect(comparison.coverage.ceiling.value > 0.9)
      #expect(comparison.coverage.share.value > 0.9)
    }
    // Each run has any false gap with probability below 5 %: two in five have 2 %.
    #expect(falseGaps <= 1)
  }

  @Test(arguments: [50, 175])
  func `a small reference still shows a topic that is missing`(rowCount: Int) throws {
    let reference = Mixture(
      counts: [rowCount * 3 / 10, rowCount * 3 / 10, rowCount * 4 / 10], seed: 9)
    let training = Mixture(counts: [100, 100, 0], seed: 10)
    let comparison = ReferenceComparison(
      training: matrix(of: training.rows), reference: matrix(of: reference.rows), workers: 2)
    let first = try #require(comparison.gaps.first)
    let right = first.topic.referenceRows.count { reference.topics[$0] == 2 }
    #expect(Double(right) > 0.9 * Double(first.topic.referenceRows.count))
    #expect((0.4...0.75).contains(comparison.coverage.share.value))
  }

  @Test(arguments: [UInt64(21), 22, 23])
  func `adding what a missing topic needs brings it as near as foretold`(seed: UInt64) throws {
    let reference = Mixture(counts: [40, 40, 40, 40], seed: seed)
    let training = Mixture(counts: [120, 120, 120, 0], seed: seed + 50)
    let gap = try #require(
      ReferenceComparison(
        training: matrix(of: training.rows), reference: matrix(of: reference.rows), workers: 2
      ).gaps.first)
    #expect(gap.kind == .missing)
    #expect(gap.need.pool == .reference)
    let added = Mixture(counts: [0, 0, 0, gap.need.additions], seed: seed + 500)
    let cosines = gap.topic.referenceRows.map { row in
      (training.rows + added.rows).map { ReferenceRows.cosine($0, reference.rows[row]) }.max() ?? 0
    }
    let reached =
      Double(cosines.count { $0 >= gap.reach.threshold }) / Double(gap.topic.referenceRows.count)
    let expected = gap.need.reach(after: gap.need.additions)
    #expect(expected.interval.low < expected.value && expected.value < expected.interval.high)
    #expect((expected.interval.low...expected.interval.high).contains(reached))
    #expect(gap.need.additionInterval.low <= Double(gap.need.additions))
    #expect(gap.need.additionInterval.high >= Double(gap.need.additions))
  }

  @Test func `what the training set has more of than the reference is told, and is no gap`() {
    let reference = Mixture(counts: [40, 40, 40, 40], seed: 31)
    let training = Mixture(counts: [600, 60, 60, 0], seed: 32)
    let comparison = ReferenceComparison(
      training: matrix(of: training.rows), reference: matrix(of: reference.rows), workers: 2)
    #expect(!comparison.overRepresented.isEmpty)
    let over = comparison.overRepresented.flatMap(\.referenceRows)
    #expect(over.count { reference.topics[$0] == 0 } * 2 > over.count)
    let short = Set(comparison.gaps.map(\.topic.index))
    #expect(short.isDisjoint(with: comparison.overRepresented.map(\.index)))
    #expect(comparison.outside.total == 720)
  }

  @Test func `the result is the same for any number of workers, and for two runs`() {
    let reference = Mixture(counts: [15, 20, 15], seed: 11)
    let training = Mixture(counts: [60, 0, 80], seed: 12)
    let results = [1, 2, 4, 2].map {
      ReferenceComparison(
        training: matrix(of: training.rows), reference: matrix(of: reference.rows), workers: $0)
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test func `a given threshold decides what is covered`() {
    let sample = matrix(of: ReferenceRows.v)
    var options = ReferenceComparison.Options()
    options.threshold = 0.8
    let comparison = ReferenceComparison(
      training: matrix(of: ReferenceRows.u), reference: sample, options: options, workers: 2)
    #expect(comparison.coverage.share == Share(count: 18, total: 30))
    #expect(comparison.coverage.threshold == 0.8)
    #expect(comparison.ownThreshold != 0.8)
  }

  @Test func `a reference covered by itself has no gap`() {
    let sample = matrix(of: ReferenceRows.v)
    let comparison = ReferenceComparison(training: sample, reference: sample, workers: 2)
    #expect(comparison.coverage.share.value == 1)
    #expect(comparison.gaps.isEmpty)
    #expect(comparison.rows.novelty.novelCount() == 0)
  }

  @Test(arguments: [(0, 0), (0, 5), (5, 0), (1, 1), (3, 2), (2, 40)])
  func `hardly any rows, or zero rows, are no crash`(training: Int, reference: Int) {
    let empty = Matrix(rowCount: training, columnCount: 3)
    var rows = Matrix(rowCount: reference, columnCount: 3)
    for i in 0..<reference where i % 2 == 0 { rows[i, 0] = 1 }
    let comparison = ReferenceComparison(training: empty, reference: rows, workers: 2)
    #expect(comparison.rows.gaps.count == reference)
    #expect(comparison.rows.gaps.allSatisfy { $0.isFinite })
    #expect(comparison.topicOfRow.count == reference)
  }

  /// The probability that a random positive scores higher than a random negative.
  private func auroc(_ scores: [Double], _ isPositive: [Bool]) -> Double {
    var wins = 0.0
    var pairs = 0.0
    for i in scores.indices where isPositive[i] {
      for j in scores.indices where !isPositive[j] {
        pairs += 1
        wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0
      }
    }
    return wins / pairs
  }
}
