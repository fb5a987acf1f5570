// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension ReportDocument {
  /// A figure of this report by its name in JSON: `duplicate_rate`, `rows.kept`, `coverage`.
  ///
  /// A path names a member of the report's JSON, with points between the names and with indices of
  /// arrays: `rows.removed.near`, `vendi.centred.1`, `coverage.gaps.0.add`. It is looked up from the
  /// root, then under `diversity`, then under `coverage`. Where it ends at an object, that means its
  /// `value`; an object without one, as `coverage`, means its `share`.
  ///
  /// - Throws: `unknownPath` where nothing or no number stands there, `missingValue` where it is
  ///   null in this run.
  /// - Complexity: linear in the size of the report.
  public func figure(_ path: String) throws(ReportError) -> Double {
    try FigurePath(text: path, expression: path).number(in: jsonValue)
  }
}

/// The way to a number of a report.
struct FigurePath {
  /// The path as written.
  let text: String
  /// What errors show: the path, or the comparison it is part of.
  let expression: String

  func number(in report: JSONValue) throws(ReportError) -> Double {
    let roots = [report, report["diversity"], report["coverage"]].compactMap { $0 }
    let steps = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { String(decoding: Array($0), as: UTF8.self) }
    guard let found = roots.lazy.compactMap({ Self.look(up: steps[...], in: $0) }).first else {
      throw ReportError(code: .unknownPath, expression: expression, detail: unknown(in: report))
    }
    let value = found["value"] ?? found["share"] ?? found
    if let number = value.asDouble { return number }
    switch value {
    case .null, .number:
      throw ReportError(
        code: .missingValue, expression: expression,
        detail: "\"\(text)\" is null: this run does not have the number")
    case .object(let members):
      throw ReportError(
        code: .unknownPath, expression: expression,
        detail: "\"\(text)\" holds several numbers: "
          + members.prefix(12).map { "\(text).\($0.name)" }.joined(separator: ", "))
    default:
      throw ReportError(
        code: .unknownPath, expression: expression, detail: "\"\(text)\" is not a number")
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
    let wanted = Array(text.utf8)
    let ranked = names.enumerated().map { offset, name in
      // The last part counts too: who writes `spread` wrongly need not know where it stands.
      let tail = name.utf8.split(separator: UInt8(ascii: ".")).last.map(Array.init) ?? []
      let distance = min(
        EditDistance.between(wanted, Array(name.utf8)), EditDistance.between(wanted, tail))
      return (distance, offset, name)
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    let near = ranked.prefix(5).map(\.2).joined(separator: ", ")
    return "no \"\(text)\" in this report" + (near.isEmpty ? "" : "; near names: \(near)")
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
