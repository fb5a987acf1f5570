// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Whether a terminal text may carry colours.
public enum TerminalStyle: Hashable, Sendable {
  /// Text alone.
  case plain
  /// Text with colours and weights, as ANSI sequences.
  case coloured
}

extension ReportDocument {
  /// A short summary for the terminal, ending in a line break, in UTF-8.
  ///
  /// - Parameters:
  ///   - width: how many columns there are; at least 60 are used, at most 100.
  ///   - style: `.coloured` only where the reader's terminal shows colours.
  ///
  /// Control characters of texts are shown, never sent: the only ones in a plain summary are line
  /// breaks. Text files, pipes and screen readers get the same as eyes do.
  public func terminalSummary(width: Int = 90, style: TerminalStyle = .plain) -> [UInt8] {
    var page = TerminalPage(width: max(60, min(100, width)), style: style, wording: wording)
    page.line(.strong, TerminalText.fitted(title, width: page.width))
    page.line(
      .soft,
      "\(NumberText.count(rows.read, of: "record")), \(NumberText.bytes(bytes.read)), "
        + NumberText.seconds(seconds))
    if !recordSchema.isEmpty { page.wrapped(.soft, recordSchema, indent: 0) }
    page.findings(findings)
    if let baseline { page.baseline(baseline) }
    page.rows(self)
    if let removals { page.removals(removals, of: self) }
    if let semanticThresholds { page.thresholds(semanticThresholds) }
    if let tokens { page.tokens(tokens) }
    if let diversity { page.diversity(diversity) }
    if let coverage { page.coverage(coverage) }
    if let audit { page.audit(audit) }
    if !nextSteps.isEmpty {
      page.heading("Next")
      for step in nextSteps { page.wrapped(.plain, step, indent: 2) }
    }
    return Array(page.text.utf8)
  }
}

/// A terminal text as it grows.
struct TerminalPage {
  /// How a piece of text stands out.
  enum Emphasis: String {
    case plain = ""
    case strong = "1"
    case soft = "2"
    case problem = "1;31"
    case warning = "1;33"
    case note = "1;34"
    case good = "1;32"
    case training = "34"
    case reference = "33"
  }

  let width: Int
  let style: TerminalStyle
  let wording: RemedyWording
  var text = ""
  /// The columns of names at the left.
  let nameWidth = 24

  init(width: Int, style: TerminalStyle, wording: RemedyWording) {
    self.width = width
    self.style = style
    self.wording = wording
  }

  func set(_ emphasis: Emphasis, _ text: String) -> String {
    style == .plain || emphasis == .plain ? text : "\u{1B}[\(emphasis.rawValue)m\(text)\u{1B}[0m"
  }

  mutating func line(_ emphasis: Emphasis, _ content: String) {
    text += set(emphasis, content) + "\n"
  }

  mutating func heading(_ title: String) {
    text += "\n"
    line(.strong, title)
  }

  mutating func wrapped(_ emphasis: Emphasis, _ content: String, indent: Int) {
    for part in TerminalText.wrapped(content, width: width - indent) {
      text += String(repeating: " ", count: indent)
      line(emphasis, part)
    }
  }

  mutating func findings(_ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    heading("Findings")
    let most = 8
    for finding in findings.prefix(most) {
      let emphasis: Emphasis =
        switch finding.severity {
        case .problem: .problem
        case .warning: .warning
        case .note: .note
        case .good: .good
        }
      let indent = 11
      let lines = TerminalText.wrapped(
        TextCut(finding.message, limit: ReportLimits.sentence).text, width: width - indent)
      for (i, part) in lines.enumerated() {
        let tag = TerminalText.padded(i == 0 ? finding.severity.rawValue : "", to: indent - 2)
        text += "  \(set(emphasis, tag))\(part)\n"
      }
      if let action = finding.advice(in: wording) {
        wrapped(.soft, TextCut(action, limit: ReportLimits.sentence).text, indent: indent)
      }
    }
    if findings.count > most {
      line(.soft, "  \(NumberText.count(findings.count - most, of: "finding")) more in the report")
    }
  }

  mutating func rows(_ document: ReportDocument) {
    heading("Records")
    let total = Double(max(document.rows.read, 1))
    let barWidth = width - nameWidth - 24
    for step in Summary.waterfall(of: document.rows) {
      let count = (step.isLoss && step.count > 0 ? "−" : "") + NumberText.count(step.count)
      let share = Summary.share(step.count, of: document.rows.read)
      let bar = TerminalText.bar(
        from: Double(step.start) / total, to: Double(step.end) / total, width: barWidth)
      let drawn = set(step.isLoss ? .reference : .training, bar)
      text += "  \(TerminalText.padded(step.name, to: nameWidth - 2))"
      text += TerminalText.padded(count, to: 12, isNumber: true)
      text += TerminalText.padded(share, to: 10, isNumber: true) + "  " + drawn + "\n"
    }
    if document.rows.removed.total > 0 {
      let bytes = document.bytes
      line(
        .soft,
        "  \(NumberText.bytes(bytes.kept)) of \(NumberText.bytes(bytes.read)) kept, "
          + "\(NumberText.bytes(max(0, bytes.read - bytes.kept))) less")
    }
    if document.unverified > 0 {
      wrapped(
        .soft,
        "\(NumberText.count(document.unverified, of: "record")) reached the bound on "
          + "comparisons; a duplicate may be left among them.", indent: 2)
    }
  }

  mutating func metrics(_ rows: [MetricRow]) {
    for row in rows {
      text += "  \(TerminalText.padded(row.name, to: nameWidth + 4))"
      text += TerminalText.padded(row.value, to: 10, isNumber: true) + "  "
      let room = width - nameWidth - 18
      let interval = TerminalText.fitted(row.interval, width: room + room / 2)
      for (i, part) in TerminalText.wrapped(interval, width: room).enumerated() {
        if i > 0 { text += String(repeating: " ", count: nameWidth + 18) }
        line(.soft, part)
      }
    }
  }

  mutating func diversity(_ report: DiversityReport) {
    heading("Diversity of \(NumberText.count(report.rows, of: "kept record"))")
    metrics([
      MetricRow("Vendi score, centred", report.vendiCentred.one, meaning: ""),
      MetricRow("Vendi score, raw", report.vendiRaw.one, meaning: ""),
    ])
    metrics(MetricText.variety(report))
    if let histogram = report.nearest?.histogram?.filled {
      let line = TerminalText.sparkline(histogram.counts, width: width - nameWidth - 22)
      text += "  \(TerminalText.padded("", to: nameWidth + 4))"
      text += TerminalText.padded(
        NumberText.fixed(histogram.lower, decimals: 2), to: 10, isNumber: true)
      text += "  \(set(.training, line)) \(NumberText.fixed(histogram.upper, decimals: 2))\n"
    }
    if let more = report.more { moreMeasures(more) }
    if let thresholds = report.nearest?.thresholds { self.thresholds(thresholds) }
    guard let clusters = report.clusters else { return }
    heading("Largest topics of \(NumberText.count(clusters.count))")
    for cluster in clusters.list.prefix(5) {
      let name = TerminalText.fitted(cluster.name, width: width - 34)
      text += "  \(TerminalText.padded(name, to: width - 34))"
      text += TerminalText.padded(
        NumberText.percent(cluster.share.value), to: 10, isNumber: true)
      text += "  \(set(.training, TerminalText.bar(from: 0, to: cluster.share.value, width: 20)))\n"
    }
  }

  mutating func coverage(_ report: CoverageReport) {
    heading("Coverage of \(NumberText.count(report.referenceRows, of: "reference record"))")
    metrics(MetricText.coverage(report))
    if let more = report.more { moreMeasures(more) }
    guard !report.gaps.isEmpty else { return }
    heading("What to collect next")
    let hasBudget = report.gaps.contains { $0.budget != nil }
    let columns = ["", "reference", "reached", "add"] + (hasBudget ? ["budget"] : [])
    let columnWidth = hasBudget ? 10 : 12
    let nameRoom = width - 4 - columnWidth * columns.count
    text += "  \(TerminalText.padded("", to: nameRoom))"
    line(.soft, columns.map { TerminalText.padded($0, to: columnWidth, isNumber: true) }.joined())
    for gap in report.gaps.prefix(8) {
      let name = TerminalText.fitted(gap.name, width: nameRoom)
      let cells =
        [
          gap.kind.rawValue, NumberText.percent(gap.referenceShare.value),
          NumberText.percent(gap.reach.value), NumberText.count(Int(gap.add.value)),
        ] + (hasBudget ? [gap.budget.map(NumberText.count) ?? NumberText.missing] : [])
      text += "  \(TerminalText.padded(name, to: nameRoom))"
      text += cells.map { TerminalText.padded($0, to: columnWidth, isNumber: true) }.joined() + "\n"
    }
    if report.gaps.count > 8 {
      line(.soft, "  \(NumberText.count(report.gaps.count - 8, of: "gap")) more in the report")
    }
  }
}
