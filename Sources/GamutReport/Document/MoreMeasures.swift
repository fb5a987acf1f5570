// SPDX-License-Identifier: Apache-2.0

/// The measures of a section that its first screen leaves out. What each says, for people, is in
/// `MoreMeasureText`.
public struct MoreMeasures: Hashable, Sendable {
  /// What is measured; the raw value is its name in JSON.
  public enum Metric: String, Hashable, Sendable, CaseIterable {
    /// D9: the share of the source that lies in topics seen (Good–Turing), 0…1.
    case sampleCoverage = "sample_coverage"
    /// D9: 1 less that.
    case unseenMass = "unseen_mass"
    /// D9: a lower bound of how many topics the source has.
    case chao1
    /// D11: how many times smaller gzip makes the texts.
    case compressionRatio = "compression_ratio"
    /// D12: different words over all words, in windows of one length, 0…1.
    case distinct1 = "distinct_1"
    /// D12: the same for two words in a row.
    case distinct2 = "distinct_2"
    /// D12: the same for three words in a row.
    case distinct3 = "distinct_3"
    /// D12: the same for four words in a row.
    case distinct4 = "distinct_4"
    /// D12: the mean over the records of ln(1 + how often others have their 4-grams), in groups of one
    /// size.
    case selfRepetition = "self_repetition_4"
    /// D12: the moving-average type–token ratio over 100 words, 0…1.
    case movingAverage = "mattr_100"
    /// D12: the measure of textual lexical diversity at .72, in words.
    case textualDiversity = "mtld"
    /// D12: the share of different words in 42 drawn ones, 0…1.
    case hypergeometric = "hd_d_42"
    /// D13: the share of records that begin as the 20 most frequent openings do, 0…1.
    case openingRate = "opening_rate"
    /// D13: the share of records with one of the 20 most frequent templates, 0…1.
    case templateRate = "template_rate"
    /// D14: the intrinsic dimension by two neighbours.
    case twoNN = "intrinsic_dimension_two_nn"
    /// D14: the intrinsic dimension by five neighbours.
    case maximumLikelihood = "intrinsic_dimension_mle"

    /// C2: the share of the training set within the neighbourhoods of the reference, 0…1.
    case precision
    /// C2: the share of the reference within the neighbourhoods of the training set, 0…1.
    case recall
    /// C2: in how many neighbourhoods of the reference a training record lies, over k.
    case density
    /// C2: the share of the reference with a training record in its neighbourhood, 0…1.
    case neighborhoodCoverage = "neighborhood_coverage"
    /// C7: the sum of the directions that the reference has more of (KEN, η = 1), 0…1.
    case novelDirections = "novel_directions"
    /// C7: of those that it has more than twice as much of (η = 2), 0…1.
    case strictlyNovelDirections = "novel_directions_eta_2"
    /// C8: the squared mean discrepancy by the linear kernel.
    case linearDiscrepancy = "mmd2_linear"
    /// C8: the same by the quadratic kernel.
    case quadraticDiscrepancy = "mmd2_quadratic"
    /// C9: the Jensen–Shannon divergence over shared clusters, in nats.
    case jensenShannon = "jensen_shannon"
    /// C9: the total variation over shared clusters, 0…1.
    case totalVariation = "total_variation"
    /// C9: the Hellinger distance over shared clusters, 0…1.
    case hellinger
    /// C9: the population stability index over shared clusters.
    case stabilityIndex = "psi"
    /// C9: the frontier integral over shared clusters, 0…1.
    case frontierIntegral = "frontier_integral"
    /// C10: the squared Fréchet distance.
    case frechet = "frechet_distance"
  }

  /// What a number would be without any difference.
  public enum Baseline: Hashable, Sendable {
    /// What is expected of two samples of one distribution.
    case equalSets(Double)
    /// What two random halves of the reference come to.
    case halves(Double)
  }

  /// One measure.
  public struct Entry: Hashable, Sendable {
    /// What is measured.
    public var metric: Metric
    /// The number and its interval.
    public var measure: Measure
    /// What it would be without any difference; nil where there is nothing to compare with.
    public var baseline: Baseline?
    /// How often chance alone goes as far; nil if not tested.
    public var pValue: Double?

    /// Makes an entry.
    public init(
      _ metric: Metric, _ measure: Measure, baseline: Baseline? = nil, pValue: Double? = nil
    ) {
      self.metric = metric
      self.measure = measure
      self.baseline = baseline
      self.pValue = pValue
    }
  }

  /// The measures in the order they are shown; one that cannot be measured is left out.
  public var entries: [Entry]
  /// The most frequent openings of the records, most frequent first.
  public var openings: [AnswerReport.Pattern] = []
  /// The most frequent templates of the records, most frequent first; `…` is any word.
  public var templates: [AnswerReport.Pattern] = []
  /// Reference records along the directions that are new, the strongest direction first.
  public var novelExamples: [PlacedText] = []
  /// Remarks on how the numbers came about, such as samples; one sentence each.
  public var notes: [String] = []

  /// Makes the section; the rest is added by setting it.
  public init(_ entries: [Entry]) { self.entries = entries }

  /// The entry of `metric`; nil where it was not measured.
  public subscript(metric: Metric) -> Entry? { entries.first { $0.metric == metric } }
}
