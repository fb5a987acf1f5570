// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension TerminalPage {
  private static let thresholdCount = 12

  /// What each threshold removes, and the one that is advised.
  mutating func thresholds(_ report: SemanticThresholds) {
    heading("Semantic threshold")
    if let advice = report.adviceText { wrapped(.plain, advice, indent: 2) }
    wrapped(.soft, TextCut(report.reason, limit: ReportLimits.sentence).text, indent: 2)
    for sentence in report.basis { wrapped(.soft, sentence, indent: 2) }
    removals(report)
    wrapped(.soft, wording.sentence(.readPairs), indent: 2)
  }

  private mutating func removals(_ report: SemanticThresholds) {
    let removals = report.removals.prefix(Self.thresholdCount)
    guard !removals.isEmpty else { return }
    let header = "removes"
    let room = removals.map { TerminalText.width(of: $0.removed.text) }.max() ?? 0
    let column = 2 + max(room, header.count)
    line(.soft, "    threshold" + TerminalText.padded(header, to: column, isNumber: true))
    for (threshold, removed) in removals {
      let name = "≥ \(SemanticThresholds.text(of: threshold))"
      text += TerminalText.padded(name, to: 13, isNumber: true)
      text += TerminalText.padded(removed.text, to: column, isNumber: true)
      let marks =
        (threshold == report.advised ? ["advised"] : [])
        + (threshold == SemanticThresholds.usual ? ["usual"] : [])
      text += marks.isEmpty ? "\n" : "  \(set(.soft, marks.joined(separator: ", ")))\n"
    }
  }
}
