// SPDX-License-Identifier: Apache-2.0

extension MarkdownPage {
  /// The further measures.
  mutating func addMoreMeasures(_ report: MoreMeasures) {
    guard !report.entries.isEmpty else { return }
    heading(3, "More measures")
    paragraph(MoreMeasures.lede)
    table(
      ["measure", "value", "95 % interval", "what it says", "what would change it"],
      report.rows.map { row in
        let parts = [MarkdownText.inline(row.metric.interval), row.comparison]
        return [
          row.metric.name, row.metric.value,
          parts.filter { !$0.isEmpty }.joined(separator: "; "), row.metric.meaning, row.change,
        ]
      }, numeric: [1])
    addPatterns("The most frequent openings:", report.openings)
    addPatterns("The most frequent templates, … for any word:", report.templates)
    if !report.novelExamples.isEmpty {
      paragraph("Reference records along the novel directions:")
      quotes(report.novelExamples, limit: ReportLimits.gapExamples)
    }
    addNotes(report.notes, zeroRows: 0)
  }

  private mutating func addPatterns(_ title: String, _ patterns: [AnswerReport.Pattern]) {
    guard !patterns.isEmpty else { return }
    paragraph(title)
    for pattern in patterns.prefix(ReportLimits.patterns) {
      item("\(MarkdownText.inline(pattern.text)): \(pattern.share.inline(NumberText.percent))")
    }
    paragraph("")
  }
}
