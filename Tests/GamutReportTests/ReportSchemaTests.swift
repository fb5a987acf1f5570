// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutReport
import GamutTestSupport
import Testing

/// `report.schema.json` says what reports are, neither more nor less. A new member of the JSON is a line in
/// it, and a value in the samples.
@Suite struct ReportSchemaTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/Gamut/Gamut.docc/report.schema.json")

  /// Samples that have every member among them.
  private static var documents: [ReportDocument] {
    var everything = HostileReport.document { "a" }
    let place = Place(file: "a.parquet", position: .row(3))
    let pair = RemovalDoubts.Pair(record: place, first: place)
    var doubts = RemovalDoubts()
    doubts.uncountedFields = [.init(name: "a", count: 1, examples: [pair])]
    doubts.onlyFormExamples = [pair]
    doubts.keptForFields = [.init(name: "a", count: 1, examples: [pair])]
    doubts.conflicts = [.init(name: "a", count: 1, examples: [pair])]
    doubts.cutTexts = CutTexts(texts: 2, tokens: 9)
    everything.doubts = doubts
    everything.spans = SpanCounts(count: 1, uncut: 2)
    everything.rows = RowCounts(
      read: 3, kept: 1, empty: 0, rejected: 0, removed: [.exact: 1, .repeated: 1])
    everything.removals?.leastSimilar[0].removed.place = place
    everything.diversity?.clusters?.list[0].examples[0].place = place
    everything.diversity?.setAside = SetAsideText(units: 1, words: 9)
    everything.diversity?.cutTexts = CutTexts(texts: 2, tokens: 9)
    for i in everything.audit?.checks.indices ?? 0..<0 {
      for j in everything.audit?.checks[i].examples.indices ?? 0..<0 {
        everything.audit?.checks[i].examples[j].place = place
      }
    }
    everything.audit?.labels[0].suspects[0].record.place = place
    // Each section has its own kind of further examples.
    everything.diversity?.more?.novelExamples = []
    everything.coverage?.more?.openings = []
    everything.coverage?.more?.templates = []
    everything.coverage?.setAside = SetAsideText(units: 1, words: 9)
    everything.coverage?.recordGaps[0].nearest?.record.place = place
    return [SampleReport.full, SampleReport.small, everything, everything.redacted()]
  }

  @Test func `reports are as the schema says, and have every property of it`() throws {
    var check = try JSONSchemaCheck(schema: try Data(contentsOf: Self.file))
    for document in Self.documents { try check.check(Data(document.json())) }
    #expect(check.problems == [])
    let missing = check.allProperties.subtracting(check.metProperties)
    #expect(missing.sorted() == [], "no sample has them")
  }

  @Test func `a member, a type or a value that the schema has not is found`() throws {
    let schema = Data(
      """
      {"type": "object", "properties": {"a": {"type": "integer", "minimum": 0}, "b": {"enum": ["x"]},
      "c": {"anyOf": [{"$ref": "#/$defs/d"}, {"type": "null"}]}}, "required": ["a"],
      "additionalProperties": false,
      "$defs": {"d": {"type": "array", "items": {"type": "string"}}}}
      """.utf8)
    for (json, problem) in [
      (#"{"a": 1, "b": "x", "c": ["y"]}"#, nil), (#"{"a": 1, "c": null}"#, nil),
      (#"{"a": 1.5}"#, "$.a is no integer"), (#"{"a": true}"#, "$.a is no integer"),
      (#"{"a": -1}"#, "$.a is -1.0, minimum 0.0"), (#"{}"#, "$ has no a"),
      (#"{"a": 1, "e": 2}"#, "$.e is not in the schema"),
      (#"{"a": 1, "b": "z"}"#, #"$.b is none of ["x"]"#),
      (#"{"a": 1, "c": [2]}"#, "$.c[0] is no string"), ("[]", "$ is no object"),
    ] {
      var check = try JSONSchemaCheck(schema: schema)
      try check.check(Data(json.utf8))
      #expect(check.problems == (problem.map { [$0] } ?? []), "\(json)")
    }
    var check = try JSONSchemaCheck(schema: Data(#"{"pattern": "a"}"#.utf8))
    try check.check(Data("1".utf8))
    #expect(check.problems == ["#: an unknown keyword, pattern"])
  }
}
