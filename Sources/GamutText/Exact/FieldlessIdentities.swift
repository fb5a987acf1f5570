// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// What would tell records apart if the fields beside their texts did not count; kept of those that
/// have such fields, 12 bytes each.
public struct FieldlessIdentities: Equatable, Sendable {
  /// How many records there are, with fields and without.
  public private(set) var count = 0
  /// The records with fields, ascending.
  private var records: [RecordIndex] = []
  /// The hash of text, length and shape of each of them.
  private var hashes: [UInt64] = []

  /// Makes an empty column.
  public init() {}

  /// Hashes the texts that have fields.
  public init(of column: ShapedTexts) {
    count = column.count
    for i in 0..<column.count where column.fields.byteCount(of: i) > 0 {
      records.append(RecordIndex(i))
      hashes.append(TextIdentities.hash(of: column, at: i, countsFields: false).high)
    }
  }

  /// Adds the records of `other` after those of this column.
  public mutating func append(contentsOf other: FieldlessIdentities) {
    records += other.records.map { $0 + RecordIndex(count) }
    hashes += other.hashes
    count += other.count
  }

  /// Adds `count` records that are not known.
  public mutating func append(unknown count: Int) { self.count += count }

  /// The groups of two or more of `order` that may be equal but for their fields, each in that order;
  /// groups in the order of their first records.
  ///
  /// - Parameters:
  ///   - identities: of all records.
  ///   - order: records no two of which are copies.
  /// - Complexity: O(n), with 12 bytes a record while it runs; nothing where no record has fields.
  public func groups(
    _ identities: TextIdentities, among order: [RecordIndex]
  ) -> [[RecordIndex]] {
    guard !records.isEmpty else { return [] }
    var keys = identities.hashes.map(\.high)
    for (record, hash) in zip(records, hashes) { keys[Int(record)] = hash }
    // Few keys come twice, so most are ruled out by one bit each before anything is sorted.
    let bitCount = UInt64(1) << UInt64(max(6, 64 - (order.count * 8).leadingZeroBitCount))
    var seen = [UInt64](repeating: 0, count: Int(bitCount / 64))
    var twice = seen
    for record in order where identities.byteCounts[Int(record)] > 0 {
      let bit = keys[Int(record)] & (bitCount - 1)
      let mask = UInt64(1) << (bit & 63)
      if seen[Int(bit / 64)] & mask != 0 { twice[Int(bit / 64)] |= mask }
      seen[Int(bit / 64)] |= mask
    }
    var found: [(key: UInt64, rank: Int)] = []
    for (rank, record) in order.enumerated() where identities.byteCounts[Int(record)] > 0 {
      let bit = keys[Int(record)] & (bitCount - 1)
      if twice[Int(bit / 64)] & (UInt64(1) << (bit & 63)) != 0 {
        found.append((keys[Int(record)], rank))
      }
    }
    found.sort { $0 < $1 }
    var groups: [[Int]] = []
    for (i, entry) in found.enumerated() {
      if i > 0, found[i - 1].key == entry.key {
        groups[groups.count - 1].append(entry.rank)
      } else {
        groups.append([entry.rank])
      }
    }
    return groups.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.map { $0.map { order[$0] } }
  }
}
