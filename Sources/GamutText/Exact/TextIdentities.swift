// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// What tells texts apart before their bytes are compared: a 128-bit hash of text, shape and
/// fields, and the length.
///
/// The shape of a record is whatever makes equal bytes different texts, such as roles and the ends
/// of its parts. A record takes 20 bytes.
public struct TextIdentities: Equatable, Sendable {
  /// The hash of text, length, shape and fields of each record.
  public internal(set) var hashes: [Hash128] = []
  /// The length of each text in bytes, at most `UInt32.max`.
  public internal(set) var byteCounts: [UInt32] = []

  /// Makes an empty column.
  public init() {}

  /// Hashes texts with their shapes and fields.
  ///
  /// - Complexity: O(bytes). Pure, so that batches can be hashed on any number of threads.
  public init(of column: ShapedTexts) {
    let texts = column.texts
    hashes.reserveCapacity(texts.count)
    byteCounts.reserveCapacity(texts.count)
    for i in 0..<texts.count {
      hashes.append(Self.hash(of: column, at: i, countsFields: true))
      byteCounts.append(UInt32(clamping: texts.byteCount(of: i)))
    }
  }

  /// The hash of one record.
  static func hash(of column: ShapedTexts, at i: Int, countsFields: Bool) -> Hash128 {
    var shape = column.shapes.withText(i) { StableHash.hash64($0) }
    // Without fields the hash is that of indexes made before fields were known.
    if countsFields, column.fields.byteCount(of: i) > 0 {
      shape = StableHash.mix(shape ^ column.fields.withText(i) { StableHash.hash64($0) })
    }
    let byteCount = column.texts.byteCount(of: i)
    let seed = StableHash.mix(shape ^ StableHash.mix(UInt64(byteCount)))
    return column.texts.withText(i) { StableHash.hash128($0, seed: seed) }
  }

  /// How many records there are.
  public var count: Int { hashes.count }

  /// How many texts are empty; they are never duplicates.
  public var emptyCount: Int { byteCounts.count { $0 == 0 } }

  /// Adds the records of `other` after those of this column.
  public mutating func append(contentsOf other: TextIdentities) {
    hashes.append(contentsOf: other.hashes)
    byteCounts.append(contentsOf: other.byteCounts)
  }

  /// Makes room for `count` more records.
  public mutating func reserveCapacity(_ count: Int) {
    hashes.reserveCapacity(hashes.count + count)
    byteCounts.reserveCapacity(byteCounts.count + count)
  }
}
