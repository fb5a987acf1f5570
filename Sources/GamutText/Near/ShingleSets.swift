// SPDX-License-Identifier: Apache-2.0

/// Sets of shingle hashes, each ascending, end to end in one buffer, with what else is compared of
/// each text.
struct ShingleSets: Sendable {
  var hashes: [UInt64] = []
  var ends: [Int] = []
  /// The signature of the numbers of each text.
  var numbers: [UInt64] = []
  /// What else is compared of examples; none where texts alone are.
  var examples = ExampleSets()

  var count: Int { ends.count }

  /// How many bytes are held.
  var byteCount: Int { (hashes.count + ends.count + numbers.count) * 8 + examples.byteCount }

  func range(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// Makes room for all of `parts`, so that they are copied once.
  mutating func reserveCapacity(of parts: [ShingleSets]) {
    hashes.reserveCapacity(parts.reduce(0) { $0 + $1.hashes.count })
    examples.reserveCapacity(of: parts.map(\.examples))
  }

  mutating func append(contentsOf other: ShingleSets) {
    let start = hashes.count
    hashes.append(contentsOf: other.hashes)
    ends.append(contentsOf: other.ends.lazy.map { $0 + start })
    numbers.append(contentsOf: other.numbers)
    examples.append(contentsOf: other.examples)
  }

  /// Adds set `index` of `other`.
  mutating func append(_ index: Int, of other: ShingleSets) {
    hashes.append(contentsOf: other.hashes[other.range(of: index)])
    ends.append(hashes.count)
    numbers.append(other.numbers[index])
    if !other.examples.heads.isEmpty { examples.append(index, of: other.examples) }
  }

  mutating func removeAll() {
    hashes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    examples.removeAll()
  }
}
