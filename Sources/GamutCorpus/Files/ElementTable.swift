// SPDX-License-Identifier: Apache-2.0

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
    var low = 0
    var high = starts.count
    while low < high {
      let middle = low + (high - low) / 2
      if starts[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    // A fault without bytes may start where an element does.
    while low < starts.count, starts[low] == range.lowerBound {
      if ends[low] == range.upperBound { return low }
      low += 1
    }
    return nil
  }

  /// Adds an entry; `fault` says why it is no element.
  mutating func append(_ range: Range<Int>, fault: String? = nil) {
    if let fault { faults[starts.count] = fault }
    starts.append(range.lowerBound)
    ends.append(range.upperBound)
  }
}
