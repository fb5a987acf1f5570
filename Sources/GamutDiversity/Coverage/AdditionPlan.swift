// SPDX-License-Identifier: Apache-2.0

/// How a budget would be spread to bring the shares of clusters towards those of a reference: the
/// yardstick for the shares alone, which says nothing on what a topic needs (`TopicNeed`).
package enum AdditionPlan {
  /// Spreads `budget` new rows over clusters by water filling: a_c = max(0, μ q_c − n_c) with
  /// Σa = budget, which lifts the clusters that lag most to an equal ratio of rows to share.
  ///
  /// - Parameters:
  ///   - budget: how many rows can be added, 0 or more.
  ///   - shares: q_c, the shares wanted.
  ///   - counts: n_c, the rows each cluster has.
  /// - Returns: how many to add to each cluster, not rounded, and μ.
  /// - Complexity: O(c log c).
  package static func additions(
    budget: Double, shares: [Double], counts: [Int]
  ) -> (additions: [Double], level: Double) {
    precondition(shares.count == counts.count, "\(shares.count) shares, \(counts.count) counts")
    precondition(budget >= 0, "budget \(budget)")
    // Clusters join in the order in which the level reaches them, n_c / q_c.
    let order = shares.indices.filter { shares[$0] > 0 }
      .sorted { (Double(counts[$0]) / shares[$0], $0) < (Double(counts[$1]) / shares[$1], $1) }
    var level = 0.0
    var shareSum = 0.0
    var countSum = 0.0
    for cluster in order {
      guard shareSum == 0 || level > Double(counts[cluster]) / shares[cluster] else { break }
      shareSum += shares[cluster]
      countSum += Double(counts[cluster])
      level = (budget + countSum) / shareSum
    }
    let additions = shares.indices.map { max(0, level * shares[$0] - Double(counts[$0])) }
    return (additions, level)
  }
}
