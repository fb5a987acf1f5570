// SPDX-License-Identifier: Apache-2.0

import GamutLinear
import GamutSimilarity

/// Rows grouped in as many clusters as separate them best, by the simplified silhouette over a grid.
///
/// > Source: P. Rousseeuw, *Silhouettes*, 1987, doi:10.1016/0377-0427(87)90125-7; E. Hruschka, L. de
/// > Castro, R. Campello, *Evolutionary algorithms for clustering gene-expression data*, 2004,
/// > doi:10.1109/ICDM.2004.10073 (the simplified form, on distances to centroids).
struct TopicClustering {
  let clusterCount: Int
  /// The cluster of each row.
  let labels: [Int]

  /// The cluster counts tried, each about √2 times the last.
  static let grid = [2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64]
  /// Clusters of fewer rows, in the mean, could not be told from chance on the other half.
  static let meanRowCount = 8

  /// Groups `rows`; where no division separates them, they are one cluster.
  init(of rows: Matrix, seed: UInt64, workers: Int) {
    var best = (silhouette: 0.0, count: 1, labels: [Int](repeating: 0, count: rows.rowCount))
    for count in TopicClustering.grid
    where count * TopicClustering.meanRowCount <= rows.rowCount {
      var options = SphericalKMeans.Options(clusterCount: count)
      options.seed = seed
      let clusters = SphericalKMeans(of: rows, options: options, workers: workers)
      let silhouette = TopicClustering.silhouette(of: rows, in: clusters, workers: workers)
      if silhouette > best.silhouette { best = (silhouette, count, clusters.labels) }
    }
    clusterCount = best.count
    labels = best.labels
  }

  /// The mean of (b − a) / max(a, b) over the rows, a the distance 1 − cosine to the nearest centroid
  /// and b to the next.
  private static func silhouette(
    of rows: Matrix, in clusters: SphericalKMeans, workers: Int
  ) -> Double {
    let nearest = NearestNeighbors(
      of: rows, among: clusters.centroids, count: 2, workers: workers)
    guard nearest.neighborCount == 2 else { return 0 }
    let sum = (0..<rows.rowCount).reduce(0.0) { sum, row in
      let a = 1 - nearest.similarity(of: row, rank: 0)
      let b = 1 - nearest.similarity(of: row, rank: 1)
      return b > 0 ? sum + (b - a) / b : sum
    }
    return sum / Double(rows.rowCount)
  }
}
