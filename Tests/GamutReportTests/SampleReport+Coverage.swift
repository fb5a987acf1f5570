// SPDX-License-Identifier: Apache-2.0

import GamutReport

extension SampleReport {
  static var coverage: CoverageReport {
    var report = CoverageReport(
      referenceRows: 2000, trainingRows: 12_869, model: "lsa, fitted on both", threshold: 0.614,
      thresholdReason:
        "5 % of the reference’s own records are farther than this from its other half",
      share: share(1662, of: 2000), ceiling: share(1904, of: 2000),
      shareOfCeiling: Measure(0.873, low: 0.855, high: 0.889),
      meanMaxCosine: Measure(0.746, low: 0.738, high: 0.754))
    report.unlike = share(212, of: 2000)
    report.more = moreAgainstReference
    report.curve = (0...40).map { i in
      let x = Double(i) / 40
      // Falls from 1 around `middle`; through .831 and .952 at the threshold.
      func falling(_ middle: Double, _ order: Int) -> Double {
        1 / (1 + (0..<order).reduce(1) { power, _ in power * x / middle })
      }
      let covered = falling(0.7492, 8)
      return CoverageReport.CurvePoint(
        threshold: x, share: share(Int(covered * 2000), of: 2000),
        ceiling: falling(0.8278, 10))
    }
    report.recordGaps = [
      CoverageReport.RecordGap(
        record: traffic("my card expired, where does the refund go??", 512), gap: 1.42,
        maxCosine: 0.381,
        nearest: CoverageReport.Neighbour(
          training("When will I get my refund?", 2012), cosine: 0.381)),
      CoverageReport.RecordGap(
        record: traffic("هل يمكنني تغيير عنوان التسليم؟", 1801), gap: 1.37, maxCosine: 0.22,
        nearest: nil),
    ]
    report.clusters = [
      cluster("refund · expired · card", 62, 9, 9.44, 4.6, 19.2, 3.1e-24),
      cluster("courier · left · neighbour", 48, 61, 5.14, 3.5, 7.5, 1.7e-13),
      cluster("password · reset · login", 211, 2754, 0.43, 0.37, 0.5, 2.2e-33),
      cluster("invoice · vat · company", 190, 1338, 0.9, 0.77, 1.06, 0.236),
    ]
    report.gaps = gaps
    report.overRepresented = [report.clusters[2]]
    report.outside = share(1_544, of: 12_869)
    return report
  }

  private static func cluster(
    _ name: String, _ reference: Int, _ training: Int, _ odds: Double, _ low: Double,
    _ high: Double, _ q: Double
  ) -> CoverageReport.Cluster {
    CoverageReport.Cluster(
      name: name, referenceRows: reference, trainingRows: training,
      referenceShare: share(reference, of: 2000), trainingShare: share(training, of: 12_869),
      oddsRatio: Measure(odds, low: low, high: high), pValue: q / 3, qValue: q)
  }

  private static var gaps: [CoverageReport.Gap] {
    var refund = CoverageReport.Gap(
      .missing, topic: 0, name: "refund to an expired card",
      terms: ["refund", "expired", "card", "bank", "closed"],
      referenceShare: share(62, of: 2000), trainingShare: share(9, of: 12_869),
      oddsRatio: Measure(44.1, low: 21.9, high: 88.8), qValue: 3.1e-24, covered: share(13, of: 62),
      reachThreshold: 0.672, reach: share(4, of: 62), ownReach: 0.5,
      add: Measure(58, low: 31, high: 108), curve: .reference,
      reachAfter: Measure(0.503, low: 0.36, high: 0.65))
    refund.examples = [
      traffic("my card expired, where does the refund go??", 512),
      traffic("I closed that bank account last year. Can you refund to another card?", 77),
      traffic("refund went to old visa", 1644),
    ]
    refund.nearest = [
      CoverageReport.Neighbour(training("When will I get my refund?", 2012), cosine: 0.381),
      CoverageReport.Neighbour(training("Which cards do you accept?", 908), cosine: 0.352),
    ]
    refund.annotateFirst = [
      traffic("I closed that bank account last year. Can you refund to another card?", 77),
      traffic("refund went to old visa", 1644),
    ]
    refund.coverageAfter = 0.8555
    var courier = CoverageReport.Gap(
      .thin, topic: 1, name: "courier left it with a neighbour",
      terms: ["courier", "neighbour", "signed", "left"],
      referenceShare: share(48, of: 2000), trainingShare: share(61, of: 12_869),
      oddsRatio: Measure(5.14, low: 3.5, high: 7.5), qValue: 1.7e-13, covered: share(25, of: 48),
      reachThreshold: 0.701, reach: share(14, of: 48), ownReach: 0.5,
      add: Measure(41, low: 22, high: 77), curve: .training,
      reachAfter: Measure(0.501, low: 0.38, high: 0.62))
    courier.budget = 30
    courier.reachWithBudget = Measure(0.46, low: 0.35, high: 0.57)
    courier.examples = [traffic("app says signed for but nobody here signed anything", 1203)]
    courier.coverageAfter = 0.8425
    return [refund, courier]
  }
}
