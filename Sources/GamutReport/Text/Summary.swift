// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The few numbers that stand at the top of every rendering.
enum Summary {
  /// One number with its name and what it is of.
  struct Tile: Equatable {
    var name: String
    var value: String
    /// What the number is of, in short lines.
    var details: [String]
  }

  /// One step from the records read to those kept.
  struct Step: Equatable {
    var name: String
    var count: Int
    var tone: Tone
    /// The records it spans, of those read.
    var start: Int
    var end: Int
    var isLoss: Bool
  }

  /// Kept, duplicates, variety, coverage; what is absent is left out.
  static func tiles(of document: ReportDocument) -> [Tile] {
    let rows = document.rows
    let readable = rows.read - rows.rejected
    var removedDetails = [removed(rows.removed)]
    if readable > 0 && rows.removed.total > 0 {
      removedDetails.append("\(share(rows.removed.total, of: readable)) of the readable")
    }
    var tiles = [
      Tile(
        name: "Kept", value: NumberText.count(rows.kept),
        details: [
          rows.read == 0
            ? "of no records"
            : "\(share(rows.kept, of: rows.read)) of \(NumberText.count(rows.read)) read"
        ]),
      Tile(
        name: "Duplicates removed", value: NumberText.count(rows.removed.total),
        details: removedDetails),
    ]
    if let diversity = document.diversity {
      let score = diversity.vendiCentred.one
      let interval = MetricRow.text(of: score.interval, format: NumberText.plain)
      tiles.append(
        Tile(
          name: "Effective kinds", value: NumberText.plain(score.shown),
          details: [interval, "Vendi score, centred"]))
    }
    if let coverage = document.coverage {
      let interval = MetricRow.text(of: coverage.share.interval, format: NumberText.percent)
      let ceiling = coverage.ceiling.map { ["ceiling \(NumberText.percent($0.value))"] }
      tiles.append(
        Tile(
          name: "Reference covered", value: NumberText.percent(coverage.share.value),
          details: [interval] + (ceiling ?? [])))
    }
    return tiles
  }

  /// The stages that ran, between what was read and what was kept.
  static func waterfall(of rows: RowCounts) -> [Step] {
    var left = rows.read
    var steps = [
      Step(name: "Read", count: left, tone: .neutral, start: 0, end: left, isLoss: false)
    ]
    let losses: [(String, Int, Tone)] =
      [("Rejected", rows.rejected, .rejected)]
      + rows.removed.entries.map { ($0.stage.title, $0.count, .removed($0.stage)) }
    for (name, count, tone) in losses {
      steps.append(
        Step(
          name: name, count: count, tone: tone, start: left - count, end: left, isLoss: true))
      left -= count
    }
    steps.append(
      Step(name: "Kept", count: rows.kept, tone: .training, start: 0, end: left, isLoss: false))
    return steps
  }

  /// `1,540 exact, 650 near`, of the stages that ran.
  static func removed(_ counts: RemovedCounts) -> String {
    let named = counts.entries.map { "\(NumberText.count($0.count)) \($0.stage.rawValue)" }
    return named.isEmpty ? "no stage ran" : named.joined(separator: ", ")
  }

  /// A count as a percentage of another.
  static func share(_ part: Int, of whole: Int) -> String {
    whole > 0 ? NumberText.percent(Double(part) / Double(whole)) : NumberText.missing
  }
}
