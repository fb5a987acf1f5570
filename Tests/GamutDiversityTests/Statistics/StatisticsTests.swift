// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import Testing

@Suite struct StatisticsTests {
  @Test func `Wilson's interval equals the reference`() {
    let interval = Share(count: 600, total: 1_000).interval
    #expect(abs(interval.low - 0.5693094295142662) < 1e-12)
    #expect(abs(interval.high - 0.6299252187886226) < 1e-12)
    let none = Share(count: 0, total: 50).interval
    #expect(none.low == 0)
    #expect(abs(none.high - 0.07134759913335874) < 1e-12)
    let all = Share(count: 50, total: 50).interval
    #expect(all.high == 1)
    #expect(abs(all.low - (1 - 0.07134759913335874)) < 1e-12)
    #expect(Share(count: 0, total: 0).interval == Interval(low: 0, high: 1))
    #expect(Share(count: 0, total: 0).value == 0)
  }

  @Test func `Newcombe's interval equals the reference`() {
    let interval = Share(count: 600, total: 1_000)
      .differenceInterval(to: Share(count: 50, total: 1_000))
    #expect(abs(interval.low - 0.5157009590919364) < 1e-12)
    #expect(abs(interval.high - 0.5821933128213286) < 1e-12)
  }

  @Test(arguments: [
    (0.975, 1.959963984540054), (0.95, 1.6448536269514722), (0.999, 3.090232306167813),
    (0.5, 0), (0.025, -1.959963984540054), (1e-10, -6.361340902404056),
  ])
  func `normal quantiles equal the tables`(probability: Double, quantile: Double) {
    #expect(abs(Quantile.normal(probability) - quantile) < 1e-13 * max(1, abs(quantile)))
  }

  @Test(arguments: [
    (0.975, 31, 2.039513446396408), (0.975, 7, 2.364624251592784),
    (0.975, 1, 12.706204736174694), (0.9, 1, 3.0776835371752527),
    (0.6, 1, 0.3249196962329063), (0.995, 3, 5.840909309733355),
    (0.025, 31, -2.039513446396408), (0.5, 4, 0),
  ])
  func `Student's quantiles equal the tables`(
    probability: Double, degreesOfFreedom: Int, quantile: Double
  ) {
    let computed = Quantile.student(probability, degreesOfFreedom: degreesOfFreedom)
    #expect(abs(computed - quantile) < 1e-11 * max(1, abs(quantile)))
  }

  @Test func `sample quantiles lie between order statistics`() {
    #expect(Quantile.sample(0.5, sorted: [1, 2, 3, 10]) == 2.5)
    #expect(Quantile.sample(0, sorted: [1, 2, 3]) == 1)
    #expect(Quantile.sample(1, sorted: [1, 2, 3]) == 3)
    #expect(abs(Quantile.sample(0.1, sorted: [0, 1]) - 0.1) < 1e-15)
    #expect(Quantile.sample(0.3, sorted: [7]) == 7)
  }

  @Test(arguments: [
    (8, 10, 1, 6, 0.034965034965034975),
    (60, 2_000, 3, 1_000, 4.565564490758143e-08),
    (100, 1_000_000, 50, 1_000_000, 5.444078679990762e-05),
    (3_000, 1_000_000, 3_300, 1_000_000, 0.00016087642356546572),
    (0, 10, 0, 5, 1), (10, 10, 5, 5, 1), (0, 0, 3, 7, 1),
  ])
  func `Fisher's p-values equal those of R and SciPy`(
    a: Int, aTotal: Int, b: Int, bTotal: Int, pValue: Double
  ) {
    let first = Share(count: a, total: aTotal)
    let second = Share(count: b, total: bTotal)
    // The log-gamma of a million carries an absolute error of some 1e-9.
    let error = 1e-7 * pValue
    #expect(abs(FisherExact.pValue(first, second) - pValue) <= error)
    #expect(abs(FisherExact.pValue(second, first) - pValue) <= error)
  }

  @Test func `Fisher's p-values equal the sum over all tables`() {
    for a in 0...6 {
      for b in 0...9 {
        let first = Share(count: a, total: 6)
        let second = Share(count: b, total: 9)
        let hits = a + b
        func ways(_ x: Int) -> Double { choose(6, x) * choose(9, hits - x) }
        let tables = (max(0, hits - 9)...min(hits, 6)).map(ways)
        let rare = tables.filter { $0 <= ways(a) * (1 + 1e-7) }.reduce(0, +)
        let expected = rare / tables.reduce(0, +)
        #expect(abs(FisherExact.pValue(first, second) - expected) < 1e-11, "\(a) \(b)")
      }
    }
  }

  @Test func `extreme tables of millions give a tiny p, not a NaN`() {
    let p = FisherExact.pValue(
      Share(count: 900_000, total: 1_000_000), Share(count: 0, total: 5_000_000))
    #expect(p == 0)
    let equal = FisherExact.pValue(
      Share(count: 500_000, total: 1_000_000), Share(count: 2_500_000, total: 5_000_000))
    #expect(equal == 1)
  }

  @Test func `the log odds of 3 of 1000 against 60 of 2000 equal the reference`() {
    let odds = ClusterOdds(
      reference: Share(count: 60, total: 2_000), training: Share(count: 3, total: 1_000))
    #expect(abs(odds.logOddsRatio - 2.1844315944964854) < 1e-12)
    #expect(abs(odds.standardError - 0.5511452156192744) < 1e-12)
    #expect(odds.interval.low > 1 && odds.interval.high > odds.oddsRatio)
    #expect(ClusterOdds.qValues(of: [odds]) == [odds.pValue])
    let opposite = ClusterOdds(reference: odds.training, training: odds.reference)
    #expect(abs(opposite.logOddsRatio + odds.logOddsRatio) < 1e-12)
  }

  @Test func `q-values are those of Benjamini and Hochberg`() {
    let qValues = FalseDiscovery.qValues(of: [0.01, 0.04, 0.03, 0.005, 0.5])
    for (q, expected) in zip(qValues, [0.025, 0.05, 0.05, 0.025, 0.5]) {
      #expect(abs(q - expected) < 1e-15)
    }
    #expect(FalseDiscovery.qValues(of: []).isEmpty)
    #expect(FalseDiscovery.qValues(of: [1, 1]) == [1, 1])
  }

  @Test func `the jackknife of a mean is its textbook standard error`() throws {
    let values = [1.0, 4, 2, 8, 5, 7]
    let mean = values.reduce(0, +) / 6
    let without = values.map { (values.reduce(0, +) - $0) / 5 }
    let estimate = Estimate(value: mean, leaveOneOut: without, within: 0...100)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 5
    #expect(abs(try #require(estimate.standardError) - (variance / 6).squareRoot()) < 1e-12)
    #expect(abs(try #require(estimate.corrected) - mean) < 1e-12)
    let clamped = Estimate(value: 4.5, leaveOneOut: [1, 9], within: 4...5)
    #expect(clamped.interval == Interval(low: 4, high: 5))
    #expect(Estimate(value: 1, leaveOneOut: [1], within: 0...2) == Estimate(value: 1))
  }

  @Test(arguments: [4, 8, 32])
  func `halves take away a bias of the second order, which the jackknife leaves`(blocks: Int) throws
  {
    let n = Double(blocks * 10)
    func value(_ rows: Double) -> Double { 7 - 12 / rows + 90 / (rows * rows) }
    let without = Array(repeating: value(n - 10), count: blocks)
    let first = Estimate(value: value(n), leaveOneOut: without, within: 0...100)
    let left = Double(blocks) / Double(blocks - 1) * 90 / (n * n)
    #expect(abs(try #require(first.corrected) - (7 - left)) < 1e-9)
    let second = Estimate(
      value: value(n), leaveOneOut: without, halves: [value(n / 2), value(n / 2)], within: 0...100)
    #expect(abs(try #require(second.corrected) - 7) < 1e-9)
    #expect(second.standardError == first.standardError)
  }

  @Test(arguments: [0, 1, 5, 31, 32, 33, 1_000])
  func `blocks hold every row once, and are equally large`(rowCount: Int) {
    let blocks = JackknifeBlocks(rowCount: rowCount, options: .init(seed: 5)).rows
    #expect(blocks.count == min(32, rowCount))
    #expect(blocks.flatMap { $0 }.sorted() == Array(0..<rowCount))
    let sizes = blocks.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    var options = JackknifeBlocks.Options()
    options.order = .consecutive
    let consecutive = JackknifeBlocks(rowCount: rowCount, options: options).rows
    #expect(consecutive.flatMap { $0 } == Array(0..<rowCount))
  }

  private func choose(_ n: Int, _ k: Int) -> Double {
    k < 0 || k > n ? 0 : (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
  }
}
