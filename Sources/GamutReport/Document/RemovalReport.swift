// SPDX-License-Identifier: Apache-2.0

/// What was removed and why, with examples to judge it by.
public struct RemovalReport: Hashable, Sendable {
  /// Why a record was removed.
  public enum Cause: String, CaseIterable, Hashable, Sendable {
    /// Equal to the kept record.
    case exact
    /// Shares most of its shingles with the kept record.
    case near
    /// Means the same as the kept record, by its vector.
    case semantic
    /// Has nothing but substrings of kept records.
    case repeated = "repeat"
  }

  /// One removed record beside the record kept in its place.
  public struct Example: Hashable, Sendable {
    /// Why it was removed.
    public var cause: Cause
    /// How alike the two are, 0…1.
    public var similarity: Double
    /// The removed record.
    public var removed: PlacedText
    /// The record kept in its place.
    public var kept: PlacedText

    /// Makes an example.
    public init(cause: Cause, similarity: Double, removed: PlacedText, kept: PlacedText) {
      self.cause = cause
      self.similarity = similarity
      self.removed = removed
      self.kept = kept
    }
  }

  /// A group of duplicates.
  public struct Group: Hashable, Sendable {
    /// How many records it holds, the kept one included.
    public var size: Int
    /// The record that was kept.
    public var example: PlacedText

    /// Makes a group.
    public init(size: Int, example: PlacedText) {
      self.size = size
      self.example = example
    }
  }

  /// What became of the records of one source.
  public struct Source: Hashable, Sendable {
    /// The name of the source, such as a file or the value of a source field.
    public var name: String
    /// How many of its records were read.
    public var read: Int
    /// How many of them each stage removed.
    public var removed: RemovedCounts

    /// Makes the counts of a source.
    public init(name: String, read: Int, removed: RemovedCounts) {
      self.name = name
      self.read = read
      self.removed = removed
    }
  }

  /// Typical removals of every cause, most telling first.
  public var examples: [Example] = []
  /// The removals with the lowest similarity: the first to check by eye. Lowest first.
  public var leastSimilar: [Example] = []
  /// The largest groups of duplicates, largest first.
  public var largestGroups: [Group] = []
  /// The similarities of near removals; nil where the stage did not run or removed nothing.
  public var nearSimilarities: Histogram?
  /// What was removed from each source, in input order; empty where there is only one.
  public var sources: [Source] = []
  /// How many removed records differ from their keeper in numbers only, so that they may be
  /// different questions; nil if not counted.
  public var numbersOnly: Int?
  /// A few of those that differ in numbers only.
  public var numbersOnlyExamples: [Example] = []

  /// Makes an empty section, filled by setting its properties.
  public init() {}
}
