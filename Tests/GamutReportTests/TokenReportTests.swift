// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutReport

@Suite struct TokenReportTests {
  private func report(cut: Int, untrained: Int, lostTrained: Int = 0) -> TokenReport {
    var report = SampleReport.tokens
    report.maxLength?.cut = cut
    report.maxLength?.cutShare = Measure(Double(cut) / 10_000, noInterval: "counted")
    report.maxLength?.lostTrained = lostTrained
    report.maxLength?.untrainedByCut = untrained
    report.maxLength?.batchPadding = 0.1
    return report
  }

  @Test func `without a length there are no findings`() {
    var report = SampleReport.tokens
    report.maxLength = nil
    #expect(TokenFindings(report).list.isEmpty)
  }

  @Test func `answers beyond the length are a problem, many cuts a warning`() {
    #expect(TokenFindings(report(cut: 0, untrained: 0)).list.map(\.severity) == [.good])
    #expect(TokenFindings(report(cut: 3, untrained: 0)).list.map(\.severity) == [.note])
    #expect(TokenFindings(report(cut: 300, untrained: 0)).list.map(\.severity) == [.warning])
    let findings = TokenFindings(report(cut: 300, untrained: 12)).list
    #expect(findings.map(\.severity) == [.problem, .warning])
    #expect(findings[0].message.contains("train.jsonl:7"))
    #expect(findings[0].message.contains("and 11 more"))
  }

  @Test func `much padding is worth a word where packing wastes less`() {
    var report = report(cut: 0, untrained: 0)
    report.maxLength?.batchPadding = 0.4
    #expect(TokenFindings(report).list.map(\.severity) == [.good, .note])
    report.maxLength?.packingLoss = 0.5
    #expect(TokenFindings(report).list.map(\.severity) == [.good])
  }

  @Test func `gates read the counts`() throws {
    var document = SampleReport.full
    document.tokens = report(cut: 300, untrained: 12)
    #expect(try document.figure("tokens.max_length.untrained_by_cut") == 12)
    #expect(try document.figure("tokens.max_length.cut") == 300)
    #expect(try document.figure("tokens.lengths.p99") == 4_100)
    #expect(try document.figure("tokens.parts.said.share") > 0)
    document.tokens?.maxLength = nil
    #expect(throws: ReportError.self) { try document.figure("tokens.max_length.cut") }
  }

  @Test(arguments: [60, 80, 100])
  func `no line of the terminal is wider than asked`(width: Int) {
    var document = SampleReport.full
    document.tokens = SampleReport.tokens
    document.tokens?.sources[0].name = String(repeating: "長い名前", count: 30)
    document.tokens?.tokenizer = String(repeating: "folder/", count: 40)
    let text = String(decoding: document.terminalSummary(width: width), as: UTF8.self)
    #expect(text.split(separator: "\n").allSatisfy { TerminalText.width(of: String($0)) <= width })
    #expect(!text.contains(" \n"))
  }
}
