// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// Sorted lists of the best so far, one per row: larger similarities first, of equal ones the lower
/// index, whatever order they come in.
struct NeighborLists: Sendable {
  let count: Int
  private(set) var indices: [RecordIndex]
  private(set) var similarities: [Double]
  private var filled: [Int]

  init(rowCount: Int, count: Int) {
    self.count = count
    indices = [RecordIndex](repeating: 0, count: rowCount * count)
    similarities = [Double](repeating: 0, count: rowCount * count)
    filled = [Int](repeating: 0, count: rowCount)
  }

  /// The least similarity of a full list.
  func last(_ place: Int) -> Double? {
    filled[place] == count ? similarities[(place + 1) * count - 1] : nil
  }

  mutating func insert(_ similarity: Double, _ index: RecordIndex, place: Int) {
    let start = place * count
    var position = start + filled[place]
    if filled[place] == count {
      guard isBefore(similarity, index, position - 1) else { return }
      position -= 1
    } else {
      filled[place] += 1
    }
    while position > start, isBefore(similarity, index, position - 1) {
      similarities[position] = similarities[position - 1]
      indices[position] = indices[position - 1]
      position -= 1
    }
    similarities[position] = similarity
    indices[position] = index
  }

  @inline(__always)
  private func isBefore(_ similarity: Double, _ index: RecordIndex, _ position: Int) -> Bool {
    similarity > similarities[position]
      || similarity == similarities[position] && index < indices[position]
  }
}
