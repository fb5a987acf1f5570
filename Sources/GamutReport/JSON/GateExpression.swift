// SPDX-License-Identifier: Apache-2.0

public import GamutJSON

/// A comparison that fails a run: `--fail-if 'coverage < 0.9'`.
///
/// A path names a member of the report's JSON, with points between the names and with indices of
/// arrays: `rows.removed.near`, `vendi.centred.1`, `coverage.gaps.0.add`. It is looked up from the
/// root, then under `diversity`, then under `coverage`. Where it ends at an object, that means its
/// `value`; an object without one, as `coverage`, means its `share`.
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
      throw malformed("\"\(number)\" is no number; expected one such as 0.9")
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
    let value = try number(in: report)
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

// MARK: Lookup

extension GateExpression {
  private func number(in report: JSONValue) throws(ReportError) -> Double {
    let roots = [report, report["diversity"], report["coverage"]].compactMap { $0 }
    let steps = path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { String(decoding: Array($0), as: UTF8.self) }
    guard let found = roots.lazy.compactMap({ Self.look(up: steps[...], in: $0) }).first else {
      throw ReportError(code: .unknownPath, expression: text, detail: unknown(in: report))
    }
    let value = found["value"] ?? found["share"] ?? found
    if let number = value.asDouble { return number }
    switch value {
    case .null, .number:
      throw ReportError(
        code: .missingValue, expression: text,
        detail: "\"\(path)\" is null: this run does not have the number")
    case .object(let members):
      throw ReportError(
        code: .unknownPath, expression: text,
        detail: "\"\(path)\" holds several numbers: "
          + members.prefix(12).map { "\(path).\($0.name)" }.joined(separator: ", "))
    default:
      throw ReportError(
        code: .unknownPath, expression: text, detail: "\"\(path)\" is no number")
    }
  }

  /// Follows `steps`. A name may hold points itself (`0.5`), so longer names are tried as well.
  private static func look(up steps: ArraySlice<String>, in value: JSONValue) -> JSONValue? {
    guard !steps.isEmpty else { return value }
    for length in 1...steps.count {
      let name = steps.prefix(length).joined(separator: ".")
      let next = value[name] ?? (length == 1 ? Int(name).flatMap { value[$0] } : nil)
      if let next, let found = look(up: steps.dropFirst(length), in: next) { return found }
    }
    return nil
  }

  /// What to say where a path leads nowhere: the closest of the paths there are.
  private func unknown(in report: JSONValue) -> String {
    var names: [String] = []
    Self.collectPaths(of: report, prefix: "", into: &names)
    let wanted = Array(path.utf8)
    let ranked = names.enumerated().map { offset, name in
      // The last part counts too: who writes `spread` wrongly need not know where it stands.
      let tail = name.utf8.split(separator: UInt8(ascii: ".")).last.map(Array.init) ?? []
      let distance = min(
        EditDistance.between(wanted, Array(name.utf8)), EditDistance.between(wanted, tail))
      return (distance, offset, name)
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    let near = ranked.prefix(5).map(\.2).joined(separator: ", ")
    return "no \"\(path)\" in this report" + (near.isEmpty ? "" : "; near names: \(near)")
  }

  /// All paths that lead to a number, except those inside lists.
  private static func collectPaths(
    of value: JSONValue, prefix: String, into names: inout [String]
  ) {
    guard case .object(let members) = value else { return }
    for member in members {
      let name = prefix.isEmpty ? member.name : "\(prefix).\(member.name)"
      switch member.value {
      case .integer, .number: names.append(name)
      case .object:
        if member.value["value"] ?? member.value["share"] != nil { names.append(name) }
        collectPaths(of: member.value, prefix: name, into: &names)
      default: continue
      }
    }
  }
}
