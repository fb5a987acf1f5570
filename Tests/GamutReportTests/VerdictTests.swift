// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GamutReport

@Suite struct VerdictTests {
  private func topic(
    _ name: String, reference: Double, training: Double, odds: ClosedRange<Double>,
    q: Double = 0.001
  ) -> CoverageReport.Cluster {
    CoverageReport.Cluster(
      name: name, referenceRows: 1, trainingRows: 1,
      referenceShare: Measure(reference, noInterval: "a"),
      trainingShare: Measure(training, noInterval: "a"),
      oddsRatio: Measure(
        odds.lowerBound, low: odds.lowerBound, high: odds.upperBound), pValue: q, qValue: q)
  }

  @Test func `topics stand by what the training set lacks, each with its verdict`() throws {
    var report = try #require(SampleReport.full.coverage)
    let (gap, over) = (
      report.gaps[0], topic("over", reference: 0.1, training: 0.4, odds: 0.1...0.4)
    )
    report.gaps = [gap]
    report.overRepresented = [over]
    report.clusters = [
      over, topic("same", reference: 0.1, training: 0.1, odds: 0.8...1.2),
      topic("chance", reference: 0.2, training: 0.1, odds: 1.2...3, q: 0.2),
      topic("rare", reference: 0.3, training: 0.15, odds: 1.5...4),
      topic("more", reference: 0.1, training: 0.15, odds: 0.5...0.9),
      topic(gap.name, reference: 0.4, training: 0, odds: 20...900),
    ]
    let sorted = report.clustersByDifference
    #expect(sorted.map(\.name) == [gap.name, "rare", "chance", "same", "more", "over"])
    #expect(
      sorted.map { report.verdict(on: $0) } == [
        gap.kind.rawValue, "rarer, but reached", "alike", "alike", "more frequent",
        "over-represented",
      ])
  }

  @Test func `figures that moved come first, those without a change last`() {
    func figure(_ name: String, _ a: Measure?, _ b: Measure?) -> ComparisonDocument.Figure {
      ComparisonDocument.Figure(name, name: name, a: a, b: b)
    }
    let (low, high) = (Measure(1, low: 0.9, high: 1.1), Measure(2, low: 1.9, high: 2.1))
    let figures = [
      figure("none", nil, low), figure("still", low, low),
      figure("unknown", Measure(1, noInterval: "a"), Measure(2, noInterval: "a")),
      figure("moved", low, high),
    ]
    #expect(
      ComparisonText.sorted(figures).map(\.name) == ["moved", "unknown", "still", "none"])
  }
}
