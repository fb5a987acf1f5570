// SPDX-License-Identifier: Apache-2.0

extension TerminalPage {
  private static let groupCount = 5
  private static let sourceCount = 10

  /// What was removed: what to look at, the sources, the largest groups, how alike they were.
  mutating func removals(_ report: RemovalReport, of document: ReportDocument) {
    heading("Duplicates")
    for check in RemovalCheck.list(report, of: document) {
      let value = TerminalText.padded(check.value, to: 10, isNumber: true)
      text += "  \(TerminalText.padded(check.name, to: nameWidth - 2))"
      text += set(check.isSuspicious ? .warning : .plain, value) + "  "
      let room = width - nameWidth - 12
      for (i, part) in TerminalText.wrapped(check.meaning, width: room).enumerated() {
        if i > 0 { text += String(repeating: " ", count: nameWidth + 12) }
        line(.soft, part)
      }
    }
    similarities(report.nearSimilarities, "Near, by similarity")
    similarities(report.semanticSimilarities, "Semantic, by cosine")
    sources(report)
    groups(report, of: document)
  }

  private mutating func similarities(_ histogram: Histogram?, _ name: String) {
    guard let histogram else { return }
    let drawn = TerminalText.sparkline(histogram.counts, width: width - nameWidth - 22)
    text += "  \(TerminalText.padded(name, to: nameWidth - 2))"
    text += TerminalText.padded(
      NumberText.fixed(histogram.lower, decimals: 2), to: 10, isNumber: true)
    text += "  \(set(.reference, drawn)) \(NumberText.fixed(histogram.upper, decimals: 2))\n"
  }

  private mutating func sources(_ report: RemovalReport) {
    guard !report.sources.isEmpty else { return }
    heading("By source")
    let nameRoom = width - 46
    text += "  \(TerminalText.padded("", to: nameRoom))"
    line(
      .soft,
      ["removed", "share", "to others", "kept"].map {
        TerminalText.padded($0, to: 11, isNumber: true)
      }.joined())
    for source in report.sourcesByLoss.prefix(Self.sourceCount) {
      let cells = [
        NumberText.count(source.removed.total), NumberText.percent(source.removedShare),
        NumberText.count(source.elsewhere), NumberText.count(source.kept),
      ]
      let name = TerminalText.fitted(source.shownName, width: nameRoom - 1)
      text += "  \(TerminalText.padded(name, to: nameRoom))"
      text += cells.map { TerminalText.padded($0, to: 11, isNumber: true) }.joined() + "\n"
    }
    more(report.sources.count - Self.sourceCount, of: "source")
  }

  private mutating func groups(_ report: RemovalReport, of document: ReportDocument) {
    guard !report.largestGroups.isEmpty else { return }
    heading("Largest groups of \(NumberText.count(document.groupCount))")
    for group in report.largestGroups.prefix(Self.groupCount) {
      let least = group.leastSimilar.map { "≥ \(NumberText.similarity($0.similarity))" } ?? "copies"
      text += TerminalText.padded(NumberText.count(group.size), to: 10, isNumber: true)
      text += "  " + TerminalText.padded(least, to: 9)
      line(.plain, TerminalText.fitted(group.example.withoutSystem, width: width - 21))
    }
    more(document.groupCount - min(report.largestGroups.count, Self.groupCount), of: "group")
  }

  private mutating func more(_ count: Int, of noun: String) {
    if count > 0 { line(.soft, "  \(NumberText.count(count, of: noun)) more") }
  }
}
