// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Which bytes of kept records are not written: the text that is cut out of them.
public struct RecordCuts: Equatable, Sendable {
  /// Looked up by record and never walked, so that no order of it reaches the output.
  private var ranges: [RecordIndex: [Range<Int>]] = [:]
  /// How many bytes of the sources are not written.
  public private(set) var byteCount = 0

  /// Cuts nothing.
  public init() {}

  /// The bytes of `record` that are not written, ascending; most often none.
  public subscript(record: RecordIndex) -> [Range<Int>] { ranges[record] ?? [] }

  /// Cuts `ranges` out of `record`.
  mutating func cut(_ ranges: [Range<Int>], of record: RecordIndex) {
    self.ranges[record] = ranges
    byteCount += ranges.reduce(0) { $0 + $1.count }
  }
}
