// SPDX-License-Identifier: Apache-2.0

/// The name of a further measure, one sentence on what it says, and one on what would change it.
struct MoreMeasureText {
  /// The name people read.
  let name: String
  /// What the number says.
  let meaning: String
  /// What would change it.
  let change: String
  /// How the number is written.
  var format: (Double) -> String = NumberText.plain

  init(
    _ name: String, _ meaning: String, change: String,
    format: @escaping (Double) -> String = NumberText.plain
  ) {
    self.name = name
    self.meaning = meaning
    self.change = change
    self.format = format
  }

  init(_ metric: MoreMeasures.Metric) {
    self =
      switch metric {
      case .sampleCoverage, .unseenMass, .chao1, .twoNN, .maximumLikelihood: Self.kinds(metric)
      case .precision, .recall, .density, .neighborhoodCoverage: Self.neighborhoods(metric)
      case .novelDirections, .strictlyNovelDirections, .linearDiscrepancy, .quadraticDiscrepancy,
        .frechet:
        Self.moments(metric)
      case .jensenShannon, .totalVariation, .hellinger, .stabilityIndex, .frontierIntegral:
        Self.shares(metric)
      default: Self.wording(metric)
      }
  }
}

/// A row of the table of further measures.
struct MoreMeasureRow: Equatable {
  var metric: MetricRow
  /// What it would be without any difference, and how likely chance is; empty for neither.
  var comparison: String
  var change: String

  init(_ entry: MoreMeasures.Entry) {
    let text = MoreMeasureText(entry.metric)
    metric = MetricRow(text.name, entry.measure, meaning: text.meaning, format: text.format)
    change = text.change
    var parts: [String] = []
    switch entry.baseline {
    case .equalSets(let value): parts.append("\(text.format(value)) expected of equal sets")
    case .halves(let value):
      parts.append("\(text.format(value)) between halves of the reference")
    case nil: break
    }
    if let p = entry.pValue { parts.append("p = \(NumberText.probability(p))") }
    comparison = parts.joined(separator: "; ")
  }
}

extension MoreMeasures {
  /// The rows in the order they are shown.
  var rows: [MoreMeasureRow] { entries.map(MoreMeasureRow.init) }

  /// The few that a terminal has room for; it says how many more there are.
  var terminalRows: [MoreMeasureRow] {
    entries.filter { Self.terminalMetrics.contains($0.metric) }.map(MoreMeasureRow.init)
  }

  private static let terminalMetrics: Set<Metric> = [
    .compressionRatio, .distinct2, .openingRate, .templateRate, .twoNN, .precision, .recall,
    .density, .neighborhoodCoverage, .jensenShannon,
  ]

  /// What stands above the table.
  static let lede =
    "Further numbers with what each says and what would change it: for comparing versions of a set "
    + "rather than for reading one."
}
