// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutReport

/// What became of one record that was read, and what it was.
public struct RecordProvenance: Hashable, Sendable {
  /// What became of it.
  public enum Decision: Hashable, Sendable {
    /// It is in the output; `cutByteCount` of its bytes are not, where spans were cut.
    case kept(cutByteCount: Int)
    /// It is not, for this reason.
    case removed(Removal)
    /// It could not be read: why, in words.
    case rejected(reason: String)

    /// The name in files.
    public var name: String {
      switch self {
      case .kept: "kept"
      case .removed: "removed"
      case .rejected: "rejected"
      }
    }
  }

  /// Its index among all records read.
  public let index: RecordIndex
  /// Where it stands.
  public let place: Place
  /// Its bytes in the file, unpacked; nil for rows of columns and records from memory.
  public let bytes: Range<Int>?
  /// XXH3 of 128 bits of its bytes as they stand in the file; of a row of columns that of its cells as
  /// compact JSON, members in order of the columns, nulls shown. Nil for a row with a text that is not
  /// UTF-8.
  public let hash: Hash128?
  /// What became of it.
  public let decision: Decision
  /// The lowest index among the records of the inputs that are duplicates of one keeper, itself among
  /// them; nil for a record that has no duplicate.
  public let group: RecordIndex?
}
