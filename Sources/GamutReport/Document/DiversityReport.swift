// SPDX-License-Identifier: Apache-2.0

/// How varied the kept records are. What each number means, for people, is in `MetricText`.
public struct DiversityReport: Hashable, Sendable {
  /// How many kept records were measured.
  public var rows: Int
  /// The length of their vectors.
  public var dimensions: Int
  /// What made the vectors, such as `lsa`.
  public var model: String
  /// The text that was embedded: `prompt`, `response`, `all` or field paths.
  public var view: String
  /// D10: the share of the readable records that were removed as duplicates, 0…1.
  public var duplicateRate: Measure
  /// D10: how many different records the set is worth.
  public var effectiveRows: Measure
  /// D1 and D3: Vendi scores of the vectors as they are.
  public var vendiRaw: VendiFamily
  /// D1 and D2: Vendi scores after their common mean is taken away.
  public var vendiCentred: VendiFamily
  /// D5: the mean cosine of two different records, −1…1; the distance is 1 minus it.
  public var meanCosine: Measure
  /// D2: 1 − ‖mean‖², the part of the length that is not common to all, 0…1.
  public var spread: Measure
  /// D2: (Σλ)²/Σλ² of the centred spectrum.
  public var participationRatio: Measure
  /// D2: effective rank of Roy and Vetterli; nil if not computed.
  public var effectiveRank: Measure?
  /// D6: how close the nearest other record is.
  public var nearest: NearestCosine?
  /// D8: what the records are about, and how evenly.
  public var clusters: ClusterReport?
  /// The records on a plane; nil where there are too few.
  public var map: MapReport?
  /// D9, D11 to D14: what the first screen leaves out; nil if not measured.
  public var more: MoreMeasures?
  /// How many records have a zero vector, such as empty ones; they are in no metric.
  public var zeroRows: Int = 0
  /// What nearly all prompts share and was not embedded; nil for nothing.
  public var setAside: SetAsideText?
  /// Texts that are longer than the model reads; nil where there are none, and where nobody knows.
  public var cutTexts: CutTexts?
  /// Remarks on how the numbers came about, such as a sample; one sentence each.
  public var notes: [String] = []

  /// Makes the section; the optional parts are added by setting them.
  public init(
    rows: Int, dimensions: Int, model: String, view: String, duplicateRate: Measure,
    effectiveRows: Measure, vendiRaw: VendiFamily, vendiCentred: VendiFamily, meanCosine: Measure,
    spread: Measure, participationRatio: Measure
  ) {
    self.rows = rows
    self.dimensions = dimensions
    self.model = model
    self.view = view
    self.duplicateRate = duplicateRate
    self.effectiveRows = effectiveRows
    self.vendiRaw = vendiRaw
    self.vendiCentred = vendiCentred
    self.meanCosine = meanCosine
    self.spread = spread
    self.participationRatio = participationRatio
  }
}

/// The Vendi scores of one spectrum.
public struct VendiFamily: Hashable, Sendable {
  /// Order ½, which listens to rare directions.
  public var half: VendiScore
  /// Order 1, the Vendi score.
  public var one: VendiScore
  /// Order 2, of the raw spectrum RKE.
  public var two: VendiScore
  /// Order ∞, which hears the strongest direction only.
  public var infinity: VendiScore

  /// Makes a family.
  public init(half: VendiScore, one: VendiScore, two: VendiScore, infinity: VendiScore) {
    self.half = half
    self.one = one
    self.two = two
    self.infinity = infinity
  }
}

/// One Vendi score: the plain value and what the jackknife says about it.
public struct VendiScore: Hashable, Sendable {
  /// The value of the rows at hand.
  public var value: Double
  /// The jackknife-corrected value; nil below 10 rows a dimension, where it is not to be trusted.
  public var corrected: Double?
  /// The 95 % jackknife interval, or why there is none.
  public var interval: Measure.Interval

  /// Makes a score.
  public init(value: Double, corrected: Double?, interval: Measure.Interval) {
    self.value = value
    self.corrected = corrected
    self.interval = interval
  }

  /// The value to show: corrected where it can be.
  public var shown: Double { corrected ?? value }
}

/// How close the nearest other record is.
public struct NearestCosine: Hashable, Sendable {
  /// The mean over the records, −1…1.
  public var mean: Measure
  /// The nine deciles, 10 % to 90 %.
  public var deciles: [Double]
  /// All of them in bins; nil if not counted.
  public var histogram: Histogram?
  /// What removal by cosine would do, with pairs to judge it by; nil if not weighed.
  public var thresholds: SemanticThresholds?

  /// Makes the section.
  public init(mean: Measure, deciles: [Double], histogram: Histogram?) {
    self.mean = mean
    self.deciles = deciles
    self.histogram = histogram
  }
}

/// What the records are about, and how evenly they spread over it.
public struct ClusterReport: Hashable, Sendable {
  /// One cluster of records.
  public struct Cluster: Hashable, Sendable {
    /// Its name, of the terms that set it apart.
    public var name: String
    /// How many records it holds.
    public var rows: Int
    /// Its share of the records, 0…1.
    public var share: Measure
    /// The records nearest to its centre.
    public var examples: [PlacedText]

    /// Makes a cluster.
    public init(name: String, rows: Int, share: Measure, examples: [PlacedText]) {
      self.name = name
      self.rows = rows
      self.share = share
      self.examples = examples
    }
  }

  /// The same numbers at another number of clusters.
  public struct GridRow: Hashable, Sendable {
    /// How many clusters were asked for.
    public var count: Int
    /// ¹D, the effective number of clusters.
    public var hill1: Double
    /// ²D, the effective number of clusters, large ones weighing more.
    public var hill2: Double
    /// How evenly the records spread, 0…1.
    public var evenness: Double
    /// The share of the ten largest clusters, 0…1.
    public var topTenShare: Double
    /// How well the clusters stand apart, −1…1; nil if not computed.
    public var silhouette: Double?

    /// Makes a row.
    public init(
      count: Int, hill1: Double, hill2: Double, evenness: Double, topTenShare: Double,
      silhouette: Double?
    ) {
      self.count = count
      self.hill1 = hill1
      self.hill2 = hill2
      self.evenness = evenness
      self.topTenShare = topTenShare
      self.silhouette = silhouette
    }
  }

  /// How many clusters were made.
  public var count: Int
  /// Why that many, in one sentence.
  public var countReason: String
  /// The Hill numbers.
  public var hill: HillNumbers
  /// How evenly the records spread over the clusters, 0…1.
  public var evenness: Measure
  /// The share of the ten largest clusters, 0…1.
  public var topTenShare: Measure
  /// The same at other numbers of clusters.
  public var grid: [GridRow] = []
  /// The clusters, largest first.
  public var list: [Cluster]

  /// Makes the section.
  public init(
    count: Int, countReason: String, hill: HillNumbers,
    evenness: Measure, topTenShare: Measure, list: [Cluster]
  ) {
    self.count = count
    self.countReason = countReason
    self.hill = hill
    self.evenness = evenness
    self.topTenShare = topTenShare
    self.list = list
  }
}

/// Effective numbers of clusters: how many equally large ones would be as diverse.
public struct HillNumbers: Hashable, Sendable {
  /// ⁰D, the clusters that hold any record.
  public var zero: Measure
  /// ¹D, every record weighing the same.
  public var one: Measure
  /// ²D, large clusters weighing more.
  public var two: Measure

  /// Makes the three.
  public init(zero: Measure, one: Measure, two: Measure) {
    self.zero = zero
    self.one = one
    self.two = two
  }
}
