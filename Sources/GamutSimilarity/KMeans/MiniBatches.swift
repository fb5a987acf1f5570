// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// Centroids that follow batches of rows drawn at random: each is the mean direction of all rows that
/// were ever nearest to it, its seed included.
///
/// > Source: D. Sculley, *Web-Scale K-Means Clustering*, 2010, doi:10.1145/1772690.1772862; its step
/// > of 1/v after v rows is this mean. We bring the mean to norm 1 after each batch.
struct MiniBatches {
  let centroids: Matrix

  /// Batches; with eight rows a centroid in each, every centroid follows about 500 rows.
  private static let batchCount = 64
  private static let rowsPerCentroid = 8
  private static let smallestBatch = 8_192
  private static let chunkSize = 256

  /// - Parameter count: at most as many as rows.
  init(of rows: Matrix, count k: Int, seed: UInt64, workers: Int) {
    let d = rows.columnCount
    let seeds = KMeansSeeding.rows(of: rows, count: k, seed: seed, workers: workers)
    var centroids = rows.selectingRows(seeds)
    var sums = centroids.elements.map(Double.init)
    var random = SeededRandom(seed: StableHash.mix(seed &+ 1))
    let batchRowCount = max(MiniBatches.smallestBatch, MiniBatches.rowsPerCentroid * k)
    for _ in 0..<MiniBatches.batchCount where rows.rowCount > 0 {
      let drawn = (0..<batchRowCount).map { _ in random.next(below: rows.rowCount) }
      let batch = rows.selectingRows(drawn)
      let fixed = centroids
      let labels = Parallel.mapChunks(
        of: batchRowCount, chunkSize: MiniBatches.chunkSize, workers: workers
      ) { MiniBatches.nearest(of: batch, rows: $0, to: fixed) }.joined()
      var isChanged = [Bool](repeating: false, count: k)
      for (row, label) in labels.enumerated() {
        isChanged[label] = true
        for j in 0..<d { sums[label * d + j] += Double(batch.elements[row * d + j]) }
      }
      var elements = fixed.elements
      for cluster in 0..<k where isChanged[cluster] {
        let sum = sums[cluster * d..<(cluster + 1) * d]
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        // Rows that cancel out leave the old direction.
        guard length > 0 else { continue }
        for (j, value) in sum.enumerated() { elements[cluster * d + j] = Float(value / length) }
      }
      centroids = Matrix(rowCount: k, columnCount: d, elements: elements)
    }
    self.centroids = centroids
  }

  private static func nearest(
    of batch: Matrix, rows range: Range<Int>, to centroids: Matrix
  ) -> [Int] {
    let k = centroids.rowCount
    var products = [Float](repeating: 0, count: range.count * k)
    var target = products.mutableSpan
    batch.writeRowProducts(of: range, with: centroids, rows: 0..<k, into: &target)
    return (0..<range.count).map { row in
      let start = row * k
      var best = 0
      for cluster in 1..<k where products[start + cluster] > products[start + best] {
        best = cluster
      }
      return best
    }
  }
}
