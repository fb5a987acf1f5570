// SPDX-License-Identifier: Apache-2.0

import GamutCorpus
import GamutFiles
import GamutJSON
public import GamutReport

/// Two reports that were written before, side by side.
public struct ReportPair: Sendable {
  /// The comparison: every figure that both have.
  public let document: ComparisonDocument

  /// Reads the reports at `a` and `b`; nil where one of them is no report.
  ///
  /// - Throws: `CorpusError` where a file cannot be read.
  public init?(_ a: String, _ b: String) throws(CorpusError) {
    guard let first = try Self.report(at: a), let second = try Self.report(at: b) else {
      return nil
    }
    self.init(a, first, b, second)
  }

  /// A report that was written before, and one that was made now; nil where the file holds no report.
  ///
  /// - Throws: `CorpusError` where the file cannot be read.
  public init?(baseline: String, _ document: ReportDocument) throws(CorpusError) {
    guard let first = try Self.report(at: baseline) else { return nil }
    self.init(baseline, first, document.title, document.jsonValue)
  }

  private init(_ a: String, _ first: JSONValue, _ b: String, _ second: JSONValue) {
    var document = ComparisonDocument(
      version: Version.number, options: [], a: Self.side(a, first), b: Self.side(b, second))
    var found: [ComparisonDocument.Figure] = []
    Self.collect(first, second, path: "", into: &found)
    document.figures = found
    document.sources = Self.sources(first, second)
    document.differingOptions = Self.differing(first["options"], second["options"])
    document.notes = [
      "Of reports only the figures that both have are compared; for topics and what is in both, "
        + "compare the sets."
    ]
    self.document = document
  }

  /// Whether the file holds a report.
  public static func isReport(_ path: String) throws(CorpusError) -> Bool {
    try report(at: path) != nil
  }

  /// The names of the options that are not the same in both.
  private static func differing(_ a: JSONValue?, _ b: JSONValue?) -> [String] {
    func members(_ value: JSONValue?) -> [JSONMember] {
      if case .object(let members) = value { members } else { [] }
    }
    let names = members(a).map(\.name) + members(b).map(\.name).filter { a?[$0] == nil }
    return names.filter { a?[$0] != b?[$0] }
  }

  /// The report in the file; nil where it holds something else.
  private static func report(at path: String) throws(CorpusError) -> JSONValue? {
    guard path.hasSuffix(".json") else { return nil }
    let file = try MappedFile(path: path)
    let bytes = file.withBytes(0..<file.byteCount) { bytes in bytes.indices.map { bytes[$0] } }
    let value: JSONValue
    // What is no JSON is no report either; who reads it as a set says what is wrong with it.
    do throws(JSONSyntaxError) { value = try JSONTree(parsing: bytes).jsonValue } catch {
      return nil
    }
    guard value["schema"]?.asDouble != nil, value["version"] != nil, value["rows"]?["read"] != nil
    else { return nil }
    return value
  }

  private static func side(_ path: String, _ report: JSONValue) -> ComparisonDocument.Side {
    func count(_ value: JSONValue?) -> Int { Int(value?.asDouble ?? 0) }
    return ComparisonDocument.Side(
      name: path, records: count(report["rows"]?["read"]), bytes: count(report["bytes"]?["read"]))
  }

  /// Numbers that are no figures of the set.
  private static let left: Set<String> = ["schema", "seconds", "options", "intervals", "baseline"]

  /// All numbers that stand under the same names in both, in the order of the first, with the intervals
  /// beside them. Lists are passed over: their order is their own.
  private static func collect(
    _ a: JSONValue, _ b: JSONValue, path: String, into figures: inout [ComparisonDocument.Figure]
  ) {
    guard case .object(let members) = a else { return }
    for member in members where !left.contains(member.name) {
      guard let other = b[member.name] else { continue }
      let name = path.isEmpty ? member.name : "\(path).\(member.name)"
      if let x = member.value.asDouble, let y = other.asDouble {
        figures.append(
          ComparisonDocument.Figure(
            name, name: name, a: measure(x, a["intervals"]?[member.name]),
            b: measure(y, b["intervals"]?[member.name])))
      } else if let x = (member.value["corrected"]?.asDouble ?? member.value["value"]?.asDouble),
        let y = (other["corrected"]?.asDouble ?? other["value"]?.asDouble)
      {
        figures.append(
          ComparisonDocument.Figure(
            name, name: name, a: measure(x, member.value), b: measure(y, other)))
      } else {
        collect(member.value, other, path: name, into: &figures)
      }
    }
  }

  /// The shares of the sources that the audits of both list, in the order of the first; nil where one
  /// lists none. What one alone lists may be among the small ones of the other.
  private static func sources(_ a: JSONValue, _ b: JSONValue) -> [ComparisonDocument.Source]? {
    let lists = [a, b].map { report -> [(name: [UInt8], share: Measure)] in
      guard case .array(let sources) = report["audit"]?["sources"] else { return [] }
      return sources.compactMap { source in
        guard case .string(let name) = source["name"], let share = source["value"]?.asDouble else {
          return nil
        }
        return (Array(name.utf8), measure(share, source))
      }
    }
    let both = lists[0].compactMap { entry in
      lists[1].first { $0.name == entry.name }.map {
        ComparisonDocument.Source(
          name: String(decoding: entry.name, as: UTF8.self), a: entry.share, b: $0.share)
      }
    }
    return both.isEmpty ? nil : both
  }

  private static func measure(_ value: Double, _ interval: JSONValue?) -> Measure {
    guard let low = interval?["low"]?.asDouble, let high = interval?["high"]?.asDouble else {
      return Measure(value, noInterval: Measure.counted)
    }
    return Measure(value, low: low, high: high)
  }
}
