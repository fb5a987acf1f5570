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
}
