// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// The number that each record has in one field; 8 bytes a record, 10 where whole numbers beyond 2⁵³
/// are among them.
public struct NumberColumn: Equatable, Sendable {
  /// The number of each record, the nearest `Double`; NaN where there is none.
  public private(set) var values: [Double] = []
  /// How far each number is from its `Double`; empty where none is.
  private var remainders: [Int16] = []
  /// How many records have no number there.
  public private(set) var missingCount = 0

  /// Makes a column of no records.
  public init() {}

  /// How many records there are.
  public var count: Int { values.count }
  /// Whether there are no records.
  public var isEmpty: Bool { values.isEmpty }

  /// Adds a record with a number; NaN is none.
  public mutating func append(_ value: Double) {
    values.append(value)
    if value.isNaN { missingCount += 1 }
    if !remainders.isEmpty { remainders.append(0) }
  }

  /// Adds a record with a whole number.
  mutating func append(whole sign: Sign, _ magnitude: UInt64) {
    // A Double has 53 bits, so the rest of 64 bits is at most 1,024.
    let value = Double(magnitude)
    let rest =
      value >= 0x1p64
      ? -Int16(truncatingIfNeeded: 0 &- magnitude)
      : Int16(truncatingIfNeeded: magnitude &- UInt64(value))
    append(sign == .plus ? value : -value)
    guard rest != 0 else { return }
    if remainders.isEmpty { remainders = [Int16](repeating: 0, count: values.count) }
    remainders[values.count - 1] = sign == .plus ? rest : -rest
  }

  enum Sign { case plus, minus }

  /// Adds the number at `index`, a number or a string that is one; nil, or anything else, is none.
  mutating func append(_ tape: JSONTape, at index: Int?) {
    guard let index else { return append(.nan) }
    switch tape.tag(at: index) {
    case .int:
      let value = Int64(bitPattern: tape.word(at: index + 1))
      append(whole: value < 0 ? .minus : .plus, value.magnitude)
    case .uint: append(whole: .plus, tape.word(at: index + 1))
    case .double: append(Double(bitPattern: tape.word(at: index + 1)))
    case .string: append(text: tape.text(at: index))
    default: append(.nan)
    }
  }

  /// Adds the number that `text` is, with white space around it or not.
  mutating func append(text: String) {
    let bytes = Array(text.utf8)
    let isSpace = { (byte: UInt8) in byte == 0x20 || 0x09...0x0D ~= byte }
    let trimmed = String(
      decoding: bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed(),
      as: UTF8.self)
    if let value = Int64(trimmed) {
      append(whole: value < 0 ? .minus : .plus, value.magnitude)
    } else if let value = UInt64(trimmed) {
      append(whole: .plus, value)
    } else if let value = Double(trimmed), value.isFinite {
      append(value)
    } else {
      append(.nan)
    }
  }

  /// Adds the records of `other` behind those of this column.
  public mutating func append(contentsOf other: NumberColumn) {
    if !other.remainders.isEmpty || !remainders.isEmpty {
      if remainders.isEmpty { remainders = [Int16](repeating: 0, count: values.count) }
      remainders +=
        other.remainders.isEmpty ? [Int16](repeating: 0, count: other.count) : other.remainders
    }
    values += other.values
    missingCount += other.missingCount
  }

  /// Makes room for `count` more records.
  public mutating func reserveCapacity(_ count: Int) {
    values.reserveCapacity(values.count + count)
    if !remainders.isEmpty { remainders.reserveCapacity(remainders.count + count) }
  }

  /// The number of record `index`, to be compared with others: a `Double`, and what it lacks.
  public subscript(index: Int) -> Key {
    Key(value: values[index], rest: remainders.isEmpty ? 0 : remainders[index])
  }

  /// A number that is exact where it is whole.
  public struct Key: Hashable, Comparable, Sendable {
    /// The nearest `Double`; NaN where there is no number.
    public let value: Double
    let rest: Int16

    /// Orders numbers; with NaN, false.
    public static func < (left: Key, right: Key) -> Bool {
      left.value == right.value ? left.rest < right.rest : left.value < right.value
    }
  }
}
