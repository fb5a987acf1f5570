// SPDX-License-Identifier: Apache-2.0

extension Range<Int> {
  /// The first place at which `belongsBehind`, which must hold for all places after it too; the upper
  /// bound where it holds nowhere.
  ///
  /// It is inlined, closure and all: some callers ask once for every row and group.
  ///
  /// - Complexity: O(log `count`).
  @inlinable
  package func partitionPoint(where belongsBehind: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if belongsBehind(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
