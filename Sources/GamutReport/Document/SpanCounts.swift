// SPDX-License-Identifier: Apache-2.0

/// How much repeats below whole records.
public struct SpanCounts: Hashable, Sendable {
  /// How many spans there are.
  public var count: Int
  /// How many records have one.
  public var records: Int
  /// How many bytes of text they are.
  public var bytes: Int
  /// How many of the records were to be cut and are left whole; nil where nothing was to be cut.
  public var uncut: Int?

  /// Makes counts.
  public init(count: Int, records: Int = 0, bytes: Int = 0, uncut: Int? = nil) {
    self.count = count
    self.records = records
    self.bytes = bytes
    self.uncut = uncut
  }
}
