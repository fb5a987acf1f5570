// SPDX-License-Identifier: Apache-2.0

extension TerminalPage {
  private static let shownSources = 8
  private static let cellWidth = 13

  /// Tokens by part and source, lengths, and what training at a length would not see.
  mutating func tokens(_ report: TokenReport) {
    let words = TokenWords(report: report)
    heading(report.isEstimated ? "Tokens, estimated" : "Tokens")
    wrapped(.plain, words.lede, indent: 2)
    for note in words.notes { wrapped(.soft, note, indent: 2) }
    for table in words.tables {
      let isSources = table.title == words.sources?.title
      grid(table, most: isSources ? Self.shownSources : table.rows.count)
    }
    let rest = report.sources.count - Self.shownSources
    if rest > 0 { line(.soft, "  \(NumberText.count(rest, of: "source")) more in the report") }
    if let untrained = words.untrained { wrapped(.warning, untrained, indent: 2) }
  }

  private mutating func grid(_ table: TokenWords.Table, most: Int) {
    let numberColumns = table.columns.count - 1
    // The widest table has six columns, and a page at least sixty.
    let cell = min(Self.cellWidth + 1, (width - nameWidth + 6) / max(numberColumns, 1))
    let nameRoom = min(nameWidth + 8, width - 2 - cell * numberColumns)
    func cells(_ texts: ArraySlice<String>) -> String {
      texts.map {
        TerminalText.padded(
          TerminalText.fitted($0, width: cell - 1), to: cell, isNumber: true)
      }.joined()
    }
    text +=
      "  \(TerminalText.padded(TerminalText.fitted(table.columns[0], width: nameRoom), to: nameRoom))"
    line(.soft, cells(table.columns.dropFirst()))
    for row in table.rows.prefix(most) {
      let name = TerminalText.fitted(row[0], width: nameRoom - 1)
      text += "  \(TerminalText.padded(name, to: nameRoom))"
      // No spaces at the end of a line.
      let filled = row.lastIndex { !$0.isEmpty } ?? 0
      line(.plain, cells(row[1..<max(filled + 1, 1)]))
    }
  }
}
