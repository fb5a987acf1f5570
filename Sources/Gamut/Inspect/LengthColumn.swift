// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The lengths of one kind of text, four bytes each, in the order of the records that have one.
struct LengthColumn: Sendable {
  /// One entry for each record that has such a text; none is 0.
  private(set) var values: [UInt32] = []
  /// The greatest of them and its record; of equals, the first.
  private(set) var longest: (value: UInt32, record: Int)?

  /// Adds the length of `record`, which comes behind those that are here; a length of 0 is none.
  mutating func append(_ length: Int, of record: Int) {
    guard length > 0 else { return }
    let value = UInt32(clamping: length)
    values.append(value)
    if value > longest?.value ?? 0 { longest = (value, record) }
  }

  /// Adds the lengths of `other`, whose records count from `first`.
  mutating func append(_ other: LengthColumn, from first: Int) {
    values += other.values
    guard let found = other.longest, found.value > longest?.value ?? 0 else { return }
    longest = (found.value, first + found.record)
  }

  /// The percentile by nearest rank: the least length that at least `percent` in a hundred of all do
  /// not exceed; nil where there is none.
  ///
  /// It is one of the lengths, and exact: the upper halves of all are counted, then the lower halves
  /// of those that share the upper half of the one at the rank.
  ///
  /// - Complexity: O(n), two passes; half a megabyte for a moment.
  func percentile(_ percent: Int) -> Int? {
    precondition((1...100).contains(percent), "\(percent) in a hundred")
    guard !values.isEmpty else { return nil }
    var rank = (values.count * percent + 99) / 100
    func bin(_ half: (UInt32) -> Int?) -> Int {
      var counts = [Int](repeating: 0, count: 1 << 16)
      for value in values { if let place = half(value) { counts[place] += 1 } }
      var place = 0
      while counts[place] < rank {
        rank -= counts[place]
        place += 1
      }
      return place
    }
    let upper = bin { Int($0 >> 16) }
    let lower = bin { Int($0 >> 16) == upper ? Int($0 & 0xFFFF) : nil }
    return upper << 16 | lower
  }
}
