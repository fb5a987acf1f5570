// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// Where the elements of an array stand: 16 bytes each.
struct ElementTable: Sendable {
  private var starts: [Int] = []
  private var ends: [Int] = []
  /// What is wrong with the array itself, by row.
  private(set) var faults: [Int: String] = [:]

  /// How many entries there are, faults included.
  var count: Int { starts.count }

  /// The bytes of entry `row`.
  func range(of row: Int) -> Range<Int> { starts[row]..<ends[row] }

  /// The row whose bytes are `range`; nil if there is none.
  func row(of range: Range<Int>) -> Int? {
    let first = starts.indices.partitionPoint { starts[$0] >= range.lowerBound }
    // A fault without bytes may start where an element does.
    let same = (first..<count).prefix { starts[$0] == range.lowerBound }
    return same.first { ends[$0] == range.upperBound }
  }

  /// Adds an entry; `fault` says why it is not an element.
  mutating func append(_ range: Range<Int>, fault: String? = nil) {
    if let fault { faults[starts.count] = fault }
    starts.append(range.lowerBound)
    ends.append(range.upperBound)
  }

  /// The rows that are read in one go: as few as have `Chunk.byteCount` bytes.
  var parts: [Range<Int>] {
    var parts: [Range<Int>] = []
    var first = 0
    for row in 0..<count where ends[row] - starts[first] >= Chunk.byteCount {
      parts.append(first..<row + 1)
      first = row + 1
      if first == count { return parts }
    }
    if first < count { parts.append(first..<count) }
    return parts
  }

  /// The bytes from the first to the last of `rows`.
  func byteRange(of rows: Range<Int>) -> Range<Int> {
    rows.isEmpty ? 0..<0 : starts[rows.lowerBound]..<ends[rows.upperBound - 1]
  }
}
