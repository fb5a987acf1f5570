// SPDX-License-Identifier: Apache-2.0

/// Sets of shingle hashes, each ascending, end to end in one buffer, with what else is compared of
/// each text.
struct ShingleSets: Sendable {
  var hashes: [UInt64] = []
  var ends: [Int] = []
  /// The signature of the numbers of each text.
  var numbers: [UInt64] = []

  var count: Int { ends.count }

  func range(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  mutating func append(contentsOf other: ShingleSets) {
    let start = hashes.count
    hashes.append(contentsOf: other.hashes)
    ends.append(contentsOf: other.ends.lazy.map { $0 + start })
    numbers.append(contentsOf: other.numbers)
  }

  /// Adds set `index` of `other`.
  mutating func append(_ index: Int, of other: ShingleSets) {
    hashes.append(contentsOf: other.hashes[other.range(of: index)])
    ends.append(hashes.count)
    numbers.append(other.numbers[index])
  }

  mutating func removeAll() {
    hashes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
  }
}
