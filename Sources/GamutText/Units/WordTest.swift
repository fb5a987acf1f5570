// SPDX-License-Identifier: Apache-2.0

internal import GamutUnicode

/// Tells texts that have a word from those that have none, one after the other.
///
/// Words are those that shingles are made of, without the symbols of ASCII: rules, fences and frames
/// such as `---`, three backticks or `|--|--|` give a text its form and say nothing by themselves.
public struct WordTest: Sendable {
  private let folder = WordFolder()
  private var folded = FoldedText()

  /// Makes a test.
  public init() {}

  /// Whether `text` has a word.
  ///
  /// - Complexity: O(`text.count`), and far less where a letter or a digit of ASCII comes early.
  public mutating func hasWord(_ text: Span<UInt8>) -> Bool {
    var isASCII = true
    for i in text.indices {
      let byte = text[i]
      if byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 { return true }
      if byte >= 0x80 { isASCII = false }
    }
    if isASCII { return false }
    folder.fold(text, into: &folded)
    return (0..<folded.wordCount).contains { index in
      folded.withWord(index) { $0[0] >= 0x80 || $0[0] &- 0x30 < 10 || $0[0] &- 0x61 < 26 }
    }
  }
}
