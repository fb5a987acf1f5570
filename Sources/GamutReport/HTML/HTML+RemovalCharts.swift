// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// The share of each source that was removed, by stage.
  static func sources(_ report: RemovalReport) -> HTML {
    guard !report.sources.isEmpty else { return "" }
    let shown = report.sourcesByLoss.prefix(ReportLimits.sources)
    let rows = shown.map { source -> HTML in
      """
      <div class="row"><div>\(name(source.shownName))</div>\
      \(stack(source.removed, of: source.read - source.rejected))\
      <div class="value">\(NumberText.percent(source.removedShare)) \
      <small>of \(NumberText.count(source.read - source.rejected))</small></div></div>

      """
    }
    let table = shown.map { source -> [HTML] in
      [name(source.shownName)]
        + [
          source.read, source.rejected, source.removed.exact ?? 0, source.removed.near ?? 0,
          source.removed.semantic ?? 0, source.kept, source.elsewhere,
        ].map { "\(NumberText.count($0))" }
    }
    return """
      \(part("By source", "The share of each source that was removed, and by which stage; the hardest hit first."))\
      <figure class="chart">\(stages)\(rows)\(details(
        "The numbers",
        columns: [
          "source", "read", "rejected", "exact", "near", "semantic", "kept", "lost to others",
        ], rows: table))\
      </figure>
      \(hidden(report.sources.count, shown: ReportLimits.sources, of: "source"))
      """
  }

  /// The largest groups, and how many there are of each size.
  static func groups(_ report: RemovalReport, of document: ReportDocument) -> HTML {
    guard !report.largestGroups.isEmpty else { return "" }
    let top = max(report.largestGroups.map(\.size).max() ?? 1, 1)
    let shown = report.largestGroups.prefix(ReportLimits.groups)
    let rows = shown.map { group -> HTML in
      """
      <div class="row"><div class="clamp">\(quoted(group.example.text, limit: 90))\
      <br>\(place(group.example.place))</div>\(stack(group.removed, of: top))\
      <div class="value">\(NumberText.count(group.size)) <small>records</small></div>\
      \(leastSimilar(of: group))</div>

      """
    }
    let table = shown.map { group -> [HTML] in
      [
        place(group.example.place), "\(NumberText.count(group.size))",
        "\(NumberText.count(group.removed.exact ?? 0))",
        "\(NumberText.count(group.removed.near ?? 0))",
        "\(NumberText.count(group.removed.semantic ?? 0))",
        "\(NumberText.similarity(group.leastSimilar?.similarity ?? 1))",
      ]
    }
    return """
      \(part(
        "The largest groups",
        "The texts repeated most; one record of each was kept. Check the member least like it."))\
      <figure class="chart">\(stages)\(rows)\(details(
        "The numbers",
        columns: ["kept", "records", "exact", "near", "semantic", "least alike"], rows: table))\
      </figure>
      \(hidden(document.groupCount, shown: shown.count, of: "group"))\(sizes(report))
      """
  }

  private static func leastSimilar(of group: RemovalReport.Group) -> HTML {
    guard let example = group.leastSimilar else { return "" }
    return """
      <details class="least"><summary>least alike: \
      \(NumberText.similarity(example.similarity)) \(place(example.removed.place))</summary>\
      \(sides(example))</details>
      """
  }

  private static func sizes(_ report: RemovalReport) -> HTML {
    guard !report.groupSizes.isEmpty else { return "" }
    let top = Double(max(report.groupSizes.map(\.removed).max() ?? 1, 1))
    let rows = report.groupSizes.map { size -> HTML in
      """
      <div class="row"><div>\(size.text) records</div>\
      \(bar(.neutral, to: Double(size.removed) / top))\
      <div class="value">\(NumberText.count(size.removed)) \
      <small>in \(NumberText.count(size.groups, of: "group"))</small></div></div>

      """
    }
    let table = report.groupSizes.map { size -> [HTML] in
      [
        "\(size.text)", "\(NumberText.count(size.groups))",
        "\(NumberText.count(size.removed))",
      ]
    }
    return """
      \(part(
        "By size of the group",
        "How many records were removed from groups of each size: a few giants, or many pairs."))\
      <figure class="chart">\(rows)\(details(
        "The numbers", columns: ["records in the group", "groups", "removed"], rows: table))\
      </figure>

      """
  }

  /// What the colours of removals mean.
  private static var stages: HTML {
    """
    <figcaption><span class="key"><i class="exact"></i>exact</span>\
    <span class="key"><i class="near"></i>near</span>\
    <span class="key"><i class="semantic"></i>semantic</span></figcaption>

    """
  }

  /// Removals of each stage on one bar whose full width is `total` records.
  private static func stack(_ removed: RemovedCounts, of total: Int) -> HTML {
    var start = 0
    let parts: [(StaticString, Int?)] = [
      ("exact", removed.exact), ("near", removed.near), ("semantic", removed.semantic),
    ]
    let drawn = parts.map { name, count -> HTML in
      guard let count, count > 0, total > 0 else { return "" }
      defer { start += count }
      return """
        <rect class="\(HTML(stringLiteral: name))" x="\(percent(Double(start) / Double(total)))" \
        width="\(percent(Double(count) / Double(total)))" height="16"/>
        """
    }
    return """
      <svg class="bar" width="100%" height="16" aria-hidden="true">\
      <rect class="track" width="100%" height="16" rx="2"/>\(drawn)</svg>
      """
  }
}

extension RemovalReport.GroupSize {
  /// `2`, or `3 to 4`.
  var text: String {
    sizes.count == 1
      ? NumberText.count(sizes.lowerBound)
      : "\(NumberText.count(sizes.lowerBound)) to \(NumberText.count(sizes.upperBound))"
  }
}
