// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutReport

@Suite struct CoverageFindingsTests {
  /// A section as any data may give it: shares, ceilings, gaps and excesses at random.
  private func section(_ random: inout SeededRandom) -> CoverageReport {
    func share() -> Measure {
      let value = [0, 1, random.nextUnit(), random.nextUnit()][random.next(below: 4)]
      return Measure(value, low: max(0, value - 0.1), high: min(1, value + 0.1))
    }
    let ceiling = [nil, share(), share()][random.next(below: 3)]
    var report = CoverageReport(
      referenceRows: 1 + random.next(below: 60), trainingRows: 100, model: "lsa", threshold: 0.5,
      thresholdReason: "given", share: share(), ceiling: ceiling, shareOfCeiling: nil,
      meanMaxCosine: share())
    if let ceiling, ceiling.value > 0 {
      report.shareOfCeiling = Measure(report.share.value / ceiling.value, noInterval: "a ratio")
    }
    var topic = 0
    func name() -> String {
      topic += 1
      return "topic \(topic)"
    }
    report.gaps = (0..<random.next(below: 4)).map { _ in
      let reach = random.nextUnit() * 0.45
      return CoverageReport.Gap(
        reach < 0.2 ? .missing : .thin, topic: topic, name: name(), terms: [],
        referenceShare: share(),
        trainingShare: share(), oddsRatio: Measure(3, low: 2, high: 4), qValue: 0.01,
        covered: share(), reachThreshold: 0.7, reach: Measure(reach, low: 0, high: reach + 0.1),
        ownReach: 0.5, add: Measure(Double(1 + random.next(below: 50)), low: 1, high: 99),
        curve: .reference, reachAfter: Measure(0.5, low: 0.4, high: 0.6))
    }
    report.overRepresented = (0..<random.next(below: 3)).map { _ in
      CoverageReport.Cluster(
        name: name(), referenceRows: 1, trainingRows: 50, referenceShare: share(),
        trainingShare: share(), oddsRatio: Measure(0.1, low: 0.05, high: 0.2), pValue: 0.01,
        qValue: 0.01)
    }
    report.outside = share()
    return report
  }

  @Test func `no two sentences contradict each other, whatever the numbers`() {
    var random = SeededRandom(seed: 81)
    for _ in 0..<2_000 {
      let report = section(&random)
      let found = CoverageFindings(report, besides: nil).list
      // Each statement, told by what only it says.
      func says(_ words: String) -> [Finding] { found.filter { $0.message.contains(words) } }
      let missing = says("missing: ")
      let thin = says("thin: ")
      let praise = says("None of its topics is missing or thin")
      let covered = says("is covered") + says("has something similar")
      #expect(covered.count == 1)
      #expect(missing.count == (report.gaps.contains { $0.kind == .missing } ? 1 : 0))
      #expect(thin.count == (report.gaps.contains { $0.kind == .thin } ? 1 : 0))
      for (i, a) in found.enumerated() {
        for b in found[(i + 1)...] {
          // Praise stands beside no lack, and nothing of the reference is told to be both.
          let both = [a, b]
          let isGood = both.contains { $0.severity == .good }
          let isLack = both.contains {
            $0.message.contains("missing: ") || $0.message.contains("thin: ")
          }
          #expect(!(isGood && isLack))
          #expect(a.message != b.message)
        }
      }
      if !praise.isEmpty { #expect(report.gaps.isEmpty) }
      if !says("can be told in what the set lacks").isEmpty { #expect(report.gaps.isEmpty) }
      if !says("judged more strictly").isEmpty { #expect(!report.gaps.isEmpty) }
      // The topics named first are of different kinds.
      let names = found.flatMap { finding in
        (1...8).map { "topic \($0)" }.filter { finding.message.contains($0) }
      }
      #expect(Set(names).count == names.count)
      // What is to be collected is the sum of the cards.
      let told = (missing + thin).compactMap(\.action).map { action in
        Int(action.split(separator: " ")[2].filter(\.isNumber)) ?? -1
      }
      #expect(told.reduce(0, +) == report.gaps.reduce(0) { $0 + Int($1.add.value) })
    }
  }

  @Test func `a good coverage beside a gap is told as what is similar, not as praise`() {
    var report = SampleReport.coverage
    report.shareOfCeiling = Measure(1.03, noInterval: "a ratio")
    let found = CoverageFindings(report, besides: nil).list
    #expect(!found.contains { $0.severity == .good })
    #expect(
      found.contains {
        $0.message.contains("has something similar in the set, at cosine 0.")
          && $0.message.contains("by how near the records of its topic are to each other")
      })
  }

  @Test func `what a topic would cover is told where it moves, and chips where they say more`() {
    var gap = SampleReport.coverage.gaps[0]
    let now = SampleReport.coverage.share.value
    gap.coverageAfter = now + 0.00001
    #expect(gap.coverageOnceAdded(to: SampleReport.coverage) == nil)
    gap.coverageAfter = now + 0.01
    #expect(gap.coverageOnceAdded(to: SampleReport.coverage) == now + 0.01)
    (gap.name, gap.terms) = ("Delete account, GDPR", ["delete account", "gdpr", "erase"])
    #expect(gap.furtherTerms == ["erase"])
  }
}
