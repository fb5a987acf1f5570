// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// How many tokens the kept records are, and what training at a length would not see.
///
/// Where there are more records than are looked at, those counted are spread evenly over them;
/// counts of records and tokens are then those of the records looked at, and shares have intervals.
public struct TokenReport: Hashable, Sendable {
  /// The file that the tokeniser was read from; nil where tokens were estimated.
  public var tokenizer: String?
  /// The algorithm, such as `BPE`; nil where tokens were estimated.
  public var algorithm: String?
  /// How the marks around turns were counted.
  public var marks: Marks
  /// How many records have text.
  public var records: Int
  /// How many of them were looked at.
  public var counted: Int
  /// The tokens of those looked at.
  public var total: Int
  /// The tokens of all records, by those looked at.
  public var allTokens: Measure
  /// The tokens of each kind of text that occurs.
  public var parts: [Part]
  /// The tokens that are trained.
  public var trained: Int
  /// Whether the records are documents, of which all is trained.
  public var areDocuments: Bool
  /// The lengths of records in tokens.
  public var lengths: Lengths
  /// How many records are longer than usual limits.
  public var over: [Over]
  /// What training at a length sees; nil where none was named.
  public var maxLength: MaxLength?
  /// The same by source; empty where there is one alone.
  public var sources: [Source]

  /// Makes a report of its counts; the lists are added by setting them.
  public init(
    tokenizer: String?, algorithm: String?, marks: Marks, records: Int, counted: Int, total: Int,
    allTokens: Measure, trained: Int, areDocuments: Bool, lengths: Lengths
  ) {
    self.tokenizer = tokenizer
    self.algorithm = algorithm
    self.marks = marks
    self.records = records
    self.counted = counted
    self.total = total
    self.allTokens = allTokens
    parts = []
    self.trained = trained
    self.areDocuments = areDocuments
    self.lengths = lengths
    over = []
    sources = []
  }

  /// Whether tokens were estimated, for want of a tokeniser.
  public var isEstimated: Bool { tokenizer == nil }
  /// The share of the tokens that is trained, 0…1.
  public var trainedShare: Double { share(trained) }
  /// The part of all tokens that `tokens` are.
  func share(_ tokens: Int) -> Double { total > 0 ? Double(tokens) / Double(total) : 0 }
  /// Whether not all records were looked at.
  public var isSampled: Bool { counted < records }
}

extension TokenReport {
  /// What the marks of a chat template add.
  public enum Marks: Hashable, Sendable {
    /// Those of a known template, which is named, and their tokens.
    case counted(template: String, tokens: Int)
    /// The template is none of the known ones: its marks are in no count.
    case unknownTemplate
    /// There is none.
    case none
  }

  /// A kind of text.
  public struct Part: Hashable, Sendable {
    /// Its role.
    public var role: PartRole
    /// How many records have it.
    public var records: Int
    /// Its tokens.
    public var tokens: Int

    /// Makes an entry.
    public init(role: PartRole, records: Int, tokens: Int) {
      self.role = role
      self.records = records
      self.tokens = tokens
    }
  }

  /// Lengths in tokens, each that of a record: percentiles are by nearest rank.
  public struct Lengths: Hashable, Sendable {
    /// Half of the records are no longer.
    public var median: Int
    /// Nine in ten are no longer.
    public var p90: Int
    /// 99 in a hundred are no longer.
    public var p99: Int
    /// The greatest, and where it stands; the first of equals.
    public var longest: Int
    /// Where the longest stands.
    public var place: Place

    /// Makes lengths.
    public init(median: Int, p90: Int, p99: Int, longest: Int, place: Place) {
      (self.median, self.p90, self.p99) = (median, p90, p99)
      (self.longest, self.place) = (longest, place)
    }
  }

  /// How many records are longer than a limit.
  public struct Over: Hashable, Sendable {
    /// The limit in tokens.
    public var limit: Int
    /// How many are longer.
    public var records: Int
    /// Their share.
    public var share: Measure

    /// Makes an entry.
    public init(limit: Int, records: Int, share: Measure) {
      (self.limit, self.records, self.share) = (limit, records, share)
    }
  }

  /// What training at a length sees, where what is longer is cut at its end.
  public struct MaxLength: Hashable, Sendable {
    /// The length.
    public var limit: Int
    /// How many records are cut.
    public var cut: Int
    /// Their share.
    public var cutShare: Measure
    /// The tokens cut off, and those of them that would be trained.
    public var lost: Int
    /// Of the tokens cut off, those that would be trained.
    public var lostTrained: Int
    /// How many records have no trained token left, by the cut or because nothing is said in them.
    public var untrained: Int
    /// Their share.
    public var untrainedShare: Measure
    /// How many of them lose their trained tokens by the cut.
    public var untrainedByCut: Int
    /// Where the first of those that lose them by the cut stand.
    public var untrainedPlaces: [Place]
    /// The share of positions that hold nothing where batches of eight, in the order of the records, are
    /// filled up to their longest.
    public var batchPadding: Double
    /// The same where every record is filled up to the length.
    public var fullPadding: Double
    /// The same where records are packed into sequences of the length, each first where it fits, the
    /// longest first.
    public var packingLoss: Double
    /// How many such sequences there are.
    public var packedSequences: Int

    /// Makes an entry; what is not named is 0.
    public init(limit: Int, cutShare: Measure, untrainedShare: Measure) {
      self.limit = limit
      self.cutShare = cutShare
      self.untrainedShare = untrainedShare
      (cut, lost, lostTrained, untrained, untrainedByCut) = (0, 0, 0, 0, 0)
      (batchPadding, fullPadding, packingLoss, packedSequences) = (0, 0, 0, 0)
      untrainedPlaces = []
    }
  }

  /// What comes from one source.
  public struct Source: Hashable, Sendable {
    /// Its name: a value of the field of sources, or a file.
    public var name: String
    /// How many of the records looked at are of it.
    public var records: Int
    /// Their tokens.
    public var tokens: Int
    /// Those of them that are trained.
    public var trained: Int
    /// How many of the records are longer than the named length; nil where none was named.
    public var cut: Int?

    /// Makes an entry.
    public init(name: String, records: Int, tokens: Int, trained: Int, cut: Int?) {
      (self.name, self.records, self.tokens) = (name, records, tokens)
      (self.trained, self.cut) = (trained, cut)
    }
  }
}
