// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension HTML {
  /// The head of the page: what the report is of, and its four numbers.
  static func header(_ document: ReportDocument) -> HTML {
    let schema: HTML =
      document.recordSchema.isEmpty ? "" : " Read as \(sentence(document.recordSchema))."
    let reference: HTML =
      document.references.isEmpty
      ? ""
      : " Compared with \(sentence(document.references.map(\.name).joined(separator: ", ")))."
    return """
      <header>
      <p class="brand"><svg width="34" height="16" viewBox="0 0 34 16" aria-hidden="true">\
      <circle class="training" cx="8" cy="8" r="7"/><circle class="near" cx="17" cy="8" r="7"/>\
      <circle class="reference" cx="26" cy="8" r="7"/></svg>Gamut</p>
      <h1>\(name(document.title))</h1>
      <p class="lede">\(NumberText.count(document.rows.read, of: "record")) \
      (\(NumberText.bytes(document.bytes.read))) in \
      \(NumberText.count(document.inputs.count, of: "file")).\(schema)\(reference)</p>
      <dl class="tiles">
      \(Summary.tiles(of: document).map { tile -> HTML in
        """
        <div><dt>\(tile.name)</dt><dd><b>\(tile.value)</b>\(tile.details.map { line -> HTML in "<span>\(line)</span>" })</dd></div>

        """
      })</dl>
      </header>

      """
  }

  /// What to know first, each with a link to its proof where `content` has it.
  static func findings(
    _ findings: [Finding], wording: RemedyWording, provedIn content: HTML
  ) -> HTML {
    guard !findings.isEmpty else { return "" }
    let anchors = Set(content.anchors)
    let items = findings.prefix(ReportLimits.findings).map { finding -> HTML in
      let proof: HTML =
        finding.section.flatMap { section -> HTML? in
          guard anchors.contains(section.rawValue) else { return nil }
          let title = HTML(stringLiteral: section.title)
          return " <a class=\"proof\" href=\"#\(section.rawValue)\">\(title)</a>"
        } ?? ""
      let action: HTML =
        finding.advice(in: wording).map {
          " <span class=\"action\">\(sentence($0))\(proof)</span>"
        } ?? proof
      return """
        <li class="\(HTML(stringLiteral: finding.severity.name))">\
        <span class="tag">\(finding.severity.rawValue)</span>\
        <div><b>\(sentence(finding.message))</b>\(action)</div></li>

        """
    }
    return section(
      id: "findings", "What to know first",
      lede: "The findings that matter most, each with what to do about it.",
      """
      <ul class="findings">
      \(items)</ul>
      \(hidden(findings.count, shown: ReportLimits.findings, of: "finding"))
      """)
  }

  /// From what was read to what was kept.
  static func waterfall(_ document: ReportDocument) -> HTML {
    let steps = Summary.waterfall(of: document.rows)
    let total = Double(max(document.rows.read, 1))
    let rows = steps.map { step -> HTML in
      let sign = step.isLoss ? "−\u{2009}" : ""
      return """
        <div class="row"><div>\(step.name)</div>\
        \(bar(step.tone, from: Double(step.start) / total, to: Double(step.end) / total))\
        <div class="value">\(sign)\(NumberText.count(step.count)) \
        <small>\(NumberText.percent(Double(step.count) / total))</small></div></div>

        """
    }
    let table = steps.map { step -> [HTML] in
      [
        "\(step.name)", "\(NumberText.count(step.count))",
        "\(NumberText.percent(Double(step.count) / total))",
      ]
    }
    var remarks: [HTML] = []
    if document.rows.empty > 0 {
      remarks.append(
        """
        <p class="sub">\(NumberText.count(document.rows.empty, of: "kept record")) \
        \(document.rows.empty == 1 ? "has" : "have") an empty text; empty texts are never \
        duplicates.</p>

        """)
    }
    if document.unverified > 0 {
      remarks.append(
        """
        <p class="sub">\(NumberText.count(document.unverified, of: "record")) reached the bound on \
        comparisons, so a duplicate may be left among them.</p>

        """)
    }
    return section(
      id: "rows", "From read to kept",
      lede: "Every record read is kept, removed as a duplicate, or rejected as unreadable.",
      """
      <figure class="chart" aria-label="Records read, lost at each stage, and kept">
      \(rows)\(details("The numbers", columns: ["stage", "records", "of read"], rows: table))\
      </figure>
      \(remarks)
      """)
  }
}

extension Finding.Severity {
  /// The class that the style sheet colours.
  var name: StaticString {
    switch self {
    case .problem: "problem"
    case .warning: "warning"
    case .note: "note"
    case .good: "good"
    }
  }
}
