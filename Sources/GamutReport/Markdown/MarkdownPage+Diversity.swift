// SPDX-License-Identifier: Apache-2.0

extension MarkdownPage {
  /// How varied the kept records are, and what they are about.
  mutating func addDiversity(_ report: DiversityReport) {
    heading(2, "Diversity")
    paragraph(
      "How varied the \(NumberText.count(report.rows, of: "kept record")) "
        + "\(report.rows == 1 ? "is" : "are"), by the \(MarkdownText.name(report.view)) as vectors "
        + "of \(NumberText.count(report.dimensions)) numbers (\(MarkdownText.name(report.model))).")
    metrics(MetricText.repetition(report) + MetricText.variety(report))
    heading(3, "Effective number of kinds: the Vendi score")
    paragraph(MetricText.vendiMeaning)
    table(
      ["order", "raw", "95 % interval", "centred", "95 % interval", "meaning"],
      MetricText.vendi(report).map {
        [
          $0.order, NumberText.plain($0.raw.shown), interval($0.raw),
          NumberText.plain($0.centred.shown), interval($0.centred), $0.meaning,
        ]
      }, numeric: [1, 3])
    if let nearest = report.nearest, !nearest.deciles.isEmpty {
      heading(3, "How close the nearest other record is")
      let deciles = nearest.deciles.prefix(20)
      table(
        deciles.indices.map { "\(($0 + 1) * 10) %" }, [deciles.map(NumberText.similarity)],
        numeric: Set(deciles.indices))
    }
    if let thresholds = report.nearest?.thresholds { addThresholds(thresholds) }
    addNotes(report.notes, zeroRows: report.zeroRows)
    if let more = report.more { addMoreMeasures(more) }
    if let clusters = report.clusters { addClusters(clusters) }
  }

  private func interval(_ score: VendiScore) -> String {
    MarkdownText.inline(MetricRow.text(of: score.interval, format: NumberText.plain))
  }

  private mutating func addClusters(_ report: ClusterReport) {
    heading(2, "Topics")
    paragraph(
      "The records in \(NumberText.count(report.count, of: "cluster")) of similar ones. "
        + MarkdownText.inline(report.countReason, limit: ReportLimits.sentence))
    metrics(MetricText.topics(report))
    table(
      ["topic", "records", "share", "95 % interval", "an example"],
      report.list.prefix(ReportLimits.clusters).map { cluster in
        [
          MarkdownText.name(cluster.name), NumberText.count(cluster.rows),
          NumberText.percent(cluster.share.value),
          MarkdownText.inline(
            MetricRow.text(of: cluster.share.interval, format: NumberText.percent)),
          cluster.examples.first.map { MarkdownText.inline($0.text, limit: 120) } ?? "",
        ]
      }, numeric: [1, 2])
    hidden(report.list.count, shown: ReportLimits.clusters, of: "topic")
    table(
      ["topics", "effective", "dominant", "evenness", "ten largest", "silhouette"],
      report.grid.prefix(ReportLimits.grid).map { row in
        [
          NumberText.count(row.count) + (row.count == report.count ? " (chosen)" : ""),
          NumberText.plain(row.hill1), NumberText.plain(row.hill2), NumberText.plain(row.evenness),
          NumberText.percent(row.topTenShare),
          row.silhouette.map(NumberText.plain) ?? NumberText.missing,
        ]
      }, numeric: Set(0..<6))
  }

  /// Remarks on how numbers came about.
  mutating func addNotes(_ notes: [String], zeroRows: Int) {
    for note in notes.prefix(ReportLimits.notes) {
      paragraph(MarkdownText.inline(note, limit: ReportLimits.sentence))
    }
    if zeroRows > 0 {
      paragraph(MetricText.withoutVector(zeroRows))
    }
  }
}
