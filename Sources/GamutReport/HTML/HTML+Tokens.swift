// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension HTML {
  /// Tokens by part, length and source, and what training at a length would not see.
  static func tokens(_ report: TokenReport) -> HTML {
    let words = TokenWords(report: report)
    var content = HTML(
      words.notes.map { note -> HTML in "<p class=\"sub\">\(sentence(note))</p>\n" })
    content += shares(report, words)
    for table in words.tables.dropFirst() {
      content += "<h3>\(table.title)</h3>\n"
      content += grid(table)
    }
    content += hidden(report.sources.count, shown: TokenWords.sourceCount, of: "source")
    if let untrained = words.untrained {
      content += "<p class=\"sub\">\(sentence(untrained))</p>\n"
    }
    return section(id: "tokens", "Tokens", lede: sentence(words.lede), content)
  }

  /// A bar for each kind of text, and the numbers behind them.
  private static func shares(_ report: TokenReport, _ words: TokenWords) -> HTML {
    let rows = report.parts.map { part -> HTML in
      """
      <div class="row"><div class="clamp">\(words.name(of: part.role))</div>\(bar(
        part.role == .said ? .training : .reference, to: report.share(part.tokens)))\
      <div class="value">\(NumberText.percent(report.share(part.tokens))) \
      <small>\(NumberText.count(part.tokens))</small></div></div>

      """
    }
    let table = words.parts
    return """
      <figure class="chart">\(rows)\(details(
        "The numbers", columns: table.columns, rows: table.rows.map { $0.map { "\($0)" } }))</figure>

      """
  }

  private static func grid(_ table: TokenWords.Table) -> HTML {
    let head = table.columns.enumerated().map { i, column -> HTML in
      i == 0 ? "<th scope=\"col\">\(column)</th>" : "<th scope=\"col\" class=\"n\">\(column)</th>"
    }
    let body = table.rows.map { row -> HTML in
      let cells = row.enumerated().map { i, cell -> HTML in
        i == 0 ? "<th scope=\"row\">\(name(cell))</th>" : "<td class=\"n\">\(cell)</td>"
      }
      return "<tr>\(cells)</tr>\n"
    }
    return """
      <div class="scroll"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)</tbody></table></div>

      """
  }
}
