// SPDX-License-Identifier: Apache-2.0

extension TerminalPage {
  /// A few of the further measures, and how many more the report has.
  mutating func moreMeasures(_ report: MoreMeasures) {
    let rows = report.terminalRows
    metrics(rows.map(\.metric))
    let rest = report.entries.count - rows.count
    if rest > 0 {
      line(.soft, "  \(NumberText.count(rest, of: "measure")) more in the report")
    }
  }
}
