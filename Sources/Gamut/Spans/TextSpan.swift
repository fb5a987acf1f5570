// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// A part of a record's text that stands in another place as well: a paragraph, a line, a substring.
public struct TextSpan: Hashable, Sendable {
  /// The record.
  public let record: RecordIndex
  /// Which bytes of the record's text.
  public let range: Range<Int>
  /// `exact` or `near` for a unit, `repeated` for a substring.
  public let cause: Stage
  /// How alike the two are: 1, or Jaccard for `near`.
  public let similarity: Double
  /// The copy that stays.
  public let kept: Copy

  /// The first copy of a span, in keep order: no span touches it.
  public struct Copy: Hashable, Sendable {
    /// The record that holds it, which is in the output.
    public let record: RecordIndex
    /// Which bytes of that record's text.
    ///
    /// Of a substring merged of overlapping repeats, the copy of its beginning.
    public let range: Range<Int>
  }
}
