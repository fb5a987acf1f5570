// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// What of a prompt is embedded: all but what tools answered, and but the units that nearly all prompts
/// share.
///
/// A prompt of which nothing would be left keeps what was to be set aside, and one of tool results alone
/// keeps these.
public struct PromptText: Sendable {
  /// What is set aside.
  public let setAside: SetAsideUnits
  private let words = ExampleWords(.words)

  /// Leaves out `setAside`.
  public init(setAside: SetAsideUnits) { self.setAside = setAside }

  /// The byte of what a tool answered.
  private static let toolByte = UInt8(ascii: "t")

  /// The texts of `column`, whose shapes are those of a view.
  ///
  /// - Complexity: O(bytes); a copy where nothing is set aside.
  public func texts(of column: ShapedTexts) -> TextBatch {
    var batch = TextBatch()
    batch.reserveCapacity(textCount: column.count, byteCount: column.texts.bytes.count)
    var words = words
    for i in 0..<column.count {
      let parts = column.parts(of: i)
      let asked = parts.filter { $0.roleByte != Self.toolByte }
      column.texts.withText(i) { text in
        if append(asked, of: text, column: column, record: i, words: &words, to: &batch) {
          // Written.
        } else if asked.contains(where: { !$0.range.isEmpty }) {
          Self.append(asked.map(\.range), of: text, to: &batch)
        } else {
          batch.appendToText(text)
        }
      }
      batch.endText()
    }
    return batch
  }

  /// Adds what is left of `parts` without the units set aside; false where that is nothing.
  private func append(
    _ parts: [PartShape.Part], of text: Span<UInt8>, column: ShapedTexts, record: Int,
    words: inout ExampleWords, to batch: inout TextBatch
  ) -> Bool {
    if setAside.isEmpty {
      Self.append(parts.map(\.range), of: text, to: &batch)
      return parts.contains { !$0.range.isEmpty }
    }
    column.shapes.withText(record) { words.read(text, shape: $0, by: .units) }
    let starts = Set(parts.map(\.range.lowerBound))
    var isLeft = false
    var cuts: [Int: [Range<Int>]] = [:]
    for piece in words.pieces {
      let start = words.parts[piece.part].range.lowerBound
      guard starts.contains(start) else { continue }
      if setAside.units.contains(words.key(of: piece)) {
        cuts[piece.part, default: []].append(piece.bytes)
      } else {
        isLeft = true
      }
    }
    guard isLeft else { return false }
    var ranges: [Range<Int>] = []
    for (number, part) in words.parts.enumerated() where starts.contains(part.range.lowerBound) {
      var start = part.range.lowerBound
      for cut in cuts[number] ?? [] {
        if cut.lowerBound > start { ranges.append(start..<cut.lowerBound) }
        start = cut.upperBound
      }
      if part.range.upperBound > start { ranges.append(start..<part.range.upperBound) }
    }
    Self.append(ranges, of: text, to: &batch)
    return true
  }

  /// Adds stretches of a text, a line each, to the text being written.
  private static func append(
    _ ranges: [Range<Int>], of text: Span<UInt8>, to batch: inout TextBatch
  ) {
    var isFirst = true
    for range in ranges where !range.isEmpty {
      if !isFirst { batch.appendToText(UInt8(ascii: "\n")) }
      isFirst = false
      batch.appendToText(text.extracting(range))
    }
  }
}
