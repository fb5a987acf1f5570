// SPDX-License-Identifier: Apache-2.0

/// A piece of a text that is compared by itself, and where it stands in the text.
public struct TextUnit: Hashable, Sendable {
  /// Its bytes without the white space at both ends.
  public let content: Range<Int>
  /// Its lines, from the start of the first to the end of the last, without the last line break.
  public let lines: Range<Int>
}

extension TextUnit {
  /// How a text is cut into units. Units that would be white space alone are none.
  public enum Kind: String, CaseIterable, Hashable, Codable, Sendable {
    /// A maximal run of lines that are not blank.
    case paragraph
    /// A line that is not blank.
    case line
  }

  /// The units of `text[range]`, in their order; places are those of `text`.
  ///
  /// Lines end with a line feed, or carriage return and line feed; blank is white space of ASCII
  /// alone.
  ///
  /// - Complexity: O(`range.count`).
  public static func units(
    _ kind: Kind, of text: Span<UInt8>, in range: Range<Int>
  ) -> [TextUnit] {
    var units: [TextUnit] = []
    var follows = false  // whether the line before belongs to the last unit
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, text[end] != UInt8(ascii: "\n") { end += 1 }
      let content = trimmed(start..<end, of: text)
      // A carriage return belongs to the line break.
      let hasReturn = end > start && text[end - 1] == UInt8(ascii: "\r")
      let line = start..<(hasReturn ? end - 1 : end)
      if content.isEmpty {
        follows = false
      } else if follows, kind == .paragraph, let last = units.popLast() {
        units.append(
          TextUnit(
            content: last.content.lowerBound..<content.upperBound,
            lines: last.lines.lowerBound..<line.upperBound))
      } else {
        units.append(TextUnit(content: content, lines: line))
        follows = true
      }
      start = end + 1
    }
    return units
  }

  /// Whether `text[range]` is white space of ASCII alone, or nothing.
  public static func isBlank(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
    range.allSatisfy { ASCIISpace.contains(text[$0]) }
  }

  private static func trimmed(_ range: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, ASCIISpace.contains(text[start]) { start += 1 }
    while end > start, ASCIISpace.contains(text[end - 1]) { end -= 1 }
    return start..<end
  }
}
