// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Finds substrings of at least N bytes that stand in a text before, or earlier in the same one.
///
/// **What repeats.** Texts are taken in their order, each from its start. A window of N bytes repeats
/// if an equal window stands wholly before it, in text of which no byte is in a span: a first copy
/// that stays. Windows that overlap or touch are merged to one span; its ends are moved inwards to
/// characters' borders, and a span that falls below N then is dropped. So whoever cuts all spans keeps,
/// whole and in one piece, a copy of every N bytes cut: that neither another cut nor the span itself
/// may touch the first copy is what differs from the source. "abcabcabc…" keeps its first N bytes,
/// where a rule of "all but the first occurrence" leaves "abc".
///
/// Windows lie within one text, and white space alone never repeats.
///
/// **Memory.** 9 bytes a byte of text, the text included, while the suffix array is there; then 5, and
/// 4 for each window that occurs more than once.
///
/// > Source: K. Lee et al., *Deduplicating Training Data Makes Language Models Better*, 2022,
/// > doi:10.18653/v1/2022.acl-long.577.
public struct RepeatMatcher: Sendable {
  /// N, the bytes that a repeat has at least.
  public let minimumByteCount: Int

  /// The least N: below it, words and phrases of any language count as repeats.
  public static let leastByteCount = 16
  /// The most bytes of text in all: places have 32 bits.
  public static let byteLimit = Int(Int32.max)
  /// How many bytes of memory a byte of text takes at the most.
  public static let bytesPerTextByte = 9

  /// Makes a matcher; `minimumByteCount` must be at least `leastByteCount`.
  public init(minimumByteCount: Int) {
    precondition(minimumByteCount >= Self.leastByteCount, "\(minimumByteCount) bytes")
    self.minimumByteCount = minimumByteCount
  }

  /// The repeated spans of `texts`, by text and place; those of a text neither overlap nor touch
  /// before their ends are moved.
  ///
  /// - Precondition: at most `byteLimit` bytes in all.
  /// - Complexity: O(n log n) for n bytes, also where all texts are equal.
  public func repeats(in texts: TextBatch) -> [RepeatedSpan] {
    precondition(texts.bytes.count <= Self.byteLimit, "\(texts.bytes.count) bytes of text")
    var scan = RepeatScan(
      texts, WindowClasses(of: texts, windowByteCount: minimumByteCount),
      windowByteCount: minimumByteCount)
    for i in 0..<texts.count { scan.visit(text: i) }
    return scan.spans
  }
}
