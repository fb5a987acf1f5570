// SPDX-License-Identifier: Apache-2.0

/// Writes and reads the fields of one record that train beside its text, as one run of bytes.
///
/// Each field is a kind byte, the length of its name, its name, the length of its value and its
/// value: compact JSON whose objects have their keys in ascending order of bytes, so that equal
/// values are equal bytes. Lengths are seven bits to a byte, lowest first. Fields come in ascending
/// order of their names; an absent, null or empty one is left out.
public enum CountedFields {
  /// How two values of a field are compared by the near stage; the exact stage wants equal bytes.
  public enum Kind: UInt8, Sendable {
    /// They must be equal: media, labels, weights.
    case value = 0x76
    /// They must reach the threshold as texts do: prose, a rejected answer.
    case prose = 0x70
    /// A call of a tool: it must be equal, and comes in the order of the calls.
    case call = 0x63
  }

  /// One field.
  public struct Field: Sendable {
    /// How it is compared.
    public let kind: Kind
    /// Where its name stands in the bytes.
    public let name: Range<Int>
    /// Where its value stands in the bytes.
    public let value: Range<Int>
  }

  /// Adds a field to `fields`.
  public static func append(
    _ kind: Kind, name: Span<UInt8>, value: Span<UInt8>, to fields: inout TextBatch
  ) {
    fields.appendToText(kind.rawValue)
    appendLength(name.count, to: &fields)
    fields.appendToText(name)
    appendLength(value.count, to: &fields)
    fields.appendToText(value)
  }

  /// The fields that `bytes` hold, in their order.
  public static func fields(in bytes: Span<UInt8>) -> [Field] {
    var fields: [Field] = []
    var place = 0
    while place < bytes.count {
      guard let kind = Kind(rawValue: bytes[place]) else {
        preconditionFailure("a field of kind \(bytes[place])")
      }
      place += 1
      let name = range(in: bytes, at: &place)
      let value = range(in: bytes, at: &place)
      fields.append(Field(kind: kind, name: name, value: value))
    }
    return fields
  }

  private static func appendLength(_ length: Int, to fields: inout TextBatch) {
    var rest = length
    while rest >= 0x80 {
      fields.appendToText(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    fields.appendToText(UInt8(rest))
  }

  private static func range(in bytes: Span<UInt8>, at place: inout Int) -> Range<Int> {
    var length = 0
    var shift = 0
    while true {
      let byte = bytes[place]
      place += 1
      length |= Int(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { break }
    }
    defer { place += length }
    return place..<place + length
  }
}
