// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// Where each record says that it comes from: the value of a field, as a number into a table of
/// names. Two bytes a record; a record without a name is of the source "".
public struct SourceColumn: Equatable, Sendable {
  /// The names, in the order in which they first stand in the records.
  public private(set) var names: [String] = []
  /// The place in `names` of each record's source; empty where no field was asked for.
  public private(set) var numbers: [UInt16] = []
  /// Whether there were more names than `limit`; records of the others count as of the first name.
  public private(set) var hasTooMany = false
  private var known: [Hash128: UInt16] = [:]

  /// How many names there may be. A field of more is an identity, and tells no sources apart.
  public static let limit = 1 << 16

  /// Makes a column of no records.
  public init() {}

  /// Adds a record whose field holds `name`.
  mutating func append(_ name: Span<UInt8>) {
    let hash = StableHash.hash128(name)
    // Safe: decoded at once.
    numbers.append(
      number(of: hash) {
        unsafe name.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
      })
  }

  /// Adds the records of `other` behind those of this column.
  public mutating func append(contentsOf other: SourceColumn) {
    let own = other.names.map { name in
      var text = name
      let hash = text.withUTF8 { unsafe StableHash.hash128($0.span) }
      return number(of: hash) { name }
    }
    numbers.append(contentsOf: other.numbers.lazy.map { own[Int($0)] })
    if other.hasTooMany { hasTooMany = true }
  }

  private mutating func number(of hash: Hash128, _ name: () -> String) -> UInt16 {
    if let number = known[hash] { return number }
    guard names.count < Self.limit else {
      hasTooMany = true
      return 0
    }
    let number = UInt16(names.count)
    known[hash] = number
    names.append(name())
    return number
  }
}
