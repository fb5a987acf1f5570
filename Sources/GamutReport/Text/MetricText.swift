// SPDX-License-Identifier: Apache-2.0

/// The metrics of each section in the order they are shown, with one sentence on each for readers
/// who never heard of it.
enum MetricText {
  /// How many records are in no metric of vectors, and why.
  static func withoutVector(_ count: Int) -> String {
    "\(NumberText.count(count, of: "record")) \(count == 1 ? "has" : "have") no vector "
      + "(no words, or a vector of zeros)."
  }

  /// What repetition costs.
  static func repetition(_ diversity: DiversityReport) -> [MetricRow] {
    [
      MetricRow(
        "Duplicate rate", diversity.duplicateRate, domain: 0...1,
        meaning: "The share of the readable records that repeat another one and were removed.",
        format: NumberText.percent),
      MetricRow(
        "Effective records", diversity.effectiveRows,
        meaning: "How many different records the set is worth once repetition is discounted.",
        format: NumberText.whole),
    ]
  }

  /// How varied the vectors are.
  static func variety(_ diversity: DiversityReport) -> [MetricRow] {
    let distance = Measure(
      1 - diversity.meanCosine.value, interval: diversity.meanCosine.interval.mirrored)
    var rows = [
      MetricRow(
        "Mean cosine distance", distance, domain: 0...1,
        meaning: "How far apart two records picked at random are: 0 is the same, 1 is unrelated."),
      MetricRow(
        "Spread", diversity.spread, domain: 0...1,
        meaning: "The part of the records’ meaning that is not common to all of them; "
          + "near 0, they all say much the same."),
      MetricRow(
        "Participation ratio", diversity.participationRatio,
        meaning: "How many independent directions the records really use, "
          + "of \(NumberText.count(diversity.dimensions)) there are; strong ones count most."),
    ]
    if let rank = diversity.effectiveRank {
      rows.append(
        MetricRow(
          "Effective rank", rank,
          meaning: "The same count of directions, in which weak ones count more."))
    }
    if let nearest = diversity.nearest {
      rows.append(
        MetricRow(
          "Nearest-neighbour cosine", nearest.mean, domain: 0...1,
          meaning: "How alike a record and the one most like it are, on average; near 1, almost "
            + "every record has a twin. It rises with the number of records."))
    }
    return rows
  }

  /// How evenly the records spread over topics.
  static func topics(_ clusters: ClusterReport) -> [MetricRow] {
    var rows = [
      MetricRow(
        "Topics in use", clusters.hill.zero,
        meaning: "How many of the \(NumberText.count(clusters.count)) topics hold any record.",
        format: NumberText.whole),
      MetricRow(
        "Effective topics", clusters.hill.one, domain: 0...Double(max(clusters.count, 1)),
        meaning: "How many topics of equal size would be as varied; far below the number of "
          + "topics, a few dominate."),
      MetricRow(
        "Dominant topics", clusters.hill.two, domain: 0...Double(max(clusters.count, 1)),
        meaning: "The same with the large topics weighing more."),
      MetricRow(
        "Evenness", clusters.evenness, domain: 0...1,
        meaning: "1 if all topics are equally large, towards 0 the more a few dominate."),
    ]
    // Of ten or fewer it is all of them.
    if clusters.count > 10 {
      rows.append(
        MetricRow(
          "Share of the ten largest", clusters.topTenShare, domain: 0...1,
          meaning: "How much of the set belongs to its ten largest topics.",
          format: NumberText.percent))
    }
    return rows
  }

  /// How well a reference is covered.
  static func coverage(_ coverage: CoverageReport) -> [MetricRow] {
    var rows = [
      MetricRow(
        "Coverage", coverage.share, domain: 0...1,
        meaning: "The share of the reference that has a training record about as close as its own "
          + "records are to each other (cosine ≥ \(NumberText.similarity(coverage.threshold))).",
        format: NumberText.percent)
    ]
    if let ceiling = coverage.ceiling {
      rows.append(
        MetricRow(
          "Ceiling", ceiling, domain: 0...1,
          meaning: "What one half of the reference reaches on the other half: the most to expect.",
          format: NumberText.percent))
    }
    if let ratio = coverage.shareOfCeiling {
      rows.append(
        MetricRow(
          "Share of the ceiling", ratio, domain: 0...max(1, ratio.high ?? ratio.value),
          meaning: "Coverage divided by its ceiling; 100 % is as good as the reference’s own.",
          format: NumberText.percent))
    }
    if let unlike = coverage.unlike {
      rows.append(
        MetricRow(
          "Unlike the training data", unlike, domain: 0...1,
          meaning: "The share of the reference that no chance explains as more of the same "
            + "(at most \(NumberText.percent(coverage.unlikeLevel)) of those named are named "
            + "wrongly).",
          format: NumberText.percent))
    }
    rows.append(
      MetricRow(
        "Mean best cosine", coverage.meanMaxCosine, domain: 0...1,
        meaning: "How alike a reference record and the training record most like it are, on "
          + "average."))
    if let outside = coverage.outside {
      rows.append(
        MetricRow(
          "Training set outside", outside, domain: 0...1,
          meaning: "The share of the training set that belongs to no topic of the reference.",
          format: NumberText.percent))
    }
    return rows
  }

  /// What the share of refusals is once the errors of the phrases are taken out; nil where it was not
  /// counted.
  static func corrected(_ report: AnswerReport) -> String? {
    report.correctedRefusals.map { share in
      // An interval that is a point says nothing more.
      let isPoint = share.low == share.value && share.high == share.value
      let said = isPoint ? NumberText.percent(share.value) : share.inline(NumberText.percent)
      return
        "Corrected for what the phrases miss and take wrongly on XSTest: \(said) of the answers."
    }
  }

  /// What a gap is, in two sentences.
  static let gapsMeaning =
    "Topics of the reference to which the training set comes less near than the reference itself, "
    + "most records out of reach first. A record is reached where a training record is at least as near "
    + "as the median record of its topic is to the rest of the reference, so that the reference "
    + "itself reaches half."

  /// What odds ratios and p-values of topics were counted on, in one sentence.
  static let testedHalf =
    "Odds ratios and p-values of topics found by clustering are of the half of the reference that had "
    + "no part in finding them; counts and shares are of all of it."

  /// Where the number to add comes from, in one sentence.
  static func curve(_ gap: CoverageReport.Gap) -> String {
    "The number to add follows the topic’s own curve of reach against count, read from "
      + (gap.curve == .training
        ? "its training records."
        : "its reference records against each other, since its training records are too few, or too "
          + "unlike, to tell.")
  }

  /// The Vendi scores: order, raw, centred, and what the order hears.
  static func vendi(
    _ diversity: DiversityReport
  ) -> [(order: String, raw: VendiScore, centred: VendiScore, meaning: String)] {
    let (raw, centred) = (diversity.vendiRaw, diversity.vendiCentred)
    let cosine = NumberText.plain(1 / raw.two.shown.squareRoot())
    return [
      ("½", raw.half, centred.half, "Rare kinds of records count almost as much as common ones."),
      ("1", raw.one, centred.one, "Every record counts the same: the Vendi score."),
      (
        "2", raw.two, centred.two,
        "Common kinds count more (raw: RKE). Two random records have a root-mean-square cosine of "
          + "\(cosine)."
      ),
      (
        "∞", raw.infinity, centred.infinity,
        "Only the strongest theme counts: 1 if everything is that one theme."
      ),
    ]
  }

  /// What a Vendi score is, in two sentences.
  static let vendiMeaning =
    "The effective number of different kinds of records: copies of one record score 1, records "
    + "that have nothing in common score as many as there are, up to the length of the vectors. "
    + "Raw includes what all records share, such as their format; centred takes that away first."
}

extension Measure {
  /// Makes a number with what is known about its error.
  init(_ value: Double, interval: Interval) {
    self.value = value
    self.interval = interval
  }
}

extension Measure.Interval {
  /// The interval of 1 − x.
  fileprivate var mirrored: Measure.Interval {
    switch self {
    case .range(let low, let high): .range(low: 1 - high, high: 1 - low)
    case .none: self
    }
  }
}
