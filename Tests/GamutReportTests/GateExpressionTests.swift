// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import GamutReport
import Testing

@Suite struct GateExpressionTests {
  private let report = SampleReport.full.jsonValue

  @Test(arguments: [
    ("coverage < 0.9", true), ("coverage<0.8", false), ("coverage.share >= 0.831", true),
    ("vendi.raw.0.5 > 96", true), ("diversity.vendi.raw.0.5.value <= 96.2", true),
    ("vendi.centred.inf.corrected > 17", true), ("rows.removed.near == 871", true),
    ("rows.removed.near != 871", false), ("mean_cosine < 0.1", true), ("gaps.0.add > 50", true),
    ("intervals.spread.low > 0.9", true), ("  duplicate_rate  >  1.5e-1 ", true),
    ("options.threshold == .8", true), ("clusters.hill.1 < 11", true), ("unverified > 0", true),
    ("share_of_ceiling < 0.9", true), ("coverage.ceiling > 0.95", true),
  ])
  func `a gate compares the number under its path`(_ text: String, _ expected: Bool) throws {
    #expect(try GateExpression(text).evaluate(on: report).isTrue == expected)
  }

  @Test func `the outcome says what was found`() throws {
    let outcome = try GateExpression("coverage < 0.9").evaluate(on: report)
    #expect(outcome.description == "coverage < 0.9: true, coverage is 0.831")
    #expect(outcome.value == 0.831)
  }

  @Test(arguments: [
    "", "coverage", "coverage <", "< 0.9", "coverage =< 1", "coverage = 1", "coverage < ten",
    "coverage < nan", "coverage < 0x1p3", "coverage < 1e999", "coverage < 1 2", "a < 1 < 2",
  ])
  func `what is no gate is refused`(_ text: String) {
    let error = #expect(throws: ReportError.self) { try GateExpression(text) }
    #expect(error?.code == .malformedGate)
  }

  @Test func `an unknown path names the near ones on one line`() throws {
    let gate = try GateExpression("covrage < 0.9")
    let error = #expect(throws: ReportError.self) { try gate.evaluate(on: report) }
    #expect(error?.code == .unknownPath)
    #expect(error?.detail.contains("near names: coverage") == true)
    #expect(error?.description.contains("\n") == false)
  }

  @Test(arguments: [
    "rows < 1", "title < 1", "inputs < 1", "rows.kept.value < 1", "gaps.99.add < 1",
  ])
  func `what is no number is refused`(_ text: String) throws {
    let gate = try GateExpression(text)
    let error = #expect(throws: ReportError.self) { try gate.evaluate(on: report) }
    #expect(error?.code == .unknownPath)
  }

  @Test func `a number that this run does not have is an error, not false`() throws {
    let gate = try GateExpression("vendi.raw.inf.corrected < 10")
    let error = #expect(throws: ReportError.self) { try gate.evaluate(on: report) }
    #expect(error?.code == .missingValue)
    let dedupe = SampleReport.small.jsonValue
    let coverage = try GateExpression("coverage < 0.9")
    #expect(throws: ReportError.self) { try coverage.evaluate(on: dedupe) }
  }

  @Test func `a value that is not finite counts as missing`() throws {
    let gate = try GateExpression("x < 1")
    let error = #expect(throws: ReportError.self) {
      try gate.evaluate(on: ["x": .number(.nan)])
    }
    #expect(error?.code == .missingValue)
  }
}
