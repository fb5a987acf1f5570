// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow

/// Values of columns that JSON has no kind of, as texts.
///
/// Dates and times are written as ISO 8601 has them, with as many decimals as the unit has;
/// timestamps with a zone are in UTC, and end in `Z`. Decimals keep all their digits. Durations are
/// `PT`, the seconds and `S`.
enum ArrowText {
  /// Adds value `index` of a column of times or decimals.
  @unsafe static func append(
    _ type: ArrowType, _ array: UnsafePointer<ArrowArray>, at index: Int, to text: inout [UInt8]
  ) {
    let place = unsafe index + Int(array.pointee.offset)
    switch type {
    case .date(.day):
      let days: Int32 = unsafe ArrowRowWriter.load(array, 1, at: place)
      appendDate(Int64(days), to: &text)
    case .date(let unit):
      let value: Int64 = unsafe ArrowRowWriter.load(array, 1, at: place)
      appendDate(floor(value, by: unit.perSecond * 86_400).quotient, to: &text)
    case .time(let byteCount, let unit):
      let value: Int64 =
        byteCount == 4
        ? Int64(unsafe ArrowRowWriter.load(array, 1, at: place) as Int32)
        : unsafe ArrowRowWriter.load(array, 1, at: place)
      appendTime(value, unit, to: &text)
    case .timestamp(let unit, let zone):
      let value: Int64 = unsafe ArrowRowWriter.load(array, 1, at: place)
      let (days, time) = floor(value, by: unit.perSecond * 86_400)
      appendDate(days, to: &text)
      text.append(UInt8(ascii: "T"))
      appendTime(time, unit, to: &text)
      if !zone.isEmpty { text.append(UInt8(ascii: "Z")) }
    case .duration(let unit):
      let value: Int64 = unsafe ArrowRowWriter.load(array, 1, at: place)
      text.append(contentsOf: "\(value < 0 ? "-" : "")PT".utf8)
      appendFraction(value.magnitude, unit, to: &text)
      text.append(UInt8(ascii: "S"))
    case .decimal(let byteCount, let scale):
      var limbs: [UInt32] = []
      for i in 0..<byteCount / 4 {
        limbs.append(unsafe ArrowRowWriter.load(array, 1, at: place * (byteCount / 4) + i))
      }
      appendDecimal(&limbs, scale: scale, to: &text)
    default: preconditionFailure("\(type) is written otherwise")
    }
  }

  /// Division whose remainder is never negative.
  private static func floor(_ value: Int64, by unit: Int64) -> (quotient: Int64, rest: Int64) {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
    return rest < 0 ? (quotient - 1, rest + unit) : (quotient, rest)
  }

  /// Adds the date `days` after 1970-01-01 in the Gregorian calendar.
  ///
  /// > Source: H. Hinnant, *chrono-compatible low-level date algorithms*, 2014, `civil_from_days`.
  static func appendDate(_ days: Int64, to text: inout [UInt8]) {
    let shifted = days &+ 719_468
    let (era, dayOfEra) = floor(shifted, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    if year < 0 { text.append(UInt8(ascii: "-")) }
    appendDigits(year.magnitude, count: 4, to: &text)
    text.append(UInt8(ascii: "-"))
    appendDigits(month.magnitude, count: 2, to: &text)
    text.append(UInt8(ascii: "-"))
    appendDigits(day.magnitude, count: 2, to: &text)
  }

  private static func appendTime(_ value: Int64, _ unit: ArrowType.Unit, to text: inout [UInt8]) {
    // A time of day beyond its day is shown as it stands, in hours.
    let perSecond = unit.perSecond
    let (seconds, rest) = floor(value, by: perSecond)
    if seconds < 0 { text.append(UInt8(ascii: "-")) }
    let magnitude = seconds.magnitude
    appendDigits(magnitude / 3_600, count: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    appendDigits(magnitude / 60 % 60, count: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    appendDigits(magnitude % 60, count: 2, to: &text)
    appendDecimals(rest.magnitude, unit, to: &text)
  }

  private static func appendFraction(
    _ value: UInt64, _ unit: ArrowType.Unit, to text: inout [UInt8]
  ) {
    appendDigits(value / unit.perSecond.magnitude, count: 1, to: &text)
    appendDecimals(value % unit.perSecond.magnitude, unit, to: &text)
  }

  private static func appendDecimals(
    _ rest: UInt64, _ unit: ArrowType.Unit, to text: inout [UInt8]
  ) {
    let count = String(unit.perSecond).utf8.count - 1
    guard count > 0 else { return }
    text.append(UInt8(ascii: "."))
    appendDigits(rest, count: count, to: &text)
  }

  /// Adds a number with zeros in front up to `count` digits.
  private static func appendDigits(_ value: UInt64, count: Int, to text: inout [UInt8]) {
    let digits = Array(String(value).utf8)
    text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, count - digits.count)))
    text.append(contentsOf: digits)
  }
}

extension ArrowText {
  /// Adds the number in `limbs` (two's complement, low limbs first) divided by 10 to the `scale`.
  static func appendDecimal(_ limbs: inout [UInt32], scale: Int, to text: inout [UInt8]) {
    let isNegative = (limbs.last ?? 0) & 0x8000_0000 != 0
    if isNegative {
      var carry: UInt64 = 1
      for i in limbs.indices {
        carry += UInt64(~limbs[i])
        limbs[i] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
    }
    var digits: [UInt8] = []  // the last first
    while limbs.contains(where: { $0 != 0 }) {
      var rest: UInt64 = 0
      for i in limbs.indices.reversed() {
        let value = rest &<< 32 | UInt64(limbs[i])
        limbs[i] = UInt32(truncatingIfNeeded: value / 10)
        rest = value % 10
      }
      digits.append(UInt8(ascii: "0") + UInt8(rest))
    }
    if digits.isEmpty { digits = [UInt8(ascii: "0")] }
    if scale < 0, digits != [UInt8(ascii: "0")] {
      digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: min(-scale, 100)), at: 0)
    }
    while digits.count <= scale { digits.append(UInt8(ascii: "0")) }
    if isNegative { text.append(UInt8(ascii: "-")) }
    for i in digits.indices.reversed() {
      text.append(digits[i])
      if scale > 0, i == scale { text.append(UInt8(ascii: ".")) }
    }
  }

  /// Adds bytes in the alphabet of RFC 4648, section 4, with its padding.
  static func appendBase64(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
    var i = 0
    while i < bytes.count {
      let count = min(3, bytes.count - i)
      var group: UInt32 = 0
      for j in 0..<3 { group = group &<< 8 | (j < count ? UInt32(bytes[i + j]) : 0) }
      for j in 0..<4 {
        text.append(
          j <= count
            ? base64[Int(group &>> UInt32(18 - 6 * j)) & 63] : UInt8(ascii: "="))
      }
      i += 3
    }
  }

  private static let base64 = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
