// SPDX-License-Identifier: Apache-2.0

/// Sets of shingle hashes, each ascending, end to end in one buffer.
struct ShingleSets: Sendable {
  var hashes: [UInt64] = []
  var ends: [Int] = []

  var count: Int { ends.count }

  func range(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  mutating func append(contentsOf other: ShingleSets) {
    let start = hashes.count
    hashes.append(contentsOf: other.hashes)
    ends.append(contentsOf: other.ends.lazy.map { $0 + start })
  }

  mutating func append(_ set: ArraySlice<UInt64>) {
    hashes.append(contentsOf: set)
    ends.append(hashes.count)
  }

  mutating func removeAll() {
    hashes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}

/// The Jaccard similarity of two sets, as far as it matters.
enum Jaccard {
  /// |A ∩ B| / |A ∪ B| in `Double` if it is at least `threshold`, else nil.
  ///
  /// Stops as soon as what is left cannot reach the threshold. Two empty sets are not alike.
  static func similarity(
    _ a: Span<UInt64>, _ b: Span<UInt64>, atLeast threshold: Double
  ) -> Double? {
    if a.isEmpty || b.isEmpty { return nil }
    let needed = neededIntersection(a.count, b.count, threshold)
    var (i, j, common) = (0, 0, 0)
    // How many hashes of each side may still be without a partner.
    var (spareA, spareB) = (a.count - needed, b.count - needed)
    if spareA < 0 || spareB < 0 { return nil }
    while i < a.count, j < b.count {
      // Safe: the loop's condition.
      let (x, y) = unsafe (a[unchecked: i], b[unchecked: j])
      // Branch-free steps: which side is less is a coin toss for the branch predictor.
      let (isLess, isMore) = (x < y ? 1 : 0, x > y ? 1 : 0)
      common += 1 - isLess - isMore
      i += 1 - isMore
      j += 1 - isLess
      spareA -= isLess
      spareB -= isMore
      if spareA | spareB < 0 { return nil }
    }
    if common < needed { return nil }
    let similarity = Double(common) / Double(a.count + b.count - common)
    return similarity >= threshold ? similarity : nil
  }

  /// The least intersection whose similarity, as computed in `Double`, reaches `threshold`; one more
  /// than the smaller set where none does.
  static func neededIntersection(_ a: Int, _ b: Int, _ threshold: Double) -> Int {
    let most = min(a, b)
    func reaches(_ common: Int) -> Bool {
      Double(common) / Double(a + b - common) >= threshold
    }
    var needed = min(most, Int(threshold * Double(a + b) / (1 + threshold)))
    while needed > 0, reaches(needed - 1) { needed -= 1 }
    while needed <= most, !reaches(needed) { needed += 1 }
    return needed
  }
}
