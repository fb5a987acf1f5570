// SPDX-License-Identifier: Apache-2.0

extension MarkdownPage {
  /// What is missing, most lost traffic first.
  mutating func addGaps(_ report: CoverageReport) {
    guard !report.gaps.isEmpty else { return }
    heading(2, "What to collect next")
    paragraph(
      MetricText.gapsMeaning)
    for (i, gap) in report.gaps.prefix(ReportLimits.gaps).enumerated() {
      heading(
        3,
        "\(i + 1). \(MarkdownText.name(gap.name)) (\(gap.kind.rawValue)): add "
          + NumberText.count(Int(gap.add.value), of: "record"))
      addGap(gap, in: report)
    }
    hidden(report.gaps.count, shown: ReportLimits.gaps, of: "gap")
  }

  private mutating func addGap(_ gap: CoverageReport.Gap, in report: CoverageReport) {
    if !gap.furtherTerms.isEmpty {
      paragraph(
        "Terms: \(gap.furtherTerms.prefix(10).map(MarkdownText.name).joined(separator: ", "))")
    }
    func cells(_ name: String, _ measure: Measure, _ format: (Double) -> String) -> [String] {
      [
        name, format(measure.value),
        MarkdownText.inline(MetricRow.text(of: measure.interval, format: format)),
      ]
    }
    var rows = [
      cells("share of the reference", gap.referenceShare, NumberText.percent),
      cells("share of the training set", gap.trainingShare, NumberText.percent),
      cells("odds against training", gap.oddsRatio, NumberText.plain),
    ]
    if let q = gap.qValue {
      rows.append(["false-alarm rate (q)", NumberText.probability(q), ""])
    }
    if let covered = gap.covered {
      rows.append(cells("of it covered", covered, NumberText.percent))
    }
    rows.append(cells("of it reached", gap.reach, NumberText.percent))
    rows.append(
      [
        "the reference itself reaches", NumberText.percent(gap.ownReach),
        "from cosine \(NumberText.similarity(gap.reachThreshold)) on",
      ])
    rows.append(cells("records to add", gap.add, NumberText.whole))
    rows.append(cells("reached once added", gap.reachAfter, NumberText.percent))
    if let budget = gap.budget {
      rows.append(["of the budget", NumberText.count(budget), ""])
    }
    if let reach = gap.reachWithBudget {
      rows.append(cells("reached with the budget", reach, NumberText.percent))
    }
    if let after = gap.coverageOnceAdded(to: report) {
      rows.append(
        [
          "total coverage once added", NumberText.percent(after),
          "predicted; now \(NumberText.percent(report.share.value))",
        ])
    }
    table(["", "value", "95 % interval"], rows, numeric: [1])
    paragraph(MetricText.curve(gap))
    if !gap.examples.isEmpty {
      paragraph("Typical requests of the reference:")
      quotes(gap.examples, limit: ReportLimits.gapExamples)
    }
    if !gap.nearest.isEmpty {
      paragraph("The nearest training records, with their cosine:")
      for neighbour in gap.nearest.prefix(ReportLimits.gapExamples) {
        item(
          "\(NumberText.similarity(neighbour.cosine)) \(MarkdownText.inline(neighbour.record.text))"
            + " (\(MarkdownText.name(neighbour.record.place.description)))")
      }
      paragraph("")
    }
    if !gap.annotateFirst.isEmpty {
      paragraph("Annotate these reference records first:")
      quotes(gap.annotateFirst, limit: ReportLimits.annotate)
    }
  }

  /// How well the reference is covered.
  mutating func addCoverage(_ report: CoverageReport) {
    heading(2, "Coverage of the reference")
    paragraph(
      "\(NumberText.count(report.trainingRows, of: "training record")) against "
        + "\(NumberText.count(report.referenceRows, of: "record")) of the reference "
        + "(\(MarkdownText.name(report.model))). A reference record is covered from cosine "
        + "\(NumberText.similarity(report.threshold)) on "
        + "(\(MarkdownText.inline(report.thresholdReason))).")
    metrics(MetricText.coverage(report))
    table(
      ["cosine ≥", "covered", "95 % interval", "ceiling"],
      thinned(report.curve).map { point in
        [
          NumberText.similarity(point.threshold), NumberText.percent(point.share.value),
          MarkdownText.inline(
            MetricRow.text(of: point.share.interval, format: NumberText.percent)),
          point.ceiling.map(NumberText.percent) ?? NumberText.missing,
        ]
      }, numeric: [0, 1, 3])
    if !report.recordGaps.isEmpty {
      heading(3, "Reference records farthest from the training set")
      table(
        ["gap", "best cosine", "record", "place"],
        report.recordGaps.prefix(ReportLimits.recordGaps).map { gap in
          [
            NumberText.fixed(gap.gap, decimals: 2), NumberText.similarity(gap.maxCosine),
            MarkdownText.inline(gap.record.text),
            MarkdownText.name(gap.record.place.description),
          ]
        }, numeric: [0, 1])
    }
    if !report.clusters.isEmpty {
      heading(3, "Topics of the reference and of the training set")
      paragraph(MetricText.testedHalf)
      table(
        ["topic", "reference", "training set", "odds ratio", "Fisher p", "BH q"],
        report.clusters.prefix(ReportLimits.clusters).map { cluster in
          [
            MarkdownText.name(cluster.name), cluster.referenceShare.inline(NumberText.percent),
            cluster.trainingShare.inline(NumberText.percent),
            cluster.oddsRatio.inline(NumberText.plain),
            cluster.pValue.map(NumberText.probability) ?? NumberText.missing,
            cluster.qValue.map(NumberText.probability) ?? NumberText.missing,
          ]
        }, numeric: [1, 2, 3, 4, 5])
      hidden(report.clusters.count, shown: ReportLimits.clusters, of: "topic")
    }
    if !report.overRepresented.isEmpty {
      heading(3, "Over-represented topics")
      table(
        ["topic", "training set", "reference", "odds ratio"],
        report.overRepresented.prefix(ReportLimits.clusters).map { topic in
          [
            MarkdownText.name(topic.name), topic.trainingShare.inline(NumberText.percent),
            topic.referenceShare.inline(NumberText.percent),
            topic.oddsRatio.inline(NumberText.plain),
          ]
        }, numeric: [1, 2, 3])
    }
    addNotes(report.notes, zeroRows: report.zeroRows)
    if let more = report.more { addMoreMeasures(more) }
  }

  /// About ten points of a curve, the first and the last included.
  private func thinned(_ curve: [CoverageReport.CurvePoint]) -> [CoverageReport.CurvePoint] {
    guard curve.count > 12 else { return curve }
    return (0...10).map { curve[$0 * (curve.count - 1) / 10] }
  }
}
