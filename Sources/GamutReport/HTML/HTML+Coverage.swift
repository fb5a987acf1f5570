// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// How well the kept records cover the reference, and what is missing.
  static func coverage(_ report: CoverageReport) -> HTML {
    var content = metrics(MetricText.coverage(report))
    if report.curve.count > 1 {
      content += part(
        "Coverage over the threshold",
        "The stricter the cosine asked for, the less is covered. Where it lies below the dashed line, "
          + "that is what is missing.")
      content += curve(report)
    }
    content += recordGaps(report)
    content += clusters(report)
    content += overRepresented(report)
    content += notes(report.notes, zeroRows: report.zeroRows)
    if let more = report.more { content += moreMeasures(more) }
    return section(
      id: "coverage", "Coverage of the reference",
      lede: """
        Whether the \(NumberText.count(report.trainingRows, of: "training record")) \
        \(report.trainingRows == 1 ? "looks" : "look") like the \
        \(NumberText.count(report.referenceRows, of: "record")) of the reference \
        (\(name(report.model))). A reference record is covered from cosine \
        \(NumberText.similarity(report.threshold)) on (\(sentence(report.thresholdReason))).
        """,
      content)
  }

  /// The kinds of requests that are missing, as cards.
  static func gaps(_ report: CoverageReport) -> HTML {
    let shown = report.gaps.prefix(ReportLimits.gaps)
    let cards = shown.enumerated().map { i, gap -> HTML in card(gap, rank: i + 1, in: report) }
    return section(
      id: "gaps", "What to collect next",
      lede: "\(MetricText.gapsMeaning)",
      """
      \(cards)\(hidden(report.gaps.count, shown: ReportLimits.gaps, of: "gap"))
      """)
  }

  private static func card(_ gap: CoverageReport.Gap, rank: Int, in report: CoverageReport) -> HTML
  {
    let top = max(
      [gap.referenceShare, gap.trainingShare].map { $0.high ?? $0.value }.filter(\.isFinite).max()
        ?? 1, 1e-9)
    func line(_ title: String, _ share: Measure, _ tone: Tone) -> HTML {
      """
      <div class="row"><div>\(title)</div>\(bar(
        tone, to: share.value / top, low: share.low.map { $0 / top },
        high: share.high.map { $0 / top }))\
      <div class="value">\(NumberText.percent(share.value))\
      <small>\(MetricRow.text(of: share.interval, format: NumberText.percent))</small></div></div>

      """
    }
    var facts: [HTML] = [
      """
      <div><dt>odds against training</dt><dd>\(NumberText.plain(gap.oddsRatio.value))\
      <small>\(MetricRow.text(of: gap.oddsRatio.interval, format: NumberText.plain))</small></dd></div>
      """
    ]
    if let q = gap.qValue {
      facts.append(
        """
        <div><dt>false-alarm rate (q)</dt><dd>\(NumberText.probability(q))</dd></div>
        """)
    }
    if let covered = gap.covered {
      facts.append(
        """
        <div><dt>of it covered</dt><dd>\(NumberText.percent(covered.value))\
        <small>\(MetricRow.text(of: covered.interval, format: NumberText.percent))</small></dd></div>
        """)
    }
    facts.append(
      """
      <div><dt>of it reached (cosine ≥ \(NumberText.similarity(gap.reachThreshold)))</dt>\
      <dd>\(NumberText.percent(gap.reach.value))\
      <small>\(MetricRow.text(of: gap.reach.interval, format: NumberText.percent)); the reference itself \
      \(NumberText.percent(gap.ownReach))</small></dd></div>
      <div><dt>reached once added</dt><dd>\(NumberText.percent(gap.reachAfter.value))\
      <small>\(MetricRow.text(of: gap.reachAfter.interval, format: NumberText.percent))</small></dd></div>
      """)
    if let budget = gap.budget, let reach = gap.reachWithBudget {
      facts.append(
        """
        <div><dt>of the budget</dt><dd>\(NumberText.count(budget))\
        <small>then \(NumberText.percent(reach.value)) reached</small></dd></div>
        """)
    }
    if let after = gap.coverageOnceAdded(to: report) {
      facts.append(
        """
        <div><dt>total coverage once added</dt><dd>\(NumberText.percent(after))\
        <small>predicted; now \(NumberText.percent(report.share.value))</small></dd></div>
        """)
    }
    let terms = gap.furtherTerms.prefix(10).map { term -> HTML in "<li>\(name(term))</li>" }
    let termList: HTML = terms.isEmpty ? "" : "<ul class=\"terms\">\(terms)</ul>\n"
    let nearest = gap.nearest.prefix(ReportLimits.gapExamples).map { neighbour -> HTML in
      """
      <li dir="auto"><span class="score">\(NumberText.similarity(neighbour.cosine))</span> \
      \(quoted(neighbour.record.text)) \(place(neighbour.record.place))</li>

      """
    }
    let nearestList: HTML =
      nearest.isEmpty
      ? ""
      : """
      <details><summary>The nearest training records, with their cosine</summary>\
      <ul class="quotes">\(nearest)</ul></details>

      """
    let annotate: HTML =
      gap.annotateFirst.isEmpty
      ? ""
      : """
      <details><summary>Annotate these reference records first</summary>\
      \(quotes(gap.annotateFirst, limit: ReportLimits.annotate))</details>

      """
    let examples: HTML =
      gap.examples.isEmpty
      ? "" : "<h4>Typical requests of the reference</h4>\n\(quotes(gap.examples))"
    return """
      <article class="card" data-rows="gap-\(rank)">
      <div class="cardhead"><h3><span class="rank">\(rank)</span> \(topic(gap.name)) \
      <small>\(gap.kind.rawValue)</small></h3>\
      <p class="add">add <b>\(NumberText.count(Int(gap.add.value)))</b> \
      \(gap.add.value == 1 ? "record" : "records") \
      <small>\(MetricRow.text(of: gap.add.interval, format: NumberText.whole))</small></p></div>
      \(termList)<div class="chart">\(line("Reference", gap.referenceShare, .reference))\
      \(line("Training set", gap.trainingShare, .training))</div>
      <dl class="facts">\(facts)</dl>
      <p class="sub">\(MetricText.curve(gap))</p>
      \(examples)\(nearestList)\(annotate)</article>

      """
  }

  private static func recordGaps(_ report: CoverageReport) -> HTML {
    guard !report.recordGaps.isEmpty else { return "" }
    let shown = report.recordGaps.prefix(ReportLimits.recordGaps)
    let rows = shown.map { gap -> HTML in
      let nearest: HTML =
        gap.nearest.map { nearest -> HTML in
          """
          <div class="nearest"><small>nearest</small> <span dir="auto">\
          \(quoted(nearest.record.text, limit: 160)) \
          \(place(nearest.record.place))</span></div>
          """
        } ?? ""
      return """
        <tr><td class="n">\(NumberText.fixed(gap.gap, decimals: 2))</td>\
        <td class="n">\(NumberText.similarity(gap.maxCosine))</td>\
        <td dir="auto">\(quoted(gap.record.text)) \(place(gap.record.place))\(nearest)</td></tr>

        """
    }
    return """
      \(part(
        "Reference records farthest from the training set",
        """
        The gap compares how near training records are with how near the reference’s own are: \
        above 0, the reference is denser around this record. One number per record, so without \
        an interval.
        """))<div class="scroll"><table>
      <thead><tr><th scope="col" class="n">gap</th><th scope="col" class="n">best cosine</th>\
      <th scope="col">record</th></tr></thead>
      <tbody>
      \(rows)</tbody></table></div>
      """
  }

  private static func overRepresented(_ report: CoverageReport) -> HTML {
    guard !report.overRepresented.isEmpty else { return "" }
    let rows = report.overRepresented.prefix(ReportLimits.clusters).map { topic -> HTML in
      """
      <tr><td>\(HTML.topic(topic.name))</td>\
      <td class="n">\(topic.trainingShare.inline(NumberText.percent))</td>\
      <td class="n">\(topic.referenceShare.inline(NumberText.percent))</td>\
      <td class="n">\(topic.oddsRatio.inline(NumberText.plain))</td></tr>

      """
    }
    return """
      \(part(
        "Over-represented topics", id: .overRepresented,
        "At least twice the odds in the training set, and a hundredth of it more than of the "
          + "reference."))<div class="scroll"><table>
      <thead><tr><th scope="col">topic</th><th scope="col" class="n">training set</th>\
      <th scope="col" class="n">reference</th><th scope="col" class="n">odds ratio</th></tr></thead>
      <tbody>
      \(rows)</tbody></table></div>

      """
  }

  private static func clusters(_ report: CoverageReport) -> HTML {
    guard !report.clusters.isEmpty else { return "" }
    let shown = report.clustersByDifference.prefix(ReportLimits.clusters)
    let ends = shown.flatMap { [$0.referenceShare, $0.trainingShare] }
    let top = max(ends.map { $0.high ?? $0.value }.filter(\.isFinite).max() ?? 1, 1e-9)
    func drawn(_ share: Measure, _ tone: Tone) -> HTML {
      bar(
        tone, to: share.value / top, low: share.low.map { $0 / top },
        high: share.high.map { $0 / top })
    }
    let rows = shown.map { cluster -> HTML in
      """
      <div class="row pairbars"><div>\(topic(cluster.name))</div>\
      <div>\(drawn(cluster.referenceShare, .reference))\
      \(drawn(cluster.trainingShare, .training))</div>\
      <div class="value two"><span>\(NumberText.percent(cluster.referenceShare.value))</span>\
      <span>\(NumberText.percent(cluster.trainingShare.value))</span></div>\
      <div class="verdict">\(report.verdict(on: cluster))</div></div>

      """
    }
    let table = shown.map { cluster -> [HTML] in
      [
        topic(cluster.name), "\(NumberText.count(cluster.referenceRows))",
        "\(cluster.referenceShare.inline(NumberText.percent))",
        "\(NumberText.count(cluster.trainingRows))",
        "\(cluster.trainingShare.inline(NumberText.percent))",
        "\(cluster.oddsRatio.inline(NumberText.plain))",
        "\(cluster.pValue.map(NumberText.probability) ?? NumberText.missing)",
        "\(cluster.qValue.map(NumberText.probability) ?? NumberText.missing)",
        "\(report.verdict(on: cluster))",
      ]
    }
    return """
      \(part(
        "Topics of the reference and of the training set",
        "How much of each belongs to a topic; whiskers are 95 % intervals. First what the training set "
          + "has too little of, last what it has too much of. \(MetricText.testedHalf)"))<figure class="chart">
      <figcaption><span class="key"><i class="reference"></i>reference</span>\
      <span class="key"><i class="training"></i>training set</span></figcaption>
      \(rows)\(hidden(report.clusters.count, shown: ReportLimits.clusters, of: "topic"))\
      \(details(
        "The numbers",
        columns: [
          "topic", "reference", "share", "training", "share", "odds ratio", "Fisher p", "BH q",
          "verdict",
        ], rows: table))</figure>

      """
  }
}
