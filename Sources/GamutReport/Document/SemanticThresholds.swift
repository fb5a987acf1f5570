// SPDX-License-Identifier: Apache-2.0

/// What removal by cosine would do at one threshold or another, with pairs of records to judge it by.
public struct SemanticThresholds: Hashable, Sendable {
  /// Two records, the second the nearest of the first or the other way round.
  public struct Pair: Hashable, Sendable {
    /// Their cosine, −1…1.
    public var similarity: Double
    /// The record that comes first in the set.
    public var a: PlacedText
    /// The other one.
    public var b: PlacedText

    /// Makes a pair.
    public init(similarity: Double, a: PlacedText, b: PlacedText) {
      self.similarity = similarity
      self.a = a
      self.b = b
    }
  }

  /// How many records a threshold removes.
  public enum Removed: Hashable, Sendable {
    /// Exactly so many.
    case exactly(Int)
    /// So many or fewer: all that have any neighbour at the threshold.
    case atMost(Int)
    /// The same, projected from a sample.
    case aboutAtMost(Int)

    /// The number.
    public var count: Int {
      switch self {
      case .exactly(let count), .atMost(let count), .aboutAtMost(let count): count
      }
    }
  }

  /// The records whose nearest neighbour has a cosine from `low` to below `high`; the last bin
  /// includes 1.
  public struct Bin: Hashable, Sendable {
    /// Where the bin begins.
    public var low: Double
    /// Where it ends.
    public var high: Double
    /// How many records it holds; projected where they were sampled.
    public var rows: Int
    /// How many records a threshold at `low` removes; nil for the first bin, which is not a threshold.
    public var removed: Removed?
    /// A few pairs of the bin, the least alike first.
    public var examples: [Pair]

    /// Makes a bin.
    public init(low: Double, high: Double, rows: Int, removed: Removed?, examples: [Pair]) {
      self.low = low
      self.high = high
      self.rows = rows
      self.removed = removed
      self.examples = examples
    }
  }

  /// A semantic stage that came before.
  public struct Stage: Hashable, Sendable {
    /// Its threshold.
    public var threshold: Double
    /// How many records it removed.
    public var removed: Int
    /// What it compared, where that is not what was looked at after it: its cosines are others.
    public var otherView: String?

    /// Makes a stage.
    public init(threshold: Double, removed: Int, otherView: String? = nil) {
      self.threshold = threshold
      self.removed = removed
      self.otherView = otherView
    }
  }

  /// The threshold of the semantic stage where none is given.
  public static let usual = 0.95

  /// The bins, ascending, from −1 to 1.
  public var bins: [Bin]
  /// The threshold that the data advise; nil where they advise none.
  public var advised: Double?
  /// What it removes.
  public var removedAtAdvised: Removed?
  /// Why, in one or two sentences.
  public var reason: String
  /// How many records there are.
  public var rows: Int
  /// How many of them the bins were counted of.
  public var countedRows: Int
  /// The semantic stage whose rest was looked at; nil where none had removed records before.
  public var stageBefore: Stage?

  /// Makes the section.
  public init(
    bins: [Bin], advised: Double?, removedAtAdvised: Removed?, reason: String, rows: Int,
    countedRows: Int
  ) {
    self.bins = bins
    self.advised = advised
    self.removedAtAdvised = removedAtAdvised
    self.reason = reason
    self.rows = rows
    self.countedRows = countedRows
  }
}
