// SPDX-License-Identifier: Apache-2.0

/// The band keys and shingle counts of texts: all that the near stage holds of a text.
///
/// A record takes 4 bytes for each band and 4 for its count: 76 with 18 bands.
public struct BandTable: Equatable, Sendable {
  /// How many bands a record has.
  public let bandCount: Int
  /// How many different shingles each text has, at most `UInt32.max`; 0: no words, so never a
  /// near-duplicate.
  public internal(set) var shingleCounts: [UInt32] = []
  /// The keys, `count` × `bandCount`, record by record.
  var keys: [UInt32] = []

  /// Makes an empty table.
  public init(bandCount: Int) {
    precondition(bandCount > 0, "\(bandCount) bands")
    self.bandCount = bandCount
  }

  /// How many records the table has.
  public var count: Int { shingleCounts.count }

  /// How many texts have no words.
  public var wordlessCount: Int { shingleCounts.count { $0 == 0 } }

  /// Adds the records of `other`, made with the same options, after those of this table.
  public mutating func append(contentsOf other: BandTable) {
    precondition(other.bandCount == bandCount, "\(other.bandCount) bands after \(bandCount)")
    keys.append(contentsOf: other.keys)
    shingleCounts.append(contentsOf: other.shingleCounts)
  }

  /// Makes room for `count` more records.
  public mutating func reserveCapacity(_ count: Int) {
    keys.reserveCapacity(keys.count + count * bandCount)
    shingleCounts.reserveCapacity(shingleCounts.count + count)
  }
}
