// SPDX-License-Identifier: Apache-2.0

import GamutReport

extension SampleReport {
  static var moreOfSet: MoreMeasures {
    var report = MoreMeasures([
      entry(.sampleCoverage, 0.99992, 0.9995, 1),
      entry(.unseenMass, 0.00008, 0, 0.0005),
      entry(.chao1, 12, 12, 12.4),
      entry(.compressionRatio, 3.12, 3.08, 3.16),
      entry(.distinct1, 0.154, 0.151, 0.157),
      entry(.distinct2, 0.562, 0.555, 0.569),
      entry(.distinct3, 0.801, 0.795, 0.807),
      entry(.distinct4, 0.893, 0.889, 0.897),
      entry(.selfRepetition, 1.87, 1.79, 1.95),
      entry(.movingAverage, 0.714, 0.711, 0.717),
      entry(.textualDiversity, 84.2, 83.1, 85.3),
      entry(.hypergeometric, 0.852, 0.85, 0.854),
      entry(.openingRate, 0.312, 0.304, 0.32),
      entry(.templateRate, 0.274, 0.266, 0.282),
      entry(.twoNN, 9.71, 9.48, 9.94),
      MoreMeasures.Entry(.maximumLikelihood, Measure(11.2, noInterval: "fewer than two rows")),
    ])
    report.openings = [
      AnswerReport.Pattern(text: "how do i …", rows: 1_204, share: share(1_204, of: 12_869)),
      AnswerReport.Pattern(text: "where is my …", rows: 803, share: share(803, of: 12_869)),
    ]
    report.templates = [
      AnswerReport.Pattern(text: "how do i … my", rows: 611, share: share(611, of: 12_869))
    ]
    report.notes = ["Words were counted in 46 windows of 5000 words."]
    return report
  }

  static var moreAgainstReference: MoreMeasures {
    var report = MoreMeasures([
      entry(.precision, 0.913, 0.905, 0.921),
      entry(.recall, 0.872, 0.857, 0.886),
      entry(.density, 0.83, 0.81, 0.85, baseline: .equalSets(1)),
      entry(.neighborhoodCoverage, 0.887, 0.872, 0.9, baseline: .equalSets(0.998)),
      entry(.novelDirections, 0.121, 0.113, 0.129, baseline: .halves(0.046)),
      entry(.strictlyNovelDirections, 0.041, 0.036, 0.046, baseline: .halves(0)),
      entry(.linearDiscrepancy, 0.0213, 0.0191, 0.0235, pValue: 0.001),
      entry(.quadraticDiscrepancy, 0.00412, 0.00371, 0.00453, pValue: 0.001),
      entry(.frechet, 0.0871, 0.0822, 0.092, baseline: .halves(0.0394)),
      entry(.jensenShannon, 0.0512, 0.0401, 0.0623),
      entry(.totalVariation, 0.213, 0.189, 0.237),
      entry(.hellinger, 0.229, 0.203, 0.255),
      entry(.stabilityIndex, 0.402, 0.311, 0.493),
      entry(.frontierIntegral, 0.0681, 0.0534, 0.0828),
    ])
    report.novelExamples = [
      traffic("refund went to old visa", 1644), traffic("هل يمكنني تغيير عنوان التسليم؟", 1801),
    ]
    report.notes = ["Neighbourhoods reach to the 5th nearest record."]
    return report
  }

  private static func entry(
    _ metric: MoreMeasures.Metric, _ value: Double, _ low: Double, _ high: Double,
    baseline: MoreMeasures.Baseline? = nil, pValue: Double? = nil
  ) -> MoreMeasures.Entry {
    MoreMeasures.Entry(
      metric, Measure(value, low: low, high: high), baseline: baseline, pValue: pValue)
  }
}
