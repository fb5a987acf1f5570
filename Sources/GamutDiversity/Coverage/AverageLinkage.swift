// SPDX-License-Identifier: Apache-2.0

import GamutLinear

/// Rows joined, two groups at a time, while the mean cosine between the members of the nearest two
/// reaches a bound: agglomerative clustering with average linkage.
///
/// Needs no number of clusters and draws nothing.
///
/// > Source: R. Sokal and C. Michener, *A statistical method for evaluating systematic relationships*,
/// > 1958; chains of nearest neighbours: F. Murtagh, *A Survey of Recent Advances in Hierarchical
/// > Clustering Algorithms*, 1983, doi:10.1093/comjnl/26.4.354.
enum AverageLinkage {
  /// The groups of `rows`, each ascending, in the order of their first rows.
  ///
  /// - Complexity: O(n² d) time and 4 n² bytes.
  static func groups(of rows: Matrix, atLeast bound: Double) -> [[Int]] {
    let n = rows.rowCount
    guard n > 0 else { return [] }
    var similarities = rows.rowProducts(with: rows).elements
    var members = (0..<n).map { [$0] }
    // A chain of ever nearer neighbours ends in two groups that are each other's nearest.
    var chain: [Int] = []
    var isActive = [Bool](repeating: true, count: n)
    var next = 0
    while true {
      if chain.isEmpty {
        while next < n, !isActive[next] { next += 1 }
        if next == n { break }
        chain.append(next)
      }
      let last = chain[chain.count - 1]
      let previous = chain.count > 1 ? chain[chain.count - 2] : -1
      var nearest = previous
      var similarity = previous >= 0 ? similarities[last * n + previous] : -Float.infinity
      for other in 0..<n where isActive[other] && other != last {
        // Strictly nearer: of equals the previous one stays, so that the chain ends.
        if similarities[last * n + other] > similarity {
          similarity = similarities[last * n + other]
          nearest = other
        }
      }
      if nearest < 0 || Double(similarity) < bound {
        // Nothing will come nearer to it: mean cosines of joined groups lie between those before.
        isActive[last] = false
        chain.removeLast()
      } else if nearest == previous {
        chain.removeLast(2)
        let (kept, gone) = (min(last, previous), max(last, previous))
        let weight = Float(members[kept].count) / Float(members[kept].count + members[gone].count)
        for other in 0..<n where isActive[other] && other != kept && other != gone {
          let mean =
            weight * similarities[kept * n + other] + (1 - weight) * similarities[gone * n + other]
          similarities[kept * n + other] = mean
          similarities[other * n + kept] = mean
        }
        members[kept] += members[gone]
        members[gone] = []
        isActive[gone] = false
      } else {
        chain.append(nearest)
      }
    }
    return members.filter { !$0.isEmpty }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }
}
