// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension ComparisonDocument {
  private static let shownSources = 12

  /// The comparison for the terminal, ending in a line break, in UTF-8.
  ///
  /// - Parameters:
  ///   - width: how many columns there are; at least 60 are used, at most 100.
  ///   - style: `.coloured` only where the reader's terminal shows colours.
  public func terminalText(width: Int = 90, style: TerminalStyle = .plain) -> [UInt8] {
    var page = TerminalPage(
      width: max(60, min(100, width)), style: style, wording: .plain)
    for (label, side) in [("A", a), ("B", b)] {
      page.line(
        .strong, "\(label)  " + TerminalText.fitted(SafeText.line(side.name), width: page.width - 3)
      )
      page.line(
        .soft,
        "   \(NumberText.count(side.records, of: "record")), \(NumberText.bytes(side.bytes))")
    }
    page.findings(ComparisonText.findings(self))
    page.heading(
      sampled.map { "Figures (of vectors: \(NumberText.count($0, of: "record")) of each)" }
        ?? "Figures")
    let room = page.width - 54
    func row(_ cells: [String]) -> String {
      TerminalText.padded(TerminalText.fitted(cells[0], width: room), to: room)
        + cells[1...3].map { TerminalText.padded($0, to: 12, isNumber: true) }.joined()
        + "  " + cells[4]
    }
    page.line(.soft, "  " + row(["", "A", "B", "change", ""]))
    func lines(_ figures: some Sequence<Figure>, _ text: (Measure?) -> String) {
      for figure in figures {
        let moved = figure.hasMoved == true
        page.line(
          moved ? .strong : .plain,
          "  "
            + row([
              figure.name, text(figure.a), text(figure.b), text(figure.change),
              ComparisonText.verdict(figure),
            ]))
      }
    }
    lines(figures) { $0.map { NumberText.whole($0.value) } ?? NumberText.missing }
    if let sources, !sources.isEmpty {
      page.heading("By source")
      page.line(.soft, "  " + row(["", "A", "B", "change", ""]))
      lines(sources.prefix(Self.shownSources).map(\.figure), ComparisonText.percent)
      if sources.count > Self.shownSources {
        page.line(
          .soft,
          "  \(NumberText.count(sources.count - Self.shownSources, of: "source")) more in the page")
      }
    }
    for (title, topics) in [
      ("Lost: topics of A that B lacks or is thin on", lost),
      ("Gained: topics of B that A lacks or is thin on", gained),
    ] {
      guard let topics, !topics.isEmpty else { continue }
      page.heading(title)
      for topic in topics.prefix(8) {
        let name = TerminalText.fitted(SafeText.line(topic.name), width: page.width - 37)
        page.line(
          .plain,
          "  " + TerminalText.padded(name, to: page.width - 36)
            + TerminalText.padded(topic.kind.rawValue, to: 10)
            + TerminalText.padded(NumberText.percent(topic.share.value), to: 8, isNumber: true)
            + TerminalText.padded(
              "\(NumberText.percent(topic.reach.value)) reached", to: 16, isNumber: true))
      }
      if topics.count > 8 {
        page.line(.soft, "  \(NumberText.count(topics.count - 8, of: "topic")) more in the page")
      }
    }
    for note in notes { page.wrapped(.soft, note, indent: 2) }
    return Array(page.text.utf8)
  }
}
