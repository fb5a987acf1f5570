// SPDX-License-Identifier: Apache-2.0

extension MarkdownPage {
  /// Tokens by part, length and source, and what training at a length would not see.
  mutating func addTokens(_ report: TokenReport) {
    let words = TokenWords(report: report)
    heading(2, "Tokens")
    paragraph(MarkdownText.inline(words.lede, limit: ReportLimits.sentence))
    for note in words.notes { paragraph(MarkdownText.inline(note, limit: ReportLimits.sentence)) }
    for table in words.tables {
      heading(3, table.title)
      self.table(
        table.columns, table.rows.map { $0.map { MarkdownText.name($0) } },
        numeric: Set(1..<table.columns.count))
    }
    hidden(report.sources.count, shown: TokenWords.sourceCount, of: "source")
    if let untrained = words.untrained {
      paragraph(MarkdownText.inline(untrained, limit: ReportLimits.sentence))
    }
  }
}
