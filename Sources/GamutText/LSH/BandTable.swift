// SPDX-License-Identifier: Apache-2.0

/// The band keys and shingle counts of a batch of texts, as `TextSketcher` makes them and
/// `BandKeys` collects them.
public struct BandTable: Equatable, Sendable {
  /// How many bands a record has.
  public let bandCount: Int
  /// How many different shingles each text has, at most `UInt32.max`; 0: no words, so never a
  /// near-duplicate.
  public internal(set) var shingleCounts: [UInt32] = []
  /// The keys, `count` × `bandCount`, record by record.
  public internal(set) var keys: [UInt32] = []

  /// Makes an empty table.
  public init(bandCount: Int) {
    precondition(bandCount > 0, "\(bandCount) bands")
    self.bandCount = bandCount
  }

  /// How many records the table has.
  public var count: Int { shingleCounts.count }

  /// Makes room for `count` more records.
  public mutating func reserveCapacity(_ count: Int) {
    keys.reserveCapacity(keys.count + count * bandCount)
    shingleCounts.reserveCapacity(shingleCounts.count + count)
  }
  /// Adds the records of `other`, made with the same options.
  public mutating func append(_ other: BandTable) {
    precondition(other.bandCount == bandCount, "\(other.bandCount) bands after \(bandCount)")
    shingleCounts += other.shingleCounts
    keys += other.keys
  }
}
