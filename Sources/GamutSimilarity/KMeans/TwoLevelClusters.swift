// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// About √k clusters of all rows, each divided so that there are k in all: O(n·√k·d) a round instead of
/// O(n·k·d).
///
/// Every cluster of the first level keeps at least one; the others are shared out in proportion to the
/// rows beyond the first, what is left of a whole one to the largest remainders (ties to the lower
/// cluster).
struct TwoLevelClusters {
  let centroids: Matrix
  let labels: [Int]

  /// Rounds of either level; the closing rounds over all rows come after them.
  private static let roundCount = 10

  /// - Parameter count: at most as many as rows.
  init(of rows: Matrix, count: Int, options: SphericalKMeans.Options, workers: Int) {
    var level = SphericalKMeans.Options(
      clusterCount: max(1, Int(Double(count).squareRoot().rounded())))
    level.method = .full
    level.maximumIterationCount = min(options.maximumIterationCount, TwoLevelClusters.roundCount)
    level.seed = options.seed
    let first = SphericalKMeans(of: rows, options: level, workers: workers)
    let members = ClusterMembers(labels: first.labels, clusterCount: first.sizes.count)
    let counts = TwoLevelClusters.shares(of: count, among: first.sizes)
    var labels = [Int](repeating: 0, count: rows.rowCount)
    var elements: [Float] = []
    var start = 0
    for cluster in counts.indices where counts[cluster] > 0 {
      level.clusterCount = counts[cluster]
      level.seed = StableHash.mix(options.seed &+ UInt64(cluster) &+ 1)
      let part = SphericalKMeans(
        of: rows.selectingRows(members[cluster]), options: level, workers: workers)
      for (row, label) in zip(members[cluster], part.labels) { labels[row] = start + label }
      elements.append(contentsOf: part.centroids.elements)
      start += counts[cluster]
    }
    self.labels = labels
    centroids = Matrix(rowCount: start, columnCount: rows.columnCount, elements: elements)
  }

  /// `count` shared out among clusters of `sizes` rows: none to those without rows, and no cluster
  /// gets more than it has rows.
  static func shares(of count: Int, among sizes: [Int]) -> [Int] {
    let filled = sizes.count { $0 > 0 }
    let rowCount = sizes.reduce(0, +)
    precondition(count >= filled && count <= rowCount, "\(count) among \(filled) of \(rowCount)")
    var shares = sizes.map { min($0, 1) }
    guard rowCount > filled else { return shares }
    let (rest, all) = (count - filled, rowCount - filled)
    var remainders: [(remainder: Int, cluster: Int)] = []
    for cluster in sizes.indices where sizes[cluster] > 1 {
      let (quotient, remainder) = (rest * (sizes[cluster] - 1)).quotientAndRemainder(
        dividingBy: all)
      shares[cluster] += quotient
      remainders.append((remainder, cluster))
    }
    remainders.sort { (-$0.remainder, $0.cluster) < (-$1.remainder, $1.cluster) }
    for (_, cluster) in remainders.prefix(count - shares.reduce(0, +)) { shares[cluster] += 1 }
    return shares
  }
}
