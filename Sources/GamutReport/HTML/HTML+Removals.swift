// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// What was removed, with examples to judge it by.
  static func removals(_ report: RemovalReport, of document: ReportDocument) -> HTML {
    var content = HTML()
    if !report.examples.isEmpty {
      content += part(
        "Removed and kept, side by side",
        "Typical removals. What differs is marked; long passages that are the same are shortened.")
      content += pairs(report.examples, limit: ReportLimits.removals)
    }
    if let histogram = report.nearSimilarities {
      content += part(
        "How alike near-duplicates were",
        "The share of word runs (shingles) that a removed record and its keeper have in "
          + "common (Jaccard); 1 is all of them.")
      content += HTML.histogram(
        histogram, tone: .near, label: "Histogram of the similarity of near-duplicates")
    }
    if !report.leastSimilar.isEmpty {
      content += part(
        "The least alike of the removed",
        "Check these first: if they are duplicates, so are the others. If not, raise the "
          + "threshold.")
      content += pairs(report.leastSimilar, limit: ReportLimits.leastSimilar)
    }
    if let count = report.numbersOnly {
      content += part(
        "Different in numbers only",
        """
        \(NumberText.count(count, of: "removed record")) \(count == 1 ? "differs" : "differ") from \
        the kept one in numbers only: perhaps the same template, perhaps another question.
        """)
      content += pairs(report.numbersOnlyExamples, limit: ReportLimits.numbersOnly)
    }
    content += groups(report, of: document)
    content += sources(report)
    return section(
      id: "duplicates", "Duplicates",
      lede: """
        Each removed record is a direct match of a record that was kept. \
        \(NumberText.count(document.groupCount, of: "group")) of two or more; the largest holds \
        \(NumberText.count(document.largestGroup)).
        """,
      content)
  }

  /// Removed records beside the kept ones; the first three open, the others folded.
  private static func pairs(_ examples: [RemovalReport.Example], limit: Int) -> HTML {
    let shown = examples.prefix(limit).enumerated().map { i, example -> HTML in
      let open: HTML = i < 3 ? " open" : ""
      return """
        <details class="pair"\(open)><summary>\
        <span class="cause \(HTML(stringLiteral: example.cause.name))">\
        \(example.cause.rawValue)</span> \
        <span class="score">\(NumberText.similarity(example.similarity))</span> \
        \(place(example.removed.place)) <span class="arrow">repeats</span> \
        \(place(example.kept.place))</summary>
        \(sides(example))</details>

        """
    }
    return "\(shown)\(hidden(examples.count, shown: limit, of: "example"))"
  }

  private static func sides(_ example: RemovalReport.Example) -> HTML {
    let difference = WordDifference(
      example.removed.text, example.kept.text, shown: ReportLimits.side)
    if example.removed.text.utf8.elementsEqual(example.kept.text.utf8) {
      return """
        <div class="sides one"><div><h4>Removed and kept are the same</h4>\
        \(block(difference.left, isRemoved: true))</div></div>
        """
    }
    return """
      <div class="sides"><div><h4>Removed</h4>\(block(difference.left, isRemoved: true))</div>\
      <div><h4>Kept</h4>\(block(difference.right, isRemoved: false))</div></div>
      """
  }

  private static func block(_ runs: [WordDifference.Run], isRemoved: Bool) -> HTML {
    let pieces = runs.map { run -> HTML in
      switch run.kind {
      case .same: "\(run.text)"
      case .omission: "<span class=\"more\">\(run.text)</span>"
      case .changed: isRemoved ? "<del>\(run.text)</del>" : "<ins>\(run.text)</ins>"
      }
    }
    return runs.isEmpty
      ? "<p class=\"text more\">(empty)</p>" : "<div class=\"text\" dir=\"auto\">\(pieces)</div>"
  }

  private static func groups(_ report: RemovalReport, of document: ReportDocument) -> HTML {
    guard !report.largestGroups.isEmpty else { return "" }
    let top = Double(max(report.largestGroups.map(\.size).max() ?? 1, 1))
    let rows = report.largestGroups.prefix(ReportLimits.groups).map { group -> HTML in
      """
      <div class="row"><div class="clamp">\(quoted(group.example.text, limit: 160))\
      <br>\(place(group.example.place))</div>\(bar(.near, to: Double(group.size) / top))\
      <div class="value">\(NumberText.count(group.size)) <small>records</small></div></div>

      """
    }
    return """
      \(part("The largest groups", "The texts repeated most; one record of each was kept."))\
      <div class="chart">\(rows)</div>
      \(hidden(document.groupCount, shown: rows.count, of: "group"))
      """
  }

  private static func sources(_ report: RemovalReport) -> HTML {
    guard !report.sources.isEmpty else { return "" }
    let shown = report.sources.prefix(ReportLimits.sources)
    let rows = shown.map { source -> HTML in
      let share = source.read > 0 ? Double(source.removed.total) / Double(source.read) : 0
      return """
        <div class="row"><div>\(name(source.name))</div>\(bar(.near, to: share))\
        <div class="value">\(NumberText.percent(share)) \
        <small>of \(NumberText.count(source.read))</small></div></div>

        """
    }
    let table = shown.map { source -> [HTML] in
      [name(source.name)]
        + [
          source.read, source.removed.exact ?? 0, source.removed.near ?? 0,
          source.removed.semantic ?? 0,
        ].map { "\(NumberText.count($0))" }
    }
    return """
      \(part("By source", "The share of each source that was removed."))\
      <figure class="chart">\(rows)\(details(
        "The numbers", columns: ["source", "read", "exact", "near", "semantic"], rows: table))\
      </figure>
      \(hidden(report.sources.count, shown: ReportLimits.sources, of: "source"))
      """
  }
}

extension RemovalReport.Cause {
  /// The class that the style sheet colours.
  var name: StaticString {
    switch self {
    case .exact: "exact"
    case .near: "near"
    case .semantic: "semantic"
    case .repeated: "repeat"
    }
  }
}
