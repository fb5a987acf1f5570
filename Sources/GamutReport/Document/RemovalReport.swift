// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// What was removed and why, with examples to judge it by.
public struct RemovalReport: Hashable, Sendable {
  /// One removed record beside the record kept in its place.
  public struct Example: Hashable, Sendable {
    /// The stage that removed it.
    public var cause: Stage
    /// How alike the two are, 0…1.
    public var similarity: Double
    /// The removed record.
    public var removed: PlacedText
    /// The record kept in its place.
    public var kept: PlacedText

    /// Makes an example.
    public init(cause: Stage, similarity: Double, removed: PlacedText, kept: PlacedText) {
      self.cause = cause
      self.similarity = similarity
      self.removed = removed
      self.kept = kept
    }
  }

  /// Typical removals of every cause, most telling first.
  public var examples: [Example] = []
  /// The removals with the lowest similarity: the first to check by eye. Lowest first.
  public var leastSimilar: [Example] = []
  /// The largest groups of duplicates, largest first.
  public var largestGroups: [Group] = []
  /// How many groups there are of each size, small ones first.
  public var groupSizes: [GroupSize] = []
  /// The similarities of near removals; nil where the stage did not run or removed nothing.
  public var nearSimilarities: Histogram?
  /// The same of semantic removals, as cosines.
  public var semanticSimilarities: Histogram?
  /// What was removed from each source, in input order; empty where there is only one.
  public var sources: [Source] = []
  /// How many removed records differ from their keeper in numbers, so that they may be
  /// different questions; nil if not counted.
  public var differentNumbers: Int?
  /// A few of those that differ in numbers.
  public var differentNumbersExamples: [Example] = []
  /// A few of the removed records whose answer is another than their keeper's: prompt and answer.
  public var otherResponseExamples: [Example] = []

  /// Makes an empty section, filled by setting its properties.
  public init() {}
}
