// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutJSON

extension ReportDocument {
  /// The report as JSON, indented, with a line break at its end.
  ///
  /// The names and their order are stable; `schema` counts their versions. A plain number has its
  /// interval under `intervals` of the same object, by the same name: {`low`, `high`}, and where
  /// there is none both are null and `reason` says why. `seconds` is the only field that may differ
  /// between two runs.
  public func json() -> [UInt8] {
    var writer = JSONWriter(form: .indented)
    writer.value(jsonValue)
    writer.endLine()
    return writer.bytes
  }

  /// The tree that `json()` writes and that gates read.
  public var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("schema", .integer(Self.schema))
    members.add("version", .string(version))
    members.add("options", .object(options))
    members.add(
      "rows",
      [
        "read": .integer(rows.read), "kept": .integer(rows.kept), "empty": .integer(rows.empty),
        "rejected": .integer(rows.rejected), "removed": rows.removed.jsonValue,
      ])
    members.add("groups", .integer(groupCount))
    members.add("largest_group", .integer(largestGroup))
    members.add("bytes", ["read": .integer(bytes.read), "kept": .integer(bytes.kept)])
    members.add("unverified", .integer(unverified))
    if let spans { members.add("spans", spans.jsonValue) }
    members.add("seconds", .number(seconds))
    members.add("other_responses", .optional(otherResponses))
    members.add("title", .string(title))
    members.add("record_schema", .string(recordSchema))
    members.add("blas_core", .optional(blasCore))
    members.add("inputs", .array(inputs.map(\.jsonValue)))
    members.add("references", .array(references.map(\.jsonValue)))
    members.add(
      "findings",
      .array(
        findings.map {
          [
            "severity": .string($0.severity.rawValue), "message": .string($0.message),
            "action": .optional($0.advice(in: wording)),
            "section": .optional($0.section?.rawValue),
          ]
        }))
    if let removals { members.add("removals", removals.jsonValue(doubts)) }
    for member in doubts?.keptMembers ?? [] { members.add(member.name, member.value) }
    if let semanticThresholds {
      members.add("semantic_threshold", semanticThresholds.jsonValue)
    }
    if let answers { members.add("answers", answers.jsonValue) }
    if let audit { members.add("audit", audit.jsonValue) }
    if let tokens { members.add("tokens", tokens.jsonValue) }
    if let baseline { members.add("baseline", baseline.baselineValue) }
    if let diversity { members.add("diversity", diversity.jsonValue) }
    if let coverage { members.add("coverage", coverage.jsonValue) }
    return members.object
  }
}

/// Collects the members of an object, and the intervals of those that are measured.
struct JSONMembers {
  private var members: [JSONMember] = []
  private var intervals: [JSONMember] = []

  /// Adds a member.
  mutating func add(_ name: String, _ value: JSONValue) { members.append(JSONMember(name, value)) }

  /// Adds a plain number, and its interval to `intervals`.
  mutating func add(_ name: String, _ measure: Measure) {
    members.append(JSONMember(name, .number(measure.value)))
    intervals.append(JSONMember(name, measure.interval.jsonValue))
  }

  /// The same, or null where it was not measured.
  mutating func add(_ name: String, _ measure: Measure?) {
    if let measure { add(name, measure) } else { add(name, JSONValue.null) }
  }

  /// The object, with `intervals` last.
  var object: JSONValue {
    .object(
      intervals.isEmpty ? members : members + [JSONMember("intervals", .object(intervals))])
  }
}

extension Measure.Interval {
  /// {`low`, `high`}, or nulls and the reason.
  var jsonValue: JSONValue {
    switch self {
    case .range(let low, let high): ["low": .number(low), "high": .number(high)]
    case .none(let reason): ["low": nil, "high": nil, "reason": .string(reason)]
    }
  }
}

extension Measure {
  /// {`value`, `low`, `high`}.
  var jsonValue: JSONValue {
    guard case .object(let ends) = interval.jsonValue else { return .number(value) }
    return .object([JSONMember("value", .number(value))] + ends)
  }
}

extension RemovedCounts {
  var jsonValue: JSONValue {
    .object(
      RemovedCounts.columns(of: [self]).map { JSONMember($0.rawValue, .integer(self[$0] ?? 0)) })
  }
}

extension SpanCounts {
  var jsonValue: JSONValue {
    var members = [
      JSONMember("count", .integer(count)), JSONMember("records", .integer(records)),
      JSONMember("bytes", .integer(bytes)),
    ]
    if let uncut { members.append(JSONMember("uncut", .integer(uncut))) }
    return .object(members)
  }
}

extension InputFile {
  var jsonValue: JSONValue {
    ["name": .string(name), "records": .integer(records), "bytes": .integer(bytes)]
  }
}

extension Place {
  /// `file`, and `line` or `row`.
  var jsonMembers: [JSONMember] {
    let position =
      switch position {
      case .line(let line): JSONMember("line", .integer(line))
      case .row(let row): JSONMember("row", .integer(row))
      }
    return [JSONMember("file", .string(file)), position]
  }
}

extension PlacedText {
  /// {`file`, `line` or `row`, `text`}.
  var jsonValue: JSONValue {
    .object(place.jsonMembers + [JSONMember("text", .shortened(text))])
  }
}

extension [PlacedText] {
  /// The texts alone.
  var jsonTexts: JSONValue { .array(map { .shortened($0.text) }) }
  /// Their places, in the same order.
  var jsonPlaces: JSONValue { .array(map { .object($0.place.jsonMembers) }) }
}

extension Histogram {
  var jsonValue: JSONValue {
    [
      "lower": .number(lower), "upper": .number(upper),
      "counts": .array(counts.map { .integer($0) }),
    ]
  }
}

extension JSONValue {
  /// A text of a record, cut at 2,000 code points with a note on what is left out.
  static func shortened(_ text: String) -> JSONValue {
    .string(TextCut(text, limit: ReportLimits.jsonText).text)
  }
}
