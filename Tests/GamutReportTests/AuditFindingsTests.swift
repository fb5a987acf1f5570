// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutReport

@Suite struct AuditFindingsTests {
  private func messages(_ report: AuditReport) -> [String] {
    AuditFindings(report).list.map { "\($0.severity.rawValue): \($0.message)" }
  }

  @Test func `what is above its share is told, with what to do`() {
    let messages = messages(SampleReport.audit)
    #expect(messages.contains("problem: 2 of 12,873 records (0.02 %) have payment card numbers."))
    #expect(messages.contains("warning: 96 of 12,873 records (0.75 %) have words for nothing."))
    #expect(messages.contains { $0.contains("classes of sentiment are uneven") })
    #expect(messages.contains { $0.contains("In 74.4 % of the preference pairs") })
    #expect(messages.contains { $0.contains("Krippendorff's α is 0.611") })
    #expect(!messages.contains { $0.contains("stray") == false && $0.contains("other language") })
    for finding in AuditFindings(SampleReport.audit).list {
      #expect(finding.action?.hasSuffix(".") == true)
    }
  }

  @Test func `nothing found, nothing told`() {
    var report = AuditReport(records: 10, kept: 10)
    report.checks = AuditCheck.allCases.map {
      AuditReport.Check($0, rows: 0, of: 10, share: Measure(0, noInterval: "counted"))
    }
    #expect(messages(report) == [])
    #expect(TextTable.all(report).isEmpty)
    #expect(AuditText.nothing(report)?.hasSuffix("or keys and passwords.") == true)
  }

  @Test func `every check has a name and advice of its own kind`() {
    #expect(Set(AuditCheck.allCases.map(AuditText.name)).count == AuditCheck.allCases.count)
    for check in AuditCheck.allCases { #expect(AuditText.advice(on: check).hasSuffix(".")) }
  }

  @Test func `where nearly all items are of one class, alpha alone is no verdict`() throws {
    var report = AuditReport(records: 10, kept: 10)
    var agreement = AuditReport.Agreement(
      fields: ["votes"], items: 100, raters: 3, categories: ["a", "b"], disputed: [])
    agreement.alpha = Measure(0.2, low: 0.1, high: 0.3)
    agreement.gwet = Measure(0.93, low: 0.9, high: 0.95)
    report.agreements = [agreement]
    let finding = try #require(AuditFindings(report).list.first)
    #expect(finding.severity == .note && finding.message.contains("rare classes"))
  }

  private func row(
    _ property: AuditReport.Form.Property, _ a: Double, _ b: Double, half: Double
  ) -> AuditReport.Form.Row {
    AuditReport.Form.Row(
      property, share: Measure(a, low: a, high: a), referenceShare: Measure(b, low: b, high: b),
      difference: Measure(a - b, low: a - b - half, high: a - b + half))
  }

  private func form() -> AuditReport.Form {
    AuditReport.Form(records: 900, referenceRecords: 300, medianWords: 9, referenceMedianWords: 20)
  }

  @Test func `what differs in form beyond chance and by enough is told, the surest of each kind`() {
    var form = form()
    form.lengths = [
      row(.atMost(8), 0.5, 0.3, half: 0.19), row(.atMost(16), 0.9, 0.6, half: 0.1),
      row(.atMost(32), 1, 0.9, half: 0.02),
    ]
    form.turns = [row(.moreThan(1), 0.1, 0.4, half: 0.1), row(.moreThan(2), 0, 0.4, half: 0.1)]
    form.openings = [
      row(.words("write a short …"), 0.08, 0.01, half: 0.03),
      row(.words("what is the …"), 0, 0.5, half: 0.5),
    ]
    form.templates = [row(.words("give me the … please"), 0.001, 0.09, half: 0.03)]
    var report = AuditReport(records: 900, kept: 900)
    report.form = form
    #expect(
      messages(report) == [
        "warning: More prompts are short than in the reference: 90.0 % have at most 16 words, 60.0 % of "
          + "the reference’s.",
        "warning: Fewer records have several turns of the user than in the reference: 10.0 %, against "
          + "40.0 %.",
        "note: 8.0 % of the prompts begin “write a short …”, 1.0 % of the reference’s.",
        "note: 0.10 % of the prompts have the form of “give me the … please”, 9.0 % of the reference’s.",
      ])
    // The tables have no row that chance could make.
    #expect(
      TextTable.form(form).map { $0.rows.map { $0[0] } } == [
        ["8 words", "16 words", "32 words"], ["more than 1", "more than 2"], ["write a short …"],
        ["give me the … please"],
      ])
    #expect(report.shownNotes == [])
  }

  @Test func `no two statements on form contradict each other, or the tables`() {
    var random = SeededRandom(seed: 17)
    for _ in 0..<2_000 {
      func rows(_ count: Int, _ property: (Int) -> AuditReport.Form.Property)
        -> [AuditReport.Form.Row]
      {
        (0..<random.next(below: count)).map {
          row(
            property($0), random.nextUnit(), random.nextUnit(),
            half: [0, 0.01, 0.2, 2][random.next(below: 4)])
        }
      }
      var form = form()
      form.lengths = rows(4) { .atMost(4 << $0) }
      form.turns = rows(3) { .moreThan(1 << $0) }
      form.openings = rows(4) { .words("begin \($0)") }
      form.templates = rows(4) { .words("frame \($0)") }
      let found = FormText(form: form).findings
      for (i, a) in found.enumerated() {
        for b in found[(i + 1)...] {
          // One statement a kind: lengths, turns, openings and templates.
          for words in ["More prompts are", "turns of the user", "begin “", "the form of “"] {
            #expect(!(a.message.contains(words) && b.message.contains(words)))
          }
        }
        #expect(a.action?.hasSuffix(".") == true)
      }
      // Whatever is told is in a table, which has nothing that chance could make.
      #expect(found.count <= TextTable.form(form).count)
      let isEqual = TextTable.form(form).isEmpty
      #expect(isEqual != form.redacted().differs)
      var report = AuditReport(records: 1, kept: 1)
      report.form = form
      #expect((report.shownNotes.count == 1) == isEqual)
    }
  }
}
