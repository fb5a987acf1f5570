// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Effective numbers of clusters: how many equally large clusters would be as diverse.
///
/// > Source: M. Hill, *Diversity and Evenness*, 1973, doi:10.2307/1934352; L. Jost, *Entropy and
/// > diversity*, 2006, doi:10.1111/j.2006.0030-1299.14714.x.
package struct HillNumbers: Hashable, Codable, Sendable {
  /// ⁰D: how many clusters are not empty.
  package let zero: Double
  /// ¹D: exp of the entropy of the shares.
  package let one: Double
  /// ²D: 1 / Σp².
  package let two: Double
  /// ¹D / ⁰D: 1 where all clusters are equally large; 0 where there are none.
  package let evenness: Double
  /// The share of the rows in the ten largest clusters, 0…1.
  package let topTenShare: Double

  /// The numbers of clusters of `counts` rows each.
  package init(counts: [Int]) {
    let total = counts.reduce(0, +)
    guard total > 0 else {
      (zero, one, two, evenness, topTenShare) = (0, 0, 0, 0, 0)
      return
    }
    let shares = counts.lazy.filter { $0 > 0 }.map { Double($0) / Double(total) }
    zero = Double(shares.count)
    one = exponential(-shares.reduce(0) { $0 + $1 * naturalLogarithm($1) })
    two = 1 / shares.reduce(0) { $0 + $1 * $1 }
    evenness = one / zero
    topTenShare = Double(counts.sorted(by: >).prefix(10).reduce(0, +)) / Double(total)
  }
}

/// The Hill numbers of a clustering, with intervals by a jackknife over blocks of rows.
///
/// They depend on how many clusters were asked for: that number belongs beside them. The intervals
/// hold for this partition; they say nothing of another one.
package struct ClusterDiversity: Hashable, Sendable {
  /// How many rows each cluster holds.
  package let counts: [Int]
  /// The plain values.
  package let hill: HillNumbers
  /// The values without each block of rows; empty below two blocks.
  package let leaveOneOut: [HillNumbers]

  /// Counts `labels`, each in `0..<clusterCount`.
  ///
  /// - Complexity: O(rows + blocks × clusters).
  package init(
    labels: [Int], clusterCount: Int, blocks options: JackknifeBlocks.Options = .init()
  ) {
    var counts = [Int](repeating: 0, count: clusterCount)
    for label in labels { counts[label] += 1 }
    let blocks = JackknifeBlocks(rowCount: labels.count, options: options).rows
    leaveOneOut =
      blocks.count < 2
      ? []
      : blocks.map { rows in
        var rest = counts
        for row in rows { rest[labels[row]] -= 1 }
        return HillNumbers(counts: rest)
      }
    self.counts = counts
    hill = HillNumbers(counts: counts)
  }

  /// The estimate of one number, such as `estimate(\.one)`; of an effective number within
  /// 1…`clusterCount`, of a share within 0…1.
  package func estimate(_ number: KeyPath<HillNumbers, Double>) -> Estimate {
    let isShare = number == \.evenness || number == \.topTenShare
    return Estimate(
      value: hill[keyPath: number], leaveOneOut: leaveOneOut.map { $0[keyPath: number] },
      within: isShare ? 0...1 : 1...Double(max(1, counts.count)))
  }
}
