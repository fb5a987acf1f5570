// SPDX-License-Identifier: Apache-2.0

extension MarkdownPage {
  /// What spoils the records, one by one.
  mutating func addAudit(_ report: AuditReport) {
    heading(2, "Audit")
    paragraph(AuditText.lede(report))
    for part in TextTable.all(report) {
      heading(3, MarkdownText.inline(part.title))
      paragraph(MarkdownText.inline(part.sentence, limit: ReportLimits.paragraph))
      table(
        part.columns, part.rows.map { $0.map { MarkdownText.inline($0) } },
        numeric: Set(part.columns.indices.filter(part.isNumeric)))
      for group in part.examples {
        paragraph("\(MarkdownText.inline(group.title)):")
        quotes(group.texts, limit: ReportLimits.gapExamples)
      }
    }
    if report.checks.allSatisfy({ $0.rows == 0 }), let nothing = AuditText.nothing(report) {
      paragraph(nothing)
    }
    addNotes(report.shownNotes, zeroRows: 0)
  }

  /// What moved against an earlier report.
  mutating func addBaseline(_ comparison: ComparisonDocument) {
    let part = TextTable.baseline(comparison)
    heading(2, part.title)
    paragraph(MarkdownText.inline(part.sentence, limit: ReportLimits.sentence))
    table(
      part.columns, part.rows.map { $0.map { MarkdownText.inline($0) } },
      numeric: Set(part.columns.indices.filter(part.isNumeric)))
  }
}
