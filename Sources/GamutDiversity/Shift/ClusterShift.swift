// SPDX-License-Identifier: Apache-2.0

import GamutCore
package import GamutLinear
import GamutSimilarity

/// How differently a training set and a reference spread over the same clusters.
///
/// Clusters are fitted on one half of a sample of as many rows of either set, and counted on the other:
/// clusters drawn around an accident of a sample find that accident again.
package struct ClusterShift: Hashable, Sendable {
  /// Rows of either set at most.
  package static let rowLimit = 10_000
  /// Clusters at most.
  package static let clusterLimit = 32
  /// Rows of either set that a cluster has in the mean, among those counted.
  package static let meanRowCount = 8

  /// How many clusters there are.
  package let clusterCount: Int
  /// How many rows of either set were counted.
  package let rowCount: Int
  /// The Jensen–Shannon divergence in nats, 0…ln 2.
  package let jensenShannon: Estimate
  /// The total variation, 0…1.
  package let totalVariation: Estimate
  /// The Hellinger distance, 0…1.
  package let hellinger: Estimate
  /// The frontier integral, 0…1.
  package let frontierIntegral: Estimate
  /// The population stability index.
  package let stabilityIndex: Estimate

  /// Compares unit rows; nil where the smaller set has not the rows for two clusters.
  ///
  /// - Complexity: that of k-means over at most `rowLimit` rows.
  package init?(training: Matrix, reference: Matrix, seed: UInt64, workers: Int) {
    precondition(
      training.columnCount == reference.columnCount,
      "\(training.columnCount) and \(reference.columnCount) columns")
    let half = min(training.rowCount, reference.rowCount, Self.rowLimit) / 2
    let count = min(Self.clusterLimit, half / Self.meanRowCount)
    guard count >= 2 else { return nil }
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0xC9))
    let orders = [reference, training].map { random.permutation(of: $0.rowCount) }
    let fitted = reference.selectingRows(orders[0][..<half])
      .appendingRows(of: training.selectingRows(orders[1][..<half]))
    var options = SphericalKMeans.Options(clusterCount: count)
    options.seed = seed
    let clusters = SphericalKMeans(of: fitted, options: options, workers: workers)
    let labels = zip([reference, training], orders).map { rows, order in
      NearestNeighbors(
        of: rows.selectingRows(order[half..<2 * half]), among: clusters.centroids, count: 1,
        workers: workers
      ).indices.map { Int($0) }
    }
    self.init(
      reference: labels[0], training: labels[1], clusterCount: clusters.sizes.count,
      blocks: JackknifeBlocks.Options(seed: seed))
  }

  /// Compares the classes of rows, each in `0..<clusterCount`, as many of either set.
  package init(
    reference: [Int], training: [Int], clusterCount: Int, blocks options: JackknifeBlocks.Options
  ) {
    func counts(_ labels: [Int]) -> [Double] {
      var counts = [Double](repeating: 0, count: clusterCount)
      for label in labels { counts[label] += 1 }
      return counts
    }
    func leftOut(_ labels: [Int], _ all: [Double]) -> [[Double]] {
      let blocks = JackknifeBlocks(rowCount: labels.count, options: options).rows
      guard blocks.count >= 2 else { return [] }
      return blocks.map { rows in
        var rest = all
        for row in rows { rest[labels[row]] -= 1 }
        return rest
      }
    }
    let (a, b) = (counts(reference), counts(training))
    let whole = ShareDivergence(first: a, second: b)
    let withoutFirst = leftOut(reference, a).map { ShareDivergence(first: $0, second: b) }
    let withoutSecond = leftOut(training, b).map { ShareDivergence(first: a, second: $0) }
    func estimate(
      _ number: KeyPath<ShareDivergence, Double>, upTo most: Double
    ) -> Estimate {
      Estimate(
        value: whole[keyPath: number], withoutFirst: withoutFirst.map { $0[keyPath: number] },
        withoutSecond: withoutSecond.map { $0[keyPath: number] }, within: 0...most)
    }
    self.clusterCount = clusterCount
    rowCount = min(reference.count, training.count)
    jensenShannon = estimate(\.jensenShannon, upTo: naturalLogarithm(2))
    totalVariation = estimate(\.totalVariation, upTo: 1)
    hellinger = estimate(\.hellinger, upTo: 1)
    frontierIntegral = estimate(\.frontierIntegral, upTo: 1)
    stabilityIndex = estimate(\.stabilityIndex, upTo: .greatestFiniteMagnitude)
  }
}
