// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension ReportDocument {
  /// The report as Markdown that reads well on GitHub, in UTF-8.
  ///
  /// It has the content of the HTML page with tables for charts. Texts of records are escaped or
  /// stand in code blocks; long ones are cut, and the text says where. It holds no time.
  public func markdown() -> [UInt8] {
    var page = MarkdownPage()
    page.heading(1, MarkdownText.name(title))
    page.paragraph(
      "\(NumberText.count(rows.read, of: "record")) (\(NumberText.bytes(bytes.read))) in "
        + "\(NumberText.count(inputs.count, of: "file"))."
        + (recordSchema.isEmpty
          ? "" : " Read as \(MarkdownText.inline(recordSchema, limit: ReportLimits.sentence)).")
        + (references.isEmpty
          ? ""
          : " Compared with \(references.prefix(5).map { MarkdownText.name($0.name) }.joined(separator: ", ")).")
    )
    page.table(
      Summary.tiles(of: self).map(\.name),
      [
        Summary.tiles(of: self).map { "**\($0.value)**" },
        Summary.tiles(of: self).map { MarkdownText.inline($0.details.joined(separator: "; ")) },
      ], numeric: [])
    addFindings(to: &page)
    if let baseline { page.addBaseline(baseline) }
    addRows(to: &page)
    if let coverage {
      page.addGaps(coverage)
      page.addCoverage(coverage)
    }
    if let diversity { page.addDiversity(diversity) }
    if let removals { page.addRemovals(removals, of: self) }
    if let answers { page.addAnswers(answers) }
    if let audit { page.addAudit(audit) }
    if let tokens { page.addTokens(tokens) }
    addMethod(to: &page)
    return Array(page.text.utf8)
  }

  private func addFindings(to page: inout MarkdownPage) {
    guard !findings.isEmpty else { return }
    page.heading(2, "What to know first")
    for finding in findings.prefix(ReportLimits.findings) {
      let message = MarkdownText.inline(finding.message, limit: ReportLimits.sentence)
      let action = finding.advice(in: wording).map {
        " " + MarkdownText.inline($0, limit: ReportLimits.sentence)
      }
      page.item("**\(finding.severity.rawValue)**: \(message)\(action ?? "")")
    }
    page.hidden(findings.count, shown: ReportLimits.findings, of: "finding")
  }

  private func addRows(to page: inout MarkdownPage) {
    page.heading(2, "From read to kept")
    page.table(
      ["stage", "records", "of read"],
      Summary.waterfall(of: rows).map {
        [
          $0.name, ($0.isLoss ? "−" : "") + NumberText.count($0.count),
          Summary.share($0.count, of: rows.read),
        ]
      }, numeric: [1, 2])
    if rows.empty > 0 {
      page.paragraph(
        "\(NumberText.count(rows.empty, of: "kept record")) \(rows.empty == 1 ? "has" : "have") an "
          + "empty text; empty texts are never duplicates.")
    }
    if unverified > 0 {
      page.paragraph(
        "\(NumberText.count(unverified, of: "record")) reached the bound on comparisons, so a "
          + "duplicate may be left among them.")
    }
  }

  private func addMethod(to page: inout MarkdownPage) {
    page.heading(2, "How this was made")
    let core = blasCore.map {
      "; matrix products by the \(MarkdownText.name($0)) kernels of OpenBLAS"
    }
    page.paragraph(
      "By Gamut \(MarkdownText.name(version))\(core ?? ""). The same input and options give the "
        + "same report.")
    let files = inputs.map { ("input", $0) } + references.map { ("reference", $0) }
    page.table(
      ["file", "role", "records", "size"],
      files.prefix(ReportLimits.inputs).map { role, file in
        [
          MarkdownText.name(file.name), role, NumberText.count(file.records),
          NumberText.bytes(file.bytes),
        ]
      }, numeric: [2, 3])
    page.hidden(files.count, shown: ReportLimits.inputs, of: "file")
    page.table(
      ["option", "value"],
      shownOptions.prefix(ReportLimits.options).map {
        [
          MarkdownText.name($0.name),
          MarkdownText.inline($0.value.compactText, limit: ReportLimits.sentence),
        ]
      }, numeric: [])
    page.hidden(shownOptions.count, shown: ReportLimits.options, of: "option")
  }
}

/// A Markdown text as it grows.
struct MarkdownPage {
  private(set) var text = ""

  mutating func heading(_ level: Int, _ title: String) {
    if !text.isEmpty { text += "\n" }
    text += "\(String(repeating: "#", count: level)) \(title)\n\n"
  }

  mutating func paragraph(_ sentence: String) { text += "\(sentence)\n\n" }

  mutating func item(_ content: String) { text += "- \(content)\n" }

  mutating func block(_ block: String) { text += "\(block)\n" }

  /// A table of escaped cells; the columns of `numeric` are set to the right.
  mutating func table(_ columns: [String], _ rows: [[String]], numeric: Set<Int>) {
    guard !rows.isEmpty else { return }
    text += "| \(columns.joined(separator: " | ")) |\n|"
    for i in columns.indices { text += numeric.contains(i) ? " ---: |" : " --- |" }
    text += "\n"
    for row in rows { text += "| \(row.joined(separator: " | ")) |\n" }
    text += "\n"
  }

  /// Says what a cap hides.
  mutating func hidden(_ count: Int, shown: Int, of noun: String) {
    if count > shown {
      text += "\n\(NumberText.more(count - shown, of: noun)) not shown.\n\n"
    }
  }

  /// Metrics with their sentences.
  mutating func metrics(_ rows: [MetricRow]) {
    table(
      ["metric", "value", "95 % interval", "meaning"],
      rows.map { [$0.name, $0.value, MarkdownText.inline($0.interval), $0.meaning] },
      numeric: [1])
  }

  /// Texts with their places as list items.
  mutating func quotes(_ texts: [PlacedText], limit: Int) {
    for text in texts.prefix(limit) {
      item("\(MarkdownText.inline(text.text)) (\(MarkdownText.name(text.place.description)))")
    }
    if !texts.isEmpty { text += "\n" }
  }
}
