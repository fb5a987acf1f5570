// SPDX-License-Identifier: Apache-2.0

extension TerminalPage {
  private static let labelWidth = 16
  private static let partCount = 8
  private static let lineCount = 6

  /// Records as conversations: what is said under who says it.
  mutating func preview(_ document: InspectionDocument) {
    let records = document.preview
    for (i, record) in records.enumerated() {
      let title = i == 0 ? "First" : i == records.count - 1 ? "Last" : "Middle"
      let place = shortPlace(record.place, document, room: width - 20)
      heading("\(records.count == 1 ? "The record" : "\(title) record"), \(place)")
      if record.parts.isEmpty { line(.soft, "  no text") }
      for part in record.parts.prefix(Self.partCount) { conversation(part) }
      let more = record.parts.count - Self.partCount
      if more > 0 { line(.soft, "  \(NumberText.count(more, of: "part")) more") }
    }
  }

  private mutating func conversation(_ part: InspectionDocument.PreviewedPart) {
    let label = TerminalText.fitted(
      part.label.isEmpty ? "(no name)" : part.label, width: Self.labelWidth - 2)
    let emphasis: Emphasis = part.label.hasPrefix("said") ? .training : .reference
    let lines = TerminalText.block(
      part.text, width: width - Self.labelWidth - 2, lineLimit: Self.lineCount)
    for (i, content) in lines.enumerated() {
      let name = TerminalText.padded(i == 0 ? label : "", to: Self.labelWidth)
      text += "  \(set(emphasis, name))"
      line(.plain, content)
    }
  }
}
