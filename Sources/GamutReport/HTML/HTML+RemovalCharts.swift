// SPDX-License-Identifier: Apache-2.0

import GamutCore

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
    let columns = RemovedCounts.columns(of: report.sources.lazy.map(\.removed))
    let table = shown.map { source -> [HTML] in
      let removed = columns.map { source.removed[$0] ?? 0 }
      let counts = [source.read, source.rejected] + removed + [source.kept, source.elsewhere]
      return [name(source.shownName)] + counts.map { "\(NumberText.count($0))" }
    }
    return """
      \(part("By source", id: .sources, "The share of each source that was removed, and by which stage; the hardest hit first."))\
      <figure class="chart">\(key(of: columns))\(rows)\(details(
        "The numbers",
        columns: ["source", "read", "rejected"] + columns.map(\.rawValue)
          + ["kept", "lost to others"], rows: table))\
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
      <div class="row"><div class="clamp">\(quoted(group.example.withoutSystem, limit: 90))\
      <br>\(place(group.example.place))</div>\(stack(group.removed, of: top))\
      <div class="value">\(NumberText.count(group.size)) <small>records</small></div>\
      \(leastSimilar(of: group))</div>

      """
    }
    let columns = RemovedCounts.columns(of: report.largestGroups.lazy.map(\.removed))
    let table = shown.map { group -> [HTML] in
      let counts = [group.size] + columns.map { group.removed[$0] ?? 0 }
      return [place(group.example.place)] + counts.map { "\(NumberText.count($0))" }
        + ["\(NumberText.similarity(group.leastSimilar?.similarity ?? 1))"]
    }
    return """
      \(part(
        "The largest groups",
        "The texts repeated most; one record of each was kept. Check the member least like it."))\
      <figure class="chart">\(key(of: columns))\(rows)\(details(
        "The numbers",
        columns: ["kept", "records"] + columns.map(\.rawValue) + ["least alike"], rows: table))\
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
  private static func key(of stages: [Stage]) -> HTML {
    let keys = stages.map { stage -> HTML in
      """
      <span class="key"><i class="\(HTML(stringLiteral: stage.className))"></i>\
      \(stage.rawValue)</span>
      """
    }
    return "<figcaption>\(keys)</figcaption>\n"
  }

  /// Removals of each stage on one bar whose full width is `total` records.
  private static func stack(_ removed: RemovedCounts, of total: Int) -> HTML {
    var start = 0
    let drawn = removed.entries.map { entry -> HTML in
      guard entry.count > 0, total > 0 else { return "" }
      defer { start += entry.count }
      return """
        <rect class="\(HTML(stringLiteral: entry.stage.className))" \
        x="\(percent(Double(start) / Double(total)))" \
        width="\(percent(Double(entry.count) / Double(total)))" height="16"/>
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
