// SPDX-License-Identifier: Apache-2.0

/// Numbers for people; JSON carries the full ones.
package enum NumberText {
  /// What stands for a number that is missing or not finite.
  package static let missing = "–"

  /// A whole number with separators: `52,002`.
  package static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude).utf8)
    var text = value < 0 ? "−" : ""
    for (i, digit) in digits.enumerated() {
      if i > 0 && (digits.count - i) % 3 == 0 { text += "," }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  /// A count and its noun, which takes an s: `1 record`, `52,002 records`.
  package static func count(_ value: Int, of noun: String) -> String {
    "\(count(value)) \(noun)\(value == 1 ? "" : "s")"
  }

  /// What is left of a list: `1 more record`, `12 more records`.
  static func more(_ value: Int, of noun: String) -> String {
    "\(count(value)) more \(noun)\(value == 1 ? "" : "s")"
  }

  /// Three significant digits, or all before the point where there are more: `0.0123`, `12.3`,
  /// `1,234`; below 0.0001 as a power of ten.
  static func plain(_ value: Double) -> String {
    guard value.isFinite else { return missing }
    let magnitude = value.magnitude
    if magnitude == 0 { return "0" }
    if magnitude < 0.0001 { return powerOfTen(value) }
    if magnitude > 1e15 { return powerOfTen(value) }
    var decimals = 2
    var bound = 9.995
    while bound <= magnitude && decimals > 0 { (decimals, bound) = (decimals - 1, bound * 10) }
    bound = 0.9995
    while bound > magnitude && decimals < 7 { (decimals, bound) = (decimals + 1, bound / 10) }
    return fixed(value, decimals: decimals)
  }

  /// A count that came as a `Double`: `12`, and three significant digits where it is not whole.
  static func whole(_ value: Double) -> String {
    guard value.magnitude < 1e15, value == value.rounded() else { return plain(value) }
    return count(Int(value))
  }

  /// A share as `12.3 %`; never 0 or 100 where it is not exactly that.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return missing }
    let value = share * 100
    if value > 0 && value < 0.01 { return "< 0.01 %" }
    if value > 99.9 && value < 100 { return "> 99.9 %" }
    let decimals = value.magnitude >= 0.995 || value == 0 ? 1 : 2
    return "\(fixed(value, decimals: value == 0 || value == 100 ? 0 : decimals)) %"
  }

  /// A cosine or another similarity, with three decimals.
  static func similarity(_ value: Double) -> String {
    value.isFinite ? fixed(value, decimals: 3) : missing
  }

  /// A probability: `0.032`, `1.2 × 10⁻⁸`.
  static func probability(_ value: Double) -> String {
    guard value.isFinite else { return missing }
    if value == 0 { return "< 10⁻³⁰⁰" }
    return value < 0.001 ? powerOfTen(value) : fixed(value, decimals: 3)
  }

  /// A size in decimal units: `22.8 MB`.
  static func bytes(_ count: Int) -> String {
    guard count >= 1000 else { return self.count(count, of: "byte") }
    var value = Double(count)
    var unit = 0
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
    while value >= 999.5 && unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    return "\(plain(value)) \(units[unit])"
  }

  /// A duration: `0.42 s`, `12.3 s`, `2 min 13 s`.
  static func seconds(_ value: Double) -> String {
    guard value.isFinite else { return missing }
    if value < 99.5 { return "\(plain(value)) s" }
    let whole = Int(value.rounded())
    return "\(count(whole / 60)) min \(whole % 60) s"
  }

  /// A number with so many digits after the point, and separators before it.
  static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return missing }
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value.magnitude * Double(scale)).rounded()
    guard scaled < 9e18 else { return value.description }
    let (whole, part) = Int(scaled).quotientAndRemainder(dividingBy: scale)
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard decimals > 0 else { return sign + count(whole) }
    let digits = String(part)
    let zeros = String(repeating: "0", count: decimals - digits.utf8.count)
    return "\(sign)\(count(whole)).\(zeros)\(digits)"
  }

  /// `1.2 × 10⁻⁸`.
  private static func powerOfTen(_ value: Double) -> String {
    var exponent = 0
    var mantissa = value.magnitude
    while mantissa >= 9.95 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 0.995 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    let superscripts = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let digits = String(exponent.magnitude).utf8.map { superscripts[Int($0 - 0x30)] }.joined()
    let sign = value < 0 ? "−" : ""
    return "\(sign)\(fixed(mantissa, decimals: 1)) × 10\(exponent < 0 ? "⁻" : "")\(digits)"
  }
}
