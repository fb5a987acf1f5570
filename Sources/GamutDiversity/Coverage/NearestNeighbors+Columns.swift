// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutSimilarity

extension NearestNeighbors {
  /// The cosine of each of `rowCount` queries to its nearest; 0 where the set was empty.
  func largest(rowCount: Int) -> [Double] {
    neighborCount == 0
      ? [Double](repeating: 0, count: rowCount)
      : (0..<rowCount).map { similarities[$0 * neighborCount] }
  }

  /// The nearest of each of `rowCount` queries; nil where the set was empty.
  func nearestRows(rowCount: Int) -> [RecordIndex?] {
    neighborCount == 0
      ? [RecordIndex?](repeating: nil, count: rowCount)
      : (0..<rowCount).map { indices[$0 * neighborCount] }
  }

  /// The cosine of query `row` to the last of its neighbours: to the k-th, or, in a set of fewer, to
  /// the farthest; 0 where the set was empty.
  func farthestCosine(of row: Int) -> Double {
    neighborCount == 0 ? 0 : similarities[(row + 1) * neighborCount - 1]
  }
}
