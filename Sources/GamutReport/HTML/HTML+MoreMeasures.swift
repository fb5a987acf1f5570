// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// The further measures, folded away.
  static func moreMeasures(_ report: MoreMeasures) -> HTML {
    guard !report.entries.isEmpty else { return "" }
    let rows = report.rows.map { row -> HTML in
      let comparison: HTML = row.comparison.isEmpty ? "" : "<br><small>\(row.comparison)</small>"
      return """
        <tr><th scope="row">\(row.metric.name)</th><td class="n">\(row.metric.value)</td>\
        <td>\(row.metric.interval)\(comparison)</td><td>\(row.metric.meaning)</td>\
        <td>\(row.change)</td></tr>

        """
    }
    return """
      <details class="table"><summary>More measures</summary>
      <p class="sub">\(MoreMeasures.lede)</p>
      <div class="scroll"><table>
      <thead><tr><th scope="col">measure</th><th scope="col" class="n">value</th>\
      <th scope="col">95 % interval</th><th scope="col">what it says</th>\
      <th scope="col">what would change it</th></tr></thead>
      <tbody>
      \(rows)</tbody></table></div>
      \(morePatterns("The most frequent openings", report.openings))\
      \(morePatterns("The most frequent templates, … for any word", report.templates))\
      \(moreExamples(report.novelExamples))\(notes(report.notes, zeroRows: 0))</details>

      """
  }

  private static func morePatterns(_ title: String, _ patterns: [AnswerReport.Pattern]) -> HTML {
    guard !patterns.isEmpty else { return "" }
    let items = patterns.prefix(ReportLimits.patterns).map { pattern -> HTML in
      """
      <li dir="auto">\(quoted(pattern.text)) \
      <small>\(pattern.share.inline(NumberText.percent))</small></li>

      """
    }
    return "<h4>\(title)</h4>\n<ul class=\"quotes\">\(items)</ul>\n"
  }

  private static func moreExamples(_ examples: [PlacedText]) -> HTML {
    guard !examples.isEmpty else { return "" }
    return """
      <h4>Reference records along the novel directions</h4>
      \(quotes(examples))
      """
  }
}
