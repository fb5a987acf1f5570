// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Why a record is not in the output, and which record stands in its place.
public struct Removal: Hashable, Sendable {
  /// The record that was removed.
  public let record: RecordIndex
  /// The stage that removed it, or the representative of its exact copies.
  public let cause: Stage
  /// How alike the two are: 1 for exact, Jaccard for near, cosine for semantic.
  public let similarity: Double
  /// Of a near removal where containment was asked for, the share of the smaller shingle set that
  /// lies in the larger; else nil.
  public let containment: Double?
  /// Whether a near removal differs from its keeper in numbers or operators.
  public let differsInNumbers: Bool
  /// The record that stays.
  public let keeper: Keeper

  /// A record that stays: of the inputs, or of the sets they were compared with.
  public struct Keeper: Hashable, Sendable {
    /// Its index among the records of its own set.
    public let index: RecordIndex
    /// Whether it belongs to `--against`.
    public let isReference: Bool
  }

  /// Makes a removal of its parts.
  public init(
    record: RecordIndex, cause: Stage, similarity: Double, containment: Double? = nil,
    differsInNumbers: Bool = false, keeper: Keeper
  ) {
    self.record = record
    self.cause = cause
    self.similarity = similarity
    self.containment = containment
    self.differsInNumbers = differsInNumbers
    self.keeper = keeper
  }
}
