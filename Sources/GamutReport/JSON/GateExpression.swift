// SPDX-License-Identifier: Apache-2.0

public import GamutJSON

/// A comparison that fails a run: `--fail-if 'coverage < 0.9'`.
///
/// The path is that of a figure, as `ReportDocument.figure(_:)` takes it.
public struct GateExpression: Hashable, Sendable {
  /// How the two sides are compared.
  public enum Comparison: String, CaseIterable, Hashable, Sendable {
    /// Smaller.
    case less = "<"
    /// Smaller or equal.
    case lessOrEqual = "<="
    /// Greater.
    case greater = ">"
    /// Greater or equal.
    case greaterOrEqual = ">="
    /// Equal, to the last bit.
    case equal = "=="
    /// Not equal.
    case notEqual = "!="

    /// Whether `left` and `right` compare like this.
    public func holds(_ left: Double, _ right: Double) -> Bool {
      switch self {
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      case .equal: left == right
      case .notEqual: left != right
      }
    }
  }

  /// What became of a gate.
  public struct Outcome: Hashable, Sendable {
    /// Whether the comparison is true, so that the run fails.
    public let isTrue: Bool
    /// The number found under the path.
    public let value: Double
    /// One line for people: `coverage < 0.9: true, coverage is 0.831`.
    public let description: String
  }

  /// The text it was read from.
  public let text: String
  /// The path of the left side.
  public let path: String
  /// The comparison.
  public let comparison: Comparison
  /// The number of the right side.
  public let bound: Double

  /// Reads `PATH OP NUMBER`; white space around the parts is free.
  public init(_ text: String) throws(ReportError) {
    func malformed(_ detail: String) -> ReportError {
      ReportError(code: .malformedGate, expression: text, detail: detail)
    }
    let bytes = Array(text.utf8)
    let signs = Set("<>=!".utf8)
    guard let start = bytes.firstIndex(where: { signs.contains($0) }) else {
      throw malformed("no comparison; expected PATH OP NUMBER with one of < <= > >= == !=")
    }
    let end = bytes[start...].firstIndex { !signs.contains($0) } ?? bytes.count
    let sign = String(decoding: bytes[start..<end], as: UTF8.self)
    guard let comparison = Comparison(rawValue: sign) else {
      throw malformed("unknown comparison \"\(sign)\"; expected one of < <= > >= == !=")
    }
    let path = Self.trimmed(bytes[..<start])
    let number = Self.trimmed(bytes[end...])
    guard !path.isEmpty else { throw malformed("no path before \(sign)") }
    let isDecimal = number.utf8.allSatisfy {
      (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0)
    }
    guard isDecimal, let bound = Double(number), bound.isFinite else {
      throw malformed("\"\(number)\" is not a number; expected one such as 0.9")
    }
    self.text = text
    self.path = path
    self.comparison = comparison
    self.bound = bound
  }

  /// Compares the number under the path with the bound.
  ///
  /// - Throws: `unknownPath` where nothing or no number stands there, `missingValue` where it is
  ///   null in this run.
  public func evaluate(on report: JSONValue) throws(ReportError) -> Outcome {
    let value = try FigurePath(text: path, expression: text).number(in: report)
    let isTrue = comparison.holds(value, bound)
    return Outcome(
      isTrue: isTrue, value: value,
      description: "\(SafeText.line(text)): \(isTrue), \(SafeText.line(path)) is \(value)")
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}
