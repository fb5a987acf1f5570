// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutJSON
import GamutReport
import Testing

@Suite struct ReportJSONTests {
  private func names(_ value: JSONValue?) -> [String] {
    guard case .object(let members) = value else { return [] }
    return members.map(\.name)
  }

  @Test func `the names of the contract come first and in its order`() {
    let contract = [
      "schema", "version", "options", "rows", "groups", "largest_group", "bytes", "unverified",
      "seconds",
    ]
    #expect(Array(names(SampleReport.small.jsonValue).prefix(9)) == contract)
    let report = SampleReport.full.jsonValue
    #expect(Array(names(report).suffix(2)) == ["diversity", "coverage"])
    #expect(names(report["rows"]) == ["read", "kept", "empty", "rejected", "removed"])
    #expect(names(report["rows"]?["removed"]) == ["exact", "near", "semantic"])
    #expect(names(report["diversity"]?["vendi"]) == ["raw", "centred"])
    #expect(names(report["diversity"]?["vendi"]?["raw"]) == ["0.5", "1", "2", "inf"])
    #expect(
      names(report["diversity"]?["vendi"]?["raw"]?["1"]) == ["value", "corrected", "low", "high"])
  }

  @Test func `the parts of a report have the names of the contract`() {
    let report = SampleReport.full.jsonValue
    let clusters = report["diversity"]?["clusters"]
    let coverage = report["coverage"]
    let expected: [(JSONValue?, [String])] = [
      (
        report["diversity"],
        [
          "rows", "dimensions", "model", "duplicate_rate", "effective_rows", "vendi",
          "mean_cosine", "spread", "participation_ratio", "nearest_cosine", "clusters",
        ]
      ),
      (report["diversity"]?["nearest_cosine"], ["mean", "deciles"]),
      (clusters, ["count", "hill", "list"]), (clusters?["hill"], ["0", "1", "2"]),
      (clusters?["list"]?[0], ["name", "rows", "share", "examples"]),
      (coverage, ["threshold", "share", "low", "high", "ceiling", "mean_max_cosine", "gaps"]),
      (
        coverage?["gaps"]?[0],
        [
          "name", "reference_share", "training_share", "odds_ratio", "q_value", "add", "examples",
        ]
      ),
    ]
    for (object, wanted) in expected {
      #expect(Set(wanted).subtracting(names(object)) == [])
    }
  }

  @Test func `what was not asked for is absent, and what could not be measured is null`() {
    let small = SampleReport.small.jsonValue
    #expect(small["diversity"] == nil && small["coverage"] == nil && small["removals"] == nil)
    let full = SampleReport.full.jsonValue
    #expect(full["diversity"]?["vendi"]?["raw"]?["inf"]?["corrected"] == .null)
    #expect(
      full["diversity"]?["intervals"]?["duplicate_rate"]?["reason"] == "counted, not estimated")
  }

  @Test func `only seconds differ between two runs, and people see no time`() {
    var later = SampleReport.full
    later.seconds = 99
    #expect(later.html() == SampleReport.full.html())
    #expect(later.markdown() == SampleReport.full.markdown())
    let lines = [later, SampleReport.full].map { String(decoding: $0.json(), as: UTF8.self) }
      .map { $0.split(separator: "\n").filter { !$0.contains("\"seconds\"") } }
    #expect(lines[0] == lines[1])
  }

  @Test func `the JSON is read by another parser`() throws {
    let object = try JSONSerialization.jsonObject(with: Data(SampleReport.full.json()))
    #expect((object as? [String: Any])?["groups"] as? Int == 903)
  }
}
