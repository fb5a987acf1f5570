// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear

/// Rows grouped in as many clusters as fit them best.
struct TopicClustering {
  let clusterCount: Int
  let labels: [Int]

  /// The grid of cluster counts: each about √2 times the last.
  static let grid = [1, 2, 3, 4, 6, 8, 11, 16, 23, 32]
  /// Clusters of fewer rows, in the mean, could not be told from chance.
  static let meanRowCount = 5

  init(of rows: Matrix, seed: UInt64, workers: Int) {
    var best = (score: 0.0, count: 1, labels: [Int](repeating: 0, count: rows.rowCount))
    for count in TopicClustering.grid
    where count > 1 && count * TopicClustering.meanRowCount <= rows.rowCount {
      let (labels, silhouette) = TopicClustering.cluster(rows, count, seed)
      if silhouette > best.score { best = (silhouette, count, labels) }
    }
    clusterCount = best.count
    labels = best.labels
  }

  private static func cluster(_ rows: Matrix, _ k: Int, _ seed: UInt64) -> ([Int], Double) {
    let d = rows.columnCount
    var random = SeededRandom(seed: seed)
    var centroids: [[Double]] = []
    func row(_ i: Int) -> [Double] { (0..<d).map { Double(rows[i, $0]) } }
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let all = (0..<rows.rowCount).map(row)
    centroids.append(all[random.next(below: all.count)])
    while centroids.count < k {
      let weights = all.map { x in 1 - (centroids.map { dot($0, x) }.max() ?? 0) }
      var at = random.nextUnit() * weights.reduce(0, +)
      var pick = all.count - 1
      for (i, w) in weights.enumerated() { at -= w; if at < 0 { pick = i; break } }
      centroids.append(all[pick])
    }
    var labels = [Int](repeating: 0, count: all.count)
    var silhouette = 0.0
    for _ in 0..<20 {
      silhouette = 0
      for (i, x) in all.enumerated() {
        let s = centroids.map { dot($0, x) }
        let order = s.indices.sorted { (-s[$0], $0) < (-s[$1], $1) }
        labels[i] = order[0]
        let a = 1 - s[order[0]], b = 1 - s[order[1]]
        silhouette += max(a, b) > 0 ? (b - a) / max(a, b) : 0
      }
      for c in 0..<k {
        var sum = [Double](repeating: 0, count: d)
        for (i, x) in all.enumerated() where labels[i] == c { for j in 0..<d { sum[j] += x[j] } }
        let norm = dot(sum, sum).squareRoot()
        if norm > 0 { centroids[c] = sum.map { $0 / norm } }
      }
    }
    return (labels, silhouette / Double(all.count))
  }
}
