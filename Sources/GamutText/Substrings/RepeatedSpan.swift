// SPDX-License-Identifier: Apache-2.0

/// A part of a text that stands in the texts before it, or earlier in its own.
public struct RepeatedSpan: Hashable, Sendable {
  /// The text, counted in the batch.
  public let text: Int
  /// The bytes of the text that repeat; both ends are at characters' borders.
  public let range: Range<Int>
  /// The text that holds the first copy that stays.
  public let keptText: Int
  /// Where the copy stands in that text.
  ///
  /// It equals the beginning of `range`, and nearly always all of it: it is shorter only where
  /// overlapping repeats of different places were merged.
  public let keptRange: Range<Int>
}
