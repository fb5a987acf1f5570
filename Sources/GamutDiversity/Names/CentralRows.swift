// SPDX-License-Identifier: Apache-2.0

package import GamutLinear

/// The rows that stand for a cluster.
package enum CentralRows {
  /// The rows of `members` nearest to their mean, nearest first; ties go to the row listed first.
  ///
  /// - Complexity: O(`members.count` × `columnCount`).
  package static func rows(of matrix: Matrix, members: [Int], limit: Int) -> [Int] {
    var mean = [Double](repeating: 0, count: matrix.columnCount)
    for row in members {
      matrix.withRow(row) { for j in 0..<mean.count { mean[j] += Double($0[j]) } }
    }
    let products = members.map { row in
      matrix.withRow(row) { vector in
        var product = 0.0
        for j in 0..<mean.count { product += mean[j] * Double(vector[j]) }
        return product
      }
    }
    return products.indices.sorted { (-products[$0], $0) < (-products[$1], $1) }
      .prefix(limit).map { members[$0] }
  }

  /// The central rows of each cluster of `labels`.
  package static func rows(
    of matrix: Matrix, labels: [Int?], clusterCount: Int, limit: Int
  ) -> [[Int]] {
    var members = [[Int]](repeating: [], count: clusterCount)
    for (row, label) in labels.enumerated() {
      if let label { members[label].append(row) }
    }
    return members.map { rows(of: matrix, members: $0, limit: limit) }
  }
}
