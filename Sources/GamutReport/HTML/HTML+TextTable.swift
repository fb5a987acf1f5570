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
    let numeric = table.columns.indices.map(table.isNumeric)
    let head = table.columns.enumerated().map { i, column -> HTML in
      numeric[i]
        ? "<th scope=\"col\" class=\"n\">\(column)</th>" : "<th scope=\"col\">\(column)</th>"
    }
    let rows = table.rows.map { row -> HTML in
      let cells = row.enumerated().map { i, cell -> HTML in
        if i == 0 { return "<th scope=\"row\">\(sentence(cell))</th>" }
        return numeric.indices.contains(i) && numeric[i]
          ? "<td class=\"n\">\(sentence(cell))</td>" : "<td>\(sentence(cell))</td>"
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
