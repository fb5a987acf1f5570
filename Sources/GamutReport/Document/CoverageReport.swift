// SPDX-License-Identifier: Apache-2.0

/// How well the kept records cover a reference, such as the traffic of production.
public struct CoverageReport: Hashable, Sendable {
  /// The share covered at one threshold.
  public struct CurvePoint: Hashable, Sendable {
    /// The cosine from which on a reference record counts as covered.
    public var threshold: Double
    /// The share of the reference covered, 0…1.
    public var share: Measure
    /// The same for one half of the reference by the other; nil if not computed.
    public var ceiling: Double?

    /// Makes a point.
    public init(threshold: Double, share: Measure, ceiling: Double?) {
      self.threshold = threshold
      self.share = share
      self.ceiling = ceiling
    }
  }

  /// A training row near to a reference record or to a gap.
  public struct Neighbour: Hashable, Sendable {
    /// The training row.
    public var record: PlacedText
    /// Its cosine, −1…1.
    public var cosine: Double

    /// Makes a neighbour.
    public init(_ record: PlacedText, cosine: Double) {
      self.record = record
      self.cosine = cosine
    }
  }

  /// C4: one reference record and how far the training set is from it.
  public struct RecordGap: Hashable, Sendable {
    /// The reference record.
    public var record: PlacedText
    /// The log ratio of the local distances; above 0 the reference is denser here.
    public var gap: Double
    /// The cosine to the nearest training row, −1…1.
    public var maxCosine: Double
    /// The nearest training row; nil if not looked up.
    public var nearest: Neighbour?

    /// Makes an entry.
    public init(record: PlacedText, gap: Double, maxCosine: Double, nearest: Neighbour?) {
      self.record = record
      self.gap = gap
      self.maxCosine = maxCosine
      self.nearest = nearest
    }
  }

  /// C5: one cluster of the reference and the training set together.
  public struct Cluster: Hashable, Sendable {
    /// Its name, of the terms that set it apart.
    public var name: String
    /// How many reference records it holds.
    public var referenceRows: Int
    /// How many training rows it holds.
    public var trainingRows: Int
    /// Its share of the reference, 0…1.
    public var referenceShare: Measure
    /// Its share of the training set, 0…1.
    public var trainingShare: Measure
    /// The odds of the reference over those of the training set, with Wald interval; 1 is equal.
    public var oddsRatio: Measure
    /// Fisher's exact p of equal shares.
    public var pValue: Double?
    /// The same after Benjamini–Hochberg over all clusters.
    public var qValue: Double?

    /// Makes an entry.
    public init(
      name: String, referenceRows: Int, trainingRows: Int, referenceShare: Measure,
      trainingShare: Measure, oddsRatio: Measure, pValue: Double?, qValue: Double?
    ) {
      self.name = name
      self.referenceRows = referenceRows
      self.trainingRows = trainingRows
      self.referenceShare = referenceShare
      self.trainingShare = trainingShare
      self.oddsRatio = oddsRatio
      self.pValue = pValue
      self.qValue = qValue
    }
  }

  /// A kind of request to which the training set comes less near than the reference itself.
  public struct Gap: Hashable, Sendable {
    /// How far the training set falls short.
    public enum Kind: String, Hashable, Sendable {
      /// Hardly any of its records has a training record near to it.
      case missing
      /// Some have, and fewer than the reference itself would reach.
      case thin
    }

    /// What the number to add was read from.
    public enum Curve: String, Hashable, Sendable {
      /// The training records of the topic.
      case training
      /// Its reference records against each other, where there are fewer than ten training records, or
      /// these would have to grow more than threefold.
      case reference
    }

    /// How far the training set falls short.
    public var kind: Kind
    /// Its name, short.
    public var name: String
    /// Its number among the topics, which the lines of `gaps` name too.
    public var topic: Int
    /// The terms that set it apart, most telling first.
    public var terms: [String]
    /// Its share of the reference, 0…1.
    public var referenceShare: Measure
    /// Its share of the training set, 0…1.
    public var trainingShare: Measure
    /// The odds of the reference over those of the training set; 1 is equal.
    public var oddsRatio: Measure
    /// Fisher's exact p after Benjamini–Hochberg; nil if not tested.
    public var qValue: Double?
    /// The share of its reference records that is covered, 0…1; nil if not computed.
    public var covered: Measure?
    /// The cosine from which on a record of the topic is reached: the median of its records to the
    /// nearest other reference record.
    public var reachThreshold: Double
    /// The share of its reference records that a training record reaches, 0…1.
    public var reach: Measure
    /// The share that the reference itself reaches: a half, or more where cosines tie.
    public var ownReach: Double
    /// How many rows of this kind to add until the training set reaches as much as the reference
    /// itself, with its interval.
    public var add: Measure
    /// What `add` was read from.
    public var curve: Curve
    /// The reach expected once they are added, 0…1.
    public var reachAfter: Measure
    /// How many of a given budget to spend on it; nil where no budget is given.
    public var budget: Int?
    /// The reach expected of these, 0…1.
    public var reachWithBudget: Measure?
    /// Typical reference prompts.
    public var examples: [PlacedText] = []
    /// The training rows nearest to it, with cosines.
    public var nearest: [Neighbour] = []
    /// The reference rows to annotate first.
    public var annotateFirst: [PlacedText] = []
    /// The coverage of the whole reference once those are annotated and added, 0…1.
    public var coverageAfter: Double?

    /// Makes a gap; the lists are added by setting them.
    public init(
      _ kind: Kind, topic: Int, name: String, terms: [String], referenceShare: Measure,
      trainingShare: Measure,
      oddsRatio: Measure, qValue: Double?, covered: Measure?, reachThreshold: Double,
      reach: Measure, ownReach: Double, add: Measure, curve: Curve, reachAfter: Measure
    ) {
      self.kind = kind
      self.topic = topic
      self.name = name
      self.terms = terms
      self.referenceShare = referenceShare
      self.trainingShare = trainingShare
      self.oddsRatio = oddsRatio
      self.qValue = qValue
      self.covered = covered
      self.reachThreshold = reachThreshold
      self.reach = reach
      self.ownReach = ownReach
      self.add = add
      self.curve = curve
      self.reachAfter = reachAfter
    }
  }

  /// How many reference records were measured.
  public var referenceRows: Int
  /// How many training rows they were compared with.
  public var trainingRows: Int
  /// What made the vectors, such as `lsa, fitted on both`.
  public var model: String
  /// C1: the cosine from which on a reference record counts as covered, τ.
  public var threshold: Double
  /// Where τ comes from, in one phrase, such as `given` or `5 % quantile between random halves`.
  public var thresholdReason: String
  /// C1: the share of the reference covered, with Wilson interval.
  public var share: Measure
  /// C1: what one half of the reference reaches on the other; nil if it is too small to halve.
  public var ceiling: Measure?
  /// C1: the share over the ceiling.
  public var shareOfCeiling: Measure?
  /// C1 over τ, in ascending order of thresholds.
  public var curve: [CurvePoint] = []
  /// C6: the mean cosine of a reference record to its nearest training row.
  public var meanMaxCosine: Measure
  /// C3: the share of the reference that is unlike the training data; nil if not tested.
  public var unlike: Measure?
  /// C3: the level of Benjamini–Hochberg.
  public var unlikeLevel: Double = 0.05
  /// C4: the reference records with the largest gaps, largest first.
  public var recordGaps: [RecordGap] = []
  /// C5: the clusters of both sets, by lost traffic.
  public var clusters: [Cluster] = []
  /// What is missing or thin, most records out of reach first.
  public var gaps: [Gap] = []
  /// The topics of which the training set has at least twice the odds of the reference and a hundredth
  /// of it more, most first; none of them is a gap.
  public var overRepresented: [Cluster] = []
  /// The share of the training set that belongs to no topic of the reference; nil if not counted.
  public var outside: Measure?
  /// C2, C7 to C10: what the first screen leaves out; nil if not measured.
  public var more: MoreMeasures?
  /// How many reference records have a zero vector; nothing covers them.
  public var zeroRows: Int = 0
  /// What nearly all prompts of one of the sets share and was not embedded; nil for nothing.
  public var setAside: SetAsideText?
  /// Remarks on how the numbers came about; one sentence each.
  public var notes: [String] = []

  /// Makes the section; the rest is added by setting it.
  public init(
    referenceRows: Int, trainingRows: Int, model: String, threshold: Double,
    thresholdReason: String, share: Measure, ceiling: Measure?, shareOfCeiling: Measure?,
    meanMaxCosine: Measure
  ) {
    self.referenceRows = referenceRows
    self.trainingRows = trainingRows
    self.model = model
    self.threshold = threshold
    self.thresholdReason = thresholdReason
    self.share = share
    self.ceiling = ceiling
    self.shareOfCeiling = shareOfCeiling
    self.meanMaxCosine = meanMaxCosine
  }
}
