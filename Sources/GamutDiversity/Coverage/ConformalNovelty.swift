// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// A test, for each reference row, of "it is like the training data": its distance to the training
/// rows is ranked among the distances of held-out training rows to the others.
///
/// Under that hypothesis p ≤ α happens with probability at most α, whatever the distribution.
///
/// > Source: S. Bates, E. Candès, L. Lei, Y. Romano, M. Sesia, *Testing for outliers with conformal
/// > p-values*, 2023, doi:10.1214/22-AOS2244.
package struct ConformalNovelty: Hashable, Sendable {
  /// (1 + held-out rows at least as far) / (held-out rows + 1), per reference row.
  package let pValues: [Double]
  /// The false discovery rates (Benjamini–Hochberg) of the p-values.
  package let qValues: [Double]

  /// Ranks the reference rows.
  ///
  /// - Parameters:
  ///   - maxCosines: the largest cosine of each reference row to a fitted training row.
  ///   - heldOutCosines: the same of each held-out training row.
  /// - Complexity: O((n + m) log m).
  package init(maxCosines: [Double], heldOutCosines: [Double]) {
    let sorted = heldOutCosines.sorted()
    let denominator = Double(sorted.count + 1)
    let pValues = maxCosines.map { cosine in
      // As far or farther: as small a cosine or smaller.
      let count = sorted.indices.partitionPoint { sorted[$0] > cosine }
      return Double(1 + count) / denominator
    }
    self.pValues = pValues
    qValues = FalseDiscovery.qValues(of: pValues)
  }

  /// How many reference rows are unlike the training data at a false discovery rate of `rate`.
  package func novelCount(atRate rate: Double = 0.05) -> Int { qValues.count { $0 <= rate } }
}

/// A split of rows in a part to search in and a part held out, in which no group has rows in both.
package struct HeldOutSplit: Hashable, Sendable {
  /// The rows to search in, ascending.
  package let fitted: [Int]
  /// The held-out rows, one of each held-out group, ascending.
  package let heldOut: [Int]

  /// The most groups that are held out: more than 4,000 would only refine p-values below 1/4,000.
  package static let limit = 4_000

  /// Holds out half of the groups, at most `limit`.
  ///
  /// A group of near-copies counts once: its copies would find each other at distance 0 on the two
  /// sides, and a group held out twice would count its distance twice.
  ///
  /// - Parameter groups: the group of each row; any numbers. Rows alone in their group are the rule.
  package init(groups: [Int], seed: UInt64) {
    var numberOfGroup: [Int: Int] = [:]
    var firstRows: [Int] = []
    let numbers = groups.indices.map { row -> Int in
      if let number = numberOfGroup[groups[row]] { return number }
      let number = firstRows.count
      numberOfGroup[groups[row]] = number
      firstRows.append(row)
      return number
    }
    var random = SeededRandom(seed: seed)
    let chosen = random.permutation(of: firstRows.count)
      .prefix(min(firstRows.count / 2, Self.limit))
    var isHeldOut = [Bool](repeating: false, count: firstRows.count)
    for number in chosen { isHeldOut[number] = true }
    fitted = groups.indices.filter { !isHeldOut[numbers[$0]] }
    heldOut = chosen.map { firstRows[$0] }.sorted()
  }
}
