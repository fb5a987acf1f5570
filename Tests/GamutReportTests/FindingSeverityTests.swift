// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import Testing

@testable import GamutReport

@Suite struct FindingSeverityTests {
  /// A document of `kept` records that repeat nothing.
  private func document(kept: Int = 100, near: Int = 0, rejected: Int = 0) -> ReportDocument {
    ReportDocument(
      title: "train.jsonl", version: "1", options: [JSONMember("seed", .integer(0))],
      rows: RowCounts(
        read: kept + near + rejected, kept: kept, empty: 0, rejected: rejected,
        removed: [.exact: 0, .near: near]),
      bytes: ByteCounts(read: 0, kept: 0))
  }

  /// Answers of which `share` look like refusals.
  private func answers(refusing share: Double) -> AnswerReport {
    var answers = AnswerReport()
    answers.rows = 100
    answers.refusals = AnswerReport.Pattern(
      text: "refusals", rows: Int(share * 100), share: Measure(share, low: 0, high: 1))
    return answers
  }

  /// A coverage section with one gap of 20 % of the reference, of which `reached` is reached.
  private func coverage(
    reached: Double, _ kind: CoverageReport.Gap.Kind = .missing
  ) -> CoverageReport {
    var report = CoverageReport(
      referenceRows: 100, trainingRows: 100, model: "lsa", threshold: 0.5, thresholdReason: "given",
      share: Measure(0.9, low: 0.8, high: 1), ceiling: Measure(0.95, low: 0.9, high: 1),
      shareOfCeiling: Measure(0.9 / 0.95, noInterval: "a ratio"),
      meanMaxCosine: Measure(0.7, low: 0.6, high: 0.8))
    report.gaps = [
      CoverageReport.Gap(
        kind, topic: 0, name: "erasure", terms: ["erasure"],
        referenceShare: Measure(0.2, low: 0.1, high: 0.3),
        trainingShare: Measure(0, low: 0, high: 0.1), oddsRatio: Measure(50, low: 5, high: 500),
        qValue: 0.001, covered: Measure(0.9, low: 0, high: 1), reachThreshold: 0.7,
        reach: Measure(reached, low: 0, high: 1), ownReach: 0.5, add: Measure(25, low: 9, high: 70),
        curve: .reference, reachAfter: Measure(0.5, low: 0.3, high: 0.7))
    ]
    return report
  }

  private func severities(_ document: ReportDocument) -> [Finding.Severity] {
    Findings(document: document).list.map(\.severity)
  }

  @Test func `a clean set is told to be clean`() {
    #expect(
      Findings(document: document()).list
        == [Finding(.good, "No record repeats another.").proved(at: .rows)])
  }

  @Test func `duplicates are a warning from two in a hundred on, and a note below`() {
    #expect(severities(document(kept: 98, near: 2)) == [.warning])
    #expect(severities(document(kept: 99, near: 1)) == [.note])
    let message = Findings(document: document(kept: 99, near: 1)).list[0].message
    #expect(message == "1 record (1.0 %) repeats another.")
  }

  @Test(arguments: [(0.09, 0), (0.1, 1), (0.6, 1)])
  func `many refusals are a problem`(share: Double, problemCount: Int) {
    var document = document()
    document.answers = answers(refusing: share)
    #expect(severities(document).count { $0 == .problem } == problemCount)
  }

  @Test(arguments: [(500, true), (499, true), (501, false)])
  func `prompts that repeat are told before the duplicates`(prompts: Int, isTold: Bool) {
    var document = document(kept: 1_000, near: 100)
    var answers = AnswerReport()
    (answers.rows, answers.promptedRows, answers.differentPrompts) = (1_000, 1_001, prompts)
    document.answers = answers
    let found = Findings(document: document).list
    #expect(
      found[0].message.hasPrefix("1,001 records have only \(prompts) different prompts.") == isTold)
    #expect(found[isTold ? 1 : 0].message.hasPrefix("100 records"))
  }

  @Test(arguments: [(5, .warning), (6, .note), (nil, .note)] as [(Int?, Finding.Severity)])
  func `different answers are a warning where they are short`(
    words: Int?, severity: Finding.Severity
  ) throws {
    var document = document()
    var answers = AnswerReport()
    (answers.rows, answers.conflictingPrompts) = (100, 2)
    answers.conflictingAnswerWords = words
    document.answers = answers
    let found = try #require(Findings(document: document).list.first { $0.section == .conflicts })
    #expect(found.severity == severity && found.message == "2 prompts have different answers.")
  }

  @Test(arguments: [(100, 90, false), (100, 89, true), (19, 19, true), (100, 0, true)])
  func `fields that differ throughout are a note`(
    compared: Int, differing: Int, isWarning: Bool
  ) {
    var document = document(near: 1)
    var doubts = RemovalDoubts()
    (doubts.comparedCount, doubts.uncountedCount) = (compared, max(differing, 5))
    doubts.uncountedFields = [
      RemovalDoubts.Field(name: "source", count: max(differing, 5), examples: [])
    ]
    document.doubts = doubts
    let found = Findings(document: document).list.first { $0.message.contains("did not count") }
    #expect(found?.severity == (isWarning ? .warning : .note))
  }

  @Test
  func
    `a topic is a problem where it is missing, a warning where thin, a note where little is lost`()
  {
    var document = document()
    document.coverage = coverage(reached: 0.1)
    let lost = Findings(document: document).list
    #expect(lost[0].severity == .problem)
    #expect(lost[0].message.contains("erasure"))
    #expect(lost[0].action == "Collect about 25 examples; the cards below say which.")
    document.coverage = coverage(reached: 0.3, .thin)
    #expect(severities(document).first == .warning)
    document.coverage = coverage(reached: 0.48, .thin)
    document.coverage?.shareOfCeiling = Measure(1, noInterval: "a ratio")
    #expect(!severities(document).contains { [.problem, .warning].contains($0) })
  }

  @Test func `what does most harm comes first`() {
    var document = document(kept: 90, near: 10, rejected: 1)
    document.answers = answers(refusing: 0.5)
    document.coverage = coverage(reached: 0)
    let found = severities(document)
    let ordered = Finding.Severity.allCases.flatMap { severity in found.filter { $0 == severity } }
    #expect(found == ordered)
    #expect(found.first == .problem)
  }

  @Test func `a reference of a few records earns no praise`() {
    var document = document()
    var few = coverage(reached: 0)
    few.gaps = []
    few.referenceRows = 19
    few.shareOfCeiling = Measure(1, noInterval: "a ratio")
    document.coverage = few
    #expect(severities(document).count { $0 == .good } == 1)
    few.referenceRows = 20
    document.coverage = few
    #expect(severities(document).count { $0 == .good } == 2)
  }
}
