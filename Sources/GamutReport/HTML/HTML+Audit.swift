// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// What spoils the records, one by one.
  static func audit(_ report: AuditReport) -> HTML {
    var content = HTML()
    for table in AuditTable.all(report) {
      content += part(table.title, sentence(table.sentence))
      content += auditTable(table)
      if !table.examples.isEmpty {
        let lists = table.examples.map { group -> HTML in
          "<h4>\(quoted(group.title))</h4>\n\(quotes(group.texts))"
        }
        content += "<details><summary>Examples</summary>\n\(lists)</details>\n"
      }
    }
    if report.checks.allSatisfy({ $0.rows == 0 }), let nothing = AuditText.nothing(report) {
      content += "<p class=\"sub\">\(sentence(nothing))</p>\n"
    }
    for note in report.notes.prefix(ReportLimits.notes) {
      content += "<p class=\"more\">\(sentence(note))</p>\n"
    }
    return section(id: "audit", "Audit", lede: "\(AuditText.lede(report))", content)
  }

  private static func auditTable(_ table: AuditTable) -> HTML {
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
