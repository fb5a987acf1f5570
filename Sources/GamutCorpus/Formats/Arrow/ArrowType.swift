// SPDX-License-Identifier: Apache-2.0

/// The type of a column, as far as its values have a counterpart in JSON.
///
/// > Source: *The Arrow C data interface*, Apache Arrow 26.0, "Format strings".
enum ArrowType: Hashable {
  case null, bool, half, float, double
  case int(byteCount: Int, isSigned: Bool)
  case decimal(byteCount: Int, scale: Int)
  /// Offsets of 4 bytes, of 8, or views; texts, or bytes of any kind.
  case text(Offsets)
  case binary(Offsets)
  case fixedBinary(byteCount: Int)
  case date(Unit)
  /// A time of day.
  case time(byteCount: Int, Unit)
  case timestamp(Unit, zone: String)
  case duration(Unit)
  case list(Offsets)
  case fixedList(count: Int)
  case object, map

  /// How the places of values of many lengths are stored.
  enum Offsets: Hashable { case small, large, views }

  /// Of times.
  enum Unit: Hashable {
    case day, second, millisecond, microsecond, nanosecond

    /// How many there are in a second; 0 for days.
    var perSecond: Int64 {
      switch self {
      case .day: 0
      case .second: 1
      case .millisecond: 1_000
      case .microsecond: 1_000_000
      case .nanosecond: 1_000_000_000
      }
    }
  }

  /// Reads a format string; nil for a type that is not read here: unions, runs, list views,
  /// intervals.
  init?(format: String) {
    let bytes = Array(format.utf8)
    let parts = format.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let argument = parts.count == 2 ? String(parts[1]) : ""
    switch String(parts[0]) {
    case "n": self = .null
    case "b": self = .bool
    case "c": self = .int(byteCount: 1, isSigned: true)
    case "C": self = .int(byteCount: 1, isSigned: false)
    case "s": self = .int(byteCount: 2, isSigned: true)
    case "S": self = .int(byteCount: 2, isSigned: false)
    case "i": self = .int(byteCount: 4, isSigned: true)
    case "I": self = .int(byteCount: 4, isSigned: false)
    case "l": self = .int(byteCount: 8, isSigned: true)
    case "L": self = .int(byteCount: 8, isSigned: false)
    case "e": self = .half
    case "f": self = .float
    case "g": self = .double
    case "u": self = .text(.small)
    case "U": self = .text(.large)
    case "vu": self = .text(.views)
    case "z": self = .binary(.small)
    case "Z": self = .binary(.large)
    case "vz": self = .binary(.views)
    case "tdD": self = .date(.day)
    case "tdm": self = .date(.millisecond)
    case "+l": self = .list(.small)
    case "+L": self = .list(.large)
    case "+s": self = .object
    case "+m": self = .map
    case "w":
      guard let count = Int(argument), count >= 0 else { return nil }
      self = .fixedBinary(byteCount: count)
    case "+w":
      guard let count = Int(argument), count >= 0 else { return nil }
      self = .fixedList(count: count)
    case "d":
      let numbers = argument.split(separator: ",").compactMap { Int($0) }
      guard numbers.count == 2 || numbers.count == 3 else { return nil }
      let bits = numbers.count == 3 ? numbers[2] : 128
      guard [32, 64, 128, 256].contains(bits) else { return nil }
      self = .decimal(byteCount: bits / 8, scale: numbers[1])
    default:
      // Of times the third letter is the unit.
      guard bytes.count >= 3, bytes[0] == UInt8(ascii: "t"), let unit = Unit(letter: bytes[2])
      else { return nil }
      switch bytes[1] {
      case UInt8(ascii: "t"):
        self = .time(byteCount: unit.perSecond <= 1_000 ? 4 : 8, unit)
      case UInt8(ascii: "s"): self = .timestamp(unit, zone: argument)
      case UInt8(ascii: "D"): self = .duration(unit)
      default: return nil
      }
    }
  }

  /// How many children a column of the type has; nil where that is for its schema to say.
  var childCount: Int? {
    switch self {
    case .list, .fixedList, .map: 1
    case .object: nil
    default: 0
    }
  }
}

extension ArrowType.Unit {
  fileprivate init?(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "s"): self = .second
    case UInt8(ascii: "m"): self = .millisecond
    case UInt8(ascii: "u"): self = .microsecond
    case UInt8(ascii: "n"): self = .nanosecond
    default: return nil
    }
  }
}
