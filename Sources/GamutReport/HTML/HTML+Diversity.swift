// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// Metrics one under the other: name, sentence, place on the scale, value and interval.
  static func metrics(_ rows: [MetricRow]) -> HTML {
    let items = rows.map { row -> HTML in
      let isPercent = row.value.hasSuffix("%")
      let drawn: HTML =
        row.strip.map { strip -> HTML in
          HTML.strip(strip, isPercent: isPercent)
        } ?? "<span></span>"
      return """
        <div class="row metric"><div><b>\(row.name)</b><span class="sub">\(row.meaning)</span>\
        </div>\(drawn)<div class="value">\(row.value)<small>\(row.interval)</small></div></div>

        """
    }
    return "<div class=\"chart\">\(items)</div>\n"
  }

  /// How varied the kept records are.
  static func diversity(_ report: DiversityReport) -> HTML {
    var content = metrics(MetricText.repetition(report))
    content += part("Effective number of kinds: the Vendi score", "\(MetricText.vendiMeaning)")
    content += vendi(report)
    content += part(
      "Distances between records", "The same variety seen as distances and directions.")
    content += metrics(MetricText.variety(report))
    if let nearest = report.nearest {
      if let histogram = nearest.histogram {
        content += part(
          "How close the nearest other record is",
          "Mass near 1 means near-copies are left; mass far below it, that records stand alone.")
        content += HTML.histogram(
          histogram.filled, tone: .training,
          label: "Histogram of the cosine of each record to the one most like it; the mean is "
            + NumberText.similarity(nearest.mean.value),
          mark: (nearest.mean.value, "mean \(NumberText.similarity(nearest.mean.value))"))
      }
      if !nearest.deciles.isEmpty {
        let columns = ["decile"] + (1...max(nearest.deciles.count, 1)).map { "\($0 * 10) %" }
        let row: [HTML] =
          ["cosine"] + nearest.deciles.prefix(20).map { "\(NumberText.similarity($0))" }
        content += details("The deciles", columns: Array(columns.prefix(21)), rows: [row])
      }
    }
    if let thresholds = report.nearest?.thresholds { content += HTML.thresholds(thresholds) }
    content += notes(report.notes, zeroRows: report.zeroRows)
    if let more = report.more { content += moreMeasures(more) }
    return section(
      id: "diversity", "Diversity",
      lede: """
        How varied the \(NumberText.count(report.rows, of: "kept record")) \
        \(report.rows == 1 ? "is" : "are"), by the \(name(report.view)) as vectors of \
        \(NumberText.count(report.dimensions)) numbers (\(name(report.model))).
        """,
      content)
  }

  /// What the records are about.
  static func clusters(_ report: ClusterReport) -> HTML {
    let shown = report.list.prefix(ReportLimits.clusters)
    let top = max(shown.map { $0.share.high ?? $0.share.value }.filter(\.isFinite).max() ?? 1, 1e-9)
    let rows = shown.enumerated().map { i, cluster -> HTML in
      let examples = cluster.examples.prefix(ReportLimits.examples).map { example -> HTML in
        "<li dir=\"auto\">\(quoted(example.text)) \(place(example.place))</li>\n"
      }
      let label: HTML =
        examples.isEmpty
        ? "\(topic(cluster.name))"
        : "<details><summary>\(topic(cluster.name))</summary><ul>\(examples)</ul></details>"
      return """
        <div class="row" data-rows="topic-\(i + 1)" data-topic="\(i)"><div>\(label)</div>\(bar(
          .training, to: cluster.share.value / top, low: cluster.share.low.map { $0 / top },
          high: cluster.share.high.map { $0 / top }))\
        <div class="value">\(NumberText.percent(cluster.share.value)) \
        <small>\(NumberText.count(cluster.rows))</small></div></div>

        """
    }
    let table = shown.map { cluster -> [HTML] in
      [
        topic(cluster.name), "\(NumberText.count(cluster.rows))",
        "\(NumberText.percent(cluster.share.value))",
        "\(MetricRow.text(of: cluster.share.interval, format: NumberText.percent))",
      ]
    }
    let grid = report.grid.prefix(ReportLimits.grid).map { row -> [HTML] in
      [
        "\(NumberText.count(row.count))\(row.count == report.count ? " (chosen)" : "")",
        "\(NumberText.plain(row.hill1))", "\(NumberText.plain(row.hill2))",
        "\(NumberText.plain(row.evenness))", "\(NumberText.percent(row.topTenShare))",
        "\(row.silhouette.map(NumberText.plain) ?? NumberText.missing)",
      ]
    }
    let gridTable =
      grid.isEmpty
      ? ""
      : details(
        "The same with other numbers of topics: the chosen one as above, the others as counted",
        columns: [
          "topics", "effective", "dominant", "evenness", "ten largest", "silhouette",
        ], rows: Array(grid))
    return section(
      id: "topics", "Topics",
      lede: """
        The records in \(NumberText.count(report.count, of: "cluster")) of similar ones, named by \
        the words that set them apart. \(sentence(report.countReason))
        """,
      """
      <figure class="chart" aria-label="Topics by their share of the records">
      \(rows)\(hidden(report.list.count, shown: ReportLimits.clusters, of: "topic"))\
      \(details(
        "The numbers", columns: ["topic", "records", "share", "95 % interval"], rows: table))\
      </figure>
      \(metrics(MetricText.topics(report)))\(gridTable)
      """)
  }

  /// Remarks on how numbers came about.
  static func notes(_ notes: [String], zeroRows: Int) -> HTML {
    var items = notes.prefix(ReportLimits.notes).map { note -> HTML in
      "<p class=\"sub\">\(sentence(note))</p>\n"
    }
    if zeroRows > 0 {
      items.append("<p class=\"sub\">\(MetricText.withoutVector(zeroRows))</p>\n")
    }
    return HTML(items)
  }
}
