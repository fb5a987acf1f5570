// SPDX-License-Identifier: Apache-2.0

extension TextTable {
  /// What moved against an earlier report: the figures that differ beyond their error.
  static func baseline(_ comparison: ComparisonDocument) -> TextTable {
    let moved = comparison.figures.filter { $0.hasMoved == true }
    let name = TextCut(line: comparison.a.name, limit: ReportLimits.name).text
    var sentence =
      moved.isEmpty
      ? "No figure moved beyond its error against \(name)."
      : "\(NumberText.count(moved.count, of: "figure")) of \(comparison.figures.count) moved beyond "
        + "\(moved.count == 1 ? "its" : "their") error against \(name)."
    if !comparison.differingOptions.isEmpty {
      sentence +=
        " It was made with other options: "
        + comparison.differingOptions.joined(separator: ", ") + "."
    }
    return TextTable(
      title: "Against the baseline", sentence: sentence,
      columns: ["figure", "before", "now", "change", "95 % interval"],
      rows: moved.prefix(ReportLimits.movedFigures).map { figure in
        [
          figure.name, figure.a.map { NumberText.plain($0.value) } ?? NumberText.missing,
          figure.b.map { NumberText.plain($0.value) } ?? NumberText.missing,
          figure.change.map { NumberText.plain($0.value) } ?? NumberText.missing,
          figure.change.map { MetricRow.text(of: $0.interval, format: NumberText.plain) }
            ?? NumberText.missing,
        ]
      })
  }
}
