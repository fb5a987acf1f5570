// SPDX-License-Identifier: Apache-2.0

extension TerminalPage {
  /// What each threshold removes, and the one that is advised.
  mutating func thresholds(_ report: SemanticThresholds) {
    heading("Semantic threshold")
    wrapped(.plain, report.adviceText, indent: 2)
    wrapped(.soft, TextCut(report.reason, limit: ReportLimits.sentence).text, indent: 2)
    let removals = report.bins.prefix(ReportLimits.bins).compactMap { bin in
      bin.removed.map { "≥ \(SemanticThresholds.text(of: bin.low)) \($0.text)" }
    }
    guard !removals.isEmpty else { return }
    wrapped(.soft, "Removed at: \(removals.joined(separator: "; "))", indent: 2)
    if let sample = report.sampleText { wrapped(.soft, sample, indent: 2) }
  }
}
