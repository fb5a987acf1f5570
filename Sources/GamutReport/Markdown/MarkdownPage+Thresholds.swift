// SPDX-License-Identifier: Apache-2.0

extension MarkdownPage {
  /// Records by the cosine to their nearest neighbour, the most alike on top, with one pair each.
  mutating func addThresholds(_ report: SemanticThresholds) {
    heading(3, "From which cosine on do pairs mean the same?")
    paragraph(
      (report.adviceText.map { "**\($0)** " } ?? "")
        + MarkdownText.inline(report.reason, limit: ReportLimits.sentence))
    for sentence in report.basis {
      paragraph(MarkdownText.inline(sentence, limit: ReportLimits.sentence))
    }
    table(
      ["cosine to the nearest", "records", "removed from its lower end on", "a pair", "and"],
      report.bins.prefix(ReportLimits.bins).reversed().map { bin in
        let pair = bin.examples.first
        return [
          bin.name, NumberText.count(bin.rows), bin.removed?.text ?? NumberText.missing,
          pair.map { MarkdownText.inline($0.a.text, limit: 160) } ?? "",
          pair.map { MarkdownText.inline($0.b.text, limit: 160) } ?? "",
        ]
      }, numeric: [1, 2])
  }
}
