// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutReport

/// Texts that show what an audit found in some records.
struct AuditExamples {
  /// Whose first selection is the whole record.
  let source: RecordSource

  /// Bytes of a text around, or before, what is shown.
  private static let before = 60
  private static let after = 140

  /// What `check` found in `records`, with their places; no text where it tells personal data.
  ///
  /// - Parameter notes: what is said of each before its text; empty for nothing.
  func texts(
    of records: [RecordIndex], showing check: AuditCheck, notes: [String] = []
  ) -> [PlacedText] {
    guard !records.isEmpty else { return [] }
    let column = source.columns(of: records)[0]
    return records.enumerated().map { i, record in
      PlacedText(
        check.isPersonal
          ? "" : (notes.isEmpty ? "" : "\(notes[i]): ") + text(column, i, showing: check),
        at: Place(source.place(of: record)))
    }
  }

  /// The prompts of `records`.
  func prompts(of records: [RecordIndex]) -> [PlacedText] {
    texts(of: records, showing: .emptyAnswer)
  }

  private func text(_ column: ShapedTexts, _ i: Int, showing check: AuditCheck) -> String {
    let parts = column.auditedParts(
      of: i, hasRoles: source.plan.selections[0].needsSchema)
    let said = parts.filter { $0.role == .said }
    let rest = parts.filter { $0.role != .said && $0.role != .system }
    return column.texts.withText(i) { text in
      func string(_ parts: [PartShape.Part]) -> String {
        parts.map { String(copying: text.extracting($0.range)) }.joined(separator: "\n")
      }
      switch check {
      case .templateMark, .unfilledVariable, .markup, .controlCharacters, .brokenCharacters:
        for part in parts {
          let bytes = text.extracting(part.range)
          if let place = check.firstPlace(in: bytes, roleByte: part.roleByte) {
            return window(bytes, around: place)
          }
        }
        return string(rest)
      case .cutOff:
        guard let last = said.last else { return "" }
        let bytes = text.extracting(last.range)
        return window(bytes, around: max(0, bytes.count - 1))
      case .trailingBlanks, .mixedMarkdown, .loops:
        for part in said {
          let bytes = text.extracting(part.range)
          if let place = check.firstPlace(in: bytes, roleByte: part.roleByte) {
            return check == .trailingBlanks
              ? blanks(in: bytes, at: place) : window(bytes, around: place)
          }
        }
        return string(said)
      case .repeatsPrompt: return string(Array(said.prefix(1)))
      case .otherLanguage:
        let sides = [parts.first { $0.role == .asked }, said.first].compactMap { $0 }
        return sides.map { window(text.extracting($0.range), around: 0) }.joined(separator: " ⏎ ")
      case .straySpace: return string(said)
      case .emptyPrompt: return string(said)
      case .placeholder:
        return parts.map { String(copying: text.extracting($0.range)) }.joined(separator: " ⏎ ")
      default: return string(rest)
      }
    }
  }

  /// The end of the line whose last blanks begin at `place`, these as dots in the middle of a line.
  private func blanks(in text: Span<UInt8>, at place: Int) -> String {
    var end = place
    while end < text.count, text[end] != 0x0A { end += 1 }
    let before = window(text.extracting(0..<place), around: place)
    let dots = String(repeating: "·", count: min(end - place, 8))
    return before + dots
      + (end < text.count ? " ⏎ " + window(text.extracting(end + 1..<text.count), around: 0) : "")
  }

  /// A piece of `text` around `place`, with dots where it was cut.
  private func window(_ text: Span<UInt8>, around place: Int) -> String {
    var start = max(0, place - Self.before)
    if place >= text.count - 1 { start = max(0, place - Self.after) }
    var end = min(text.count, place + Self.after)
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    let piece = String(copying: text.extracting(start..<end))
    return (start > 0 ? "… " : "") + piece + (end < text.count ? " …" : "")
  }
}

extension String {
  /// The text of UTF-8, with U+FFFD for what is none.
  init(copying bytes: Span<UInt8>) {
    // Safe: the bytes live for the call, which copies them.
    self = unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
