// SPDX-License-Identifier: Apache-2.0

/// Which units two records both have, as multisets: of a unit that one has three times and the other
/// twice, the first two are shared.
struct SharedUnits: Sendable {
  /// For each unit of the first record whether it is shared.
  private(set) var first: [Bool]
  /// For each unit of the second.
  private(set) var second: [Bool]

  /// Compares units by their keys.
  ///
  /// - Complexity: O(n log n).
  init(_ a: [UInt64], _ b: [UInt64]) {
    if a == b {
      first = [Bool](repeating: true, count: a.count)
      second = first
      return
    }
    first = [Bool](repeating: false, count: a.count)
    second = [Bool](repeating: false, count: b.count)
    let x = a.indices.sorted { (a[$0], $0) < (a[$1], $1) }
    let y = b.indices.sorted { (b[$0], $0) < (b[$1], $1) }
    var (i, j) = (0, 0)
    while i < x.count, j < y.count {
      let (p, q) = (a[x[i]], b[y[j]])
      if p == q {
        first[x[i]] = true
        second[y[j]] = true
      }
      if p <= q { i += 1 }
      if q <= p { j += 1 }
    }
  }
}
