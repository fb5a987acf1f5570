// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
package import GamutLinear

/// How well clusters of rows lie apart, by four usual indices, in `Double`.
///
/// Rows are taken at norm 1, whatever their norm is; a zero row stays zero. Clusters without rows do
/// not count. With fewer than two clusters, or as many as rows, the indices say nothing: `nil`.
package struct ClusterSeparation: Sendable {
  /// The mean silhouette with cosine distance 1 − cos, −1…1, larger is better; rows alone in their
  /// cluster count 0.
  ///
  /// Mean cosines to a cluster are products with its sum, so it is exact in O(n·k·d), not O(n²·d).
  ///
  /// > Source: P. Rousseeuw, *Silhouettes*, 1987, doi:10.1016/0377-0427(87)90125-7.
  package let silhouette: Double?
  /// The same with distances to centroids (means at norm 1) for mean distances: −1…1, and never
  /// below 0 where every row is nearest to its own centroid.
  ///
  /// > Source: E. Hruschka et al., *Evolving clusters in gene-expression data*, 2006.
  package let simplifiedSilhouette: Double?
  /// Davies–Bouldin with Euclidean distances, at least 0, smaller is better.
  ///
  /// > Source: D. Davies and D. Bouldin, 1979, doi:10.1109/TPAMI.1979.4766909.
  package let daviesBouldin: Double?
  /// Calinski–Harabasz with Euclidean distances, at least 0, larger is better.
  ///
  /// > Source: T. Caliński and J. Harabasz, 1974, doi:10.1080/03610927408827101.
  package let calinskiHarabasz: Double?

  private static let chunkSize = 256

  /// Measures the clusters that `labels` makes of `rows`, one label per row, from 0.
  ///
  /// - Complexity: O(n·k·d) for k clusters.
  package init(of rows: Matrix, labels: [Int], workers: Int) {
    precondition(labels.count == rows.rowCount, "\(labels.count) labels for \(rows.rowCount) rows")
    precondition(labels.allSatisfy { $0 >= 0 }, "a label is negative")
    let (dense, clusterCount) = ClusterSeparation.dense(labels)
    guard clusterCount >= 2, clusterCount < rows.rowCount else {
      silhouette = nil
      simplifiedSilhouette = nil
      daviesBouldin = nil
      calinskiHarabasz = nil
      return
    }
    let sums = ClusterSums(of: rows, labels: dense, clusterCount: clusterCount, workers: workers)
    let parts = Parallel.mapChunks(
      of: rows.rowCount, chunkSize: ClusterSeparation.chunkSize, workers: workers
    ) { sums.part(of: rows, range: $0, labels: dense) }
    let n = Double(rows.rowCount)
    var scatter = [Double](repeating: 0, count: clusterCount)
    var total = Part(scatter: scatter)
    for part in parts {
      total.silhouette += part.silhouette
      total.simplified += part.simplified
      total.within += part.within
      for k in scatter.indices { scatter[k] += part.scatter[k] }
    }
    silhouette = total.silhouette / n
    simplifiedSilhouette = total.simplified / n
    for k in scatter.indices { scatter[k] /= Double(sums.counts[k]) }
    daviesBouldin = sums.daviesBouldin(scatter: scatter)
    let between = sums.between()
    calinskiHarabasz =
      total.within == 0
      ? 1 : between * (n - Double(clusterCount)) / (total.within * Double(clusterCount - 1))
  }

  /// Labels as 0, 1, … without gaps, in ascending order of the given ones.
  private static func dense(_ labels: [Int]) -> (labels: [Int], count: Int) {
    let used = labels.sorted().reduce(into: [Int]()) { if $0.last != $1 { $0.append($1) } }
    var place = [Int](repeating: 0, count: (used.last ?? -1) + 1)
    for (index, label) in used.enumerated() { place[label] = index }
    return (labels.map { place[$0] }, used.count)
  }

  fileprivate struct Part {
    var silhouette = 0.0
    var simplified = 0.0
    var within = 0.0
    var scatter: [Double]
  }
}

/// The sums of unit rows per cluster, and what follows from them.
private struct ClusterSums: Sendable {
  let columnCount: Int
  let counts: [Int]
  /// `k × d`.
  let sums: [Double]
  /// ‖Σx‖² per cluster.
  let squares: [Double]

  init(of rows: Matrix, labels: [Int], clusterCount: Int, workers: Int) {
    let d = rows.columnCount
    let members = ClusterMembers(labels: labels, clusterCount: clusterCount)
    let parts = Parallel.mapChunks(of: clusterCount, chunkSize: 1, workers: workers) {
      range -> [Double] in
      var sum = [Double](repeating: 0, count: d)
      for row in members[range.lowerBound] {
        let norm = squaredNorm(of: rows, row: row).squareRoot()
        guard norm > 0 else { continue }
        let scale = 1 / norm
        for j in 0..<d { sum[j] += Double(rows.elements[row * d + j]) * scale }
      }
      return sum
    }
    columnCount = d
    counts = (0..<clusterCount).map { members[$0].count }
    sums = Array(parts.joined())
    squares = parts.map { $0.reduce(0) { $0 + $1 * $1 } }
  }

  func part(of rows: Matrix, range: Range<Int>, labels: [Int]) -> ClusterSeparation.Part {
    let k = counts.count
    var products = [Double](repeating: 0, count: range.count * k)
    var target = products.mutableSpan
    rows.writeDoubleRowProducts(of: range, with: sums, rightRowCount: k, into: &target)
    let lengths = squares.map { $0.squareRoot() }
    var part = ClusterSeparation.Part(scatter: [Double](repeating: 0, count: k))
    for row in range {
      let label = labels[row]
      let norm = squaredNorm(of: rows, row: row).squareRoot()
      let scale = norm > 0 ? 1 / norm : 0
      let own = norm > 0 ? 1.0 : 0
      let base = (row - range.lowerBound) * k
      var nearest = Double.infinity
      var nearestCentroid = Double.infinity
      for other in 0..<k where other != label {
        let product = products[base + other] * scale
        nearest = min(nearest, 1 - product / Double(counts[other]))
        nearestCentroid = min(
          nearestCentroid, 1 - (lengths[other] > 0 ? product / lengths[other] : 0))
      }
      let product = products[base + label] * scale
      let count = Double(counts[label])
      if counts[label] > 1 {
        let inside = 1 - (product - own) / (count - 1)
        let larger = max(inside, nearest)
        if larger > 0 { part.silhouette += (nearest - inside) / larger }
      }
      let insideCentroid = 1 - (lengths[label] > 0 ? product / lengths[label] : 0)
      let larger = max(insideCentroid, nearestCentroid)
      if counts[label] > 1, larger > 0 {
        part.simplified += (nearestCentroid - insideCentroid) / larger
      }
      // ‖x − μ‖² = ‖x‖² − 2 xᵀμ + ‖μ‖² with μ the plain mean.
      let distance = max(0, own - 2 * product / count + squares[label] / (count * count))
      part.within += distance
      part.scatter[label] += distance.squareRoot()
    }
    return part
  }

  func daviesBouldin(scatter: [Double]) -> Double {
    let k = counts.count
    let d = columnCount
    var total = 0.0
    for i in 0..<k {
      var worst = 0.0
      for j in 0..<k where j != i {
        var square = 0.0
        for c in 0..<d {
          let gap = sums[i * d + c] / Double(counts[i]) - sums[j * d + c] / Double(counts[j])
          square += gap * gap
        }
        if square > 0 { worst = max(worst, (scatter[i] + scatter[j]) / square.squareRoot()) }
      }
      total += worst
    }
    return total / Double(k)
  }

  /// Σ n_k ‖μ_k − μ‖².
  func between() -> Double {
    let d = columnCount
    let n = Double(counts.reduce(0, +))
    var total = 0.0
    for c in 0..<d {
      var all = 0.0
      for k in counts.indices { all += sums[k * d + c] }
      for k in counts.indices {
        let gap = sums[k * d + c] / Double(counts[k]) - all / n
        total += Double(counts[k]) * gap * gap
      }
    }
    return total
  }
}
