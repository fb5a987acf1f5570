// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// What spoils the records, one by one.
  static func audit(_ report: AuditReport) -> HTML {
    var content = HTML()
    for table in TextTable.all(report) {
      content += part(table.title, quoted(table.sentence, limit: ReportLimits.paragraph))
      content += textTable(table)
      if !table.examples.isEmpty {
        let lists = table.examples.map { group -> HTML in
          "<h4>\(quoted(group.title))</h4>\n\(quotes(group.texts))"
        }
        content += "<details><summary>Examples</summary>\n\(lists)</details>\n"
      }
    }
    if report.checks.allSatisfy({ $0.rows == 0 }), let nothing = AuditText.nothing(report) {
      content += "<p class=\"sub\">\(quoted(nothing, limit: ReportLimits.paragraph))</p>\n"
    }
    for note in report.shownNotes.prefix(ReportLimits.notes) {
      content += "<p class=\"more\">\(sentence(note))</p>\n"
    }
    return section(id: "audit", "Audit", lede: "\(AuditText.lede(report))", content)
  }
}
