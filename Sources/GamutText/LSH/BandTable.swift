// SPDX-License-Identifier: Apache-2.0

/// The band keys and shingle counts of a batch of texts, as `TextSketcher` makes them and
/// `BandKeys` collects them.
public struct BandTable: Equatable, Sendable {
  /// How many bands a record has.
  public let bandCount: Int
  /// How many bits a key has.
  ///
  /// Records that differ in a band meet in its key with probability 2⁻⁴⁸, which costs a verification:
  /// at a billion records 18 bands give each 18·10⁹/2⁴⁸ = .00006 such mates, the most that any
  /// threshold takes, 256, give .0009. Keys of 32 bits gave 4.2 and 60.
  public static let keyBitCount = 48

  /// How many different shingles each text has, at most `UInt32.max`; 0: no words, so never a
  /// near-duplicate.
  public internal(set) var shingleCounts: [UInt32] = []
  /// The keys, `count` × `bandCount`, record by record, of `keyBitCount` bits each.
  public internal(set) var keys: [UInt64] = []

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

  /// Leaves of each key what indexes of format 1 and 2 hold of it, so that they meet: the upper 32
  /// bits.
  mutating func shortenKeys() {
    for i in keys.indices { keys[i] &= ~0xFFFF }
  }

  /// Adds the records of `other`, made with the same options.
  public mutating func append(_ other: BandTable) {
    precondition(other.bandCount == bandCount, "\(other.bandCount) bands after \(bandCount)")
    shingleCounts += other.shingleCounts
    keys += other.keys
  }
}
