// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The numbers and operators of one folded text, in their order, in a buffer that is used again for
/// the next text.
///
/// Two problems of one template share most of their words; what tells them apart is this sequence.
/// * A number is a maximal run of code points of general category N within a word: `gpt4` holds 4,
///   `3.5` is two words and hence 3 and 5, `a1b2` holds 1 and 2. Folding comes first: `１２` and
///   `①②` are 12, `x²` holds 2, `½` is 1 ⁄ 2, and `Ⅷ` is the letters `viii`. A digit of another
///   script stays what it is (`٣` is not 3), and one of a script whose code points are words by
///   themselves, such as Thai, is a number by itself.
/// * An operator is a word of general category Sm (`+ < = > ~ | × ÷ ± ≤ ≠ √ −` …) or one of
///   `^ - * / %`, where the run of such words that it belongs to stands directly next to a word
///   that holds a number: `x <= 3` and `5 - x` have operators, a hyphen or a list bullet between
///   words has not.
public struct NumberSequence: Sendable {
  /// The numbers and operators, joined by single spaces.
  private(set) var bytes: [UInt8] = []
  private let table: CodePointTable = .shared

  /// Makes an empty sequence.
  public init() {}

  /// The 64-bit XXH3 of the numbers and operators as UTF-8, joined by single spaces.
  ///
  /// Equal sequences have equal signatures; two different ones share theirs with probability 2⁻⁶⁴.
  public var signature: UInt64 { StableHash.hash64(bytes.span) }

  /// The signature of a text without numbers: that of no bytes.
  public static let emptySignature: UInt64 = NumberSequence().signature

  /// Replaces what the sequence holds by that of `text`.
  ///
  /// - Complexity: linear in the folded bytes, eight of ASCII at a time where there are no digits;
  ///   allocates only where the buffer must grow.
  public mutating func read(_ text: borrowing FoldedText) { read(0..<text.wordCount, of: text) }

  /// Replaces what the sequence holds by that of `words` of `text`, as if there were no others.
  public mutating func read(_ words: Range<Int>, of text: borrowing FoldedText) {
    bytes.removeAll(keepingCapacity: true)
    if words.isEmpty { return }
    let first = text.range(ofWord: words.lowerBound).lowerBound
    let count = text.range(ofWord: words.upperBound - 1).upperBound - first
    // Safe: the pointer lives as long as the closure; `NumberScan` reads below `count` and, eight
    // bytes at a time, into the padding, which may be read.
    text.withPaddedBytes { source, _ in
      unsafe source.extracting(first...).withUnsafeBufferPointer { source in
        var scan = unsafe NumberScan(table: table, source: source, count: count)
        scan.run(into: &bytes)
      }
    }
  }
}
