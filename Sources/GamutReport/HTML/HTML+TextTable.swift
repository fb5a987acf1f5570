// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// What moved against an earlier report.
  static func baseline(_ comparison: ComparisonDocument) -> HTML {
    let table = TextTable.baseline(comparison)
    return section(
      id: "baseline", "Against the baseline", lede: sentence(table.sentence),
      table.rows.isEmpty ? "" : textTable(table))
  }

  /// A table that stands open.
  static func textTable(_ table: TextTable) -> HTML {
    let head = table.columns.map { "<th scope=\"col\">\($0)</th>" as HTML }
    let rows = table.rows.map { row -> HTML in
      let cells = row.enumerated().map { i, cell -> HTML in
        i == 0
          ? "<th scope=\"row\">\(sentence(cell))</th>" : "<td>\(sentence(cell))</td>"
      }
      return "<tr>\(cells)</tr>\n"
    }
    return """
      <div class="scroll"><table class="audit">
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>

      """
  }
}
