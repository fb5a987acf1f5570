// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// For each query a cosine that its k-th nearest row reaches at least: the k-th largest among the
/// rows of a few near clusters, less rounding. The nearer it is to the truth, the more a bound rules
/// out; any value keeps the answer.
struct NeighborFloors: Sendable {
  /// One per query; −∞ where nothing is known.
  private(set) var values: [Float]
  /// Whether anything is known.
  private(set) var isUseful = false

  /// Clusters whose rows are looked at, nearest first; four cost a twentieth of the search more than
  /// their tighter floors save, on MiniLM vectors and on generated rows.
  private static let visitedClusterCount = 2
  /// Rounds of clustering; more change the floors by little.
  private static let roundCount = 3

  /// - Parameter isWanted: nil leaves it to the sizes.
  init(_ queries: Matrix, _ other: Matrix?, count: Int, isWanted: Bool?, workers: Int) {
    let rows = other ?? queries
    values = [Float](repeating: -.infinity, count: queries.rowCount)
    let clusterCount = Int(Double(rows.rowCount).squareRoot())
    // Clustering the set must cost less than it saves: a few rounds of n·√n products against all
    // queries · n at perhaps half price.
    let isPaying =
      rows.columnCount >= 64 && rows.rowCount >= 4_096 && queries.rowCount >= 16 * clusterCount
    guard isWanted ?? isPaying, clusterCount > 1 else { return }
    var options = SphericalKMeans.Options(clusterCount: clusterCount)
    options.maximumIterationCount = NeighborFloors.roundCount
    options.method = .full
    let clusters = SphericalKMeans(of: rows, options: options, workers: workers)
    let queryLabels =
      other == nil
      ? clusters.labels
      : SphericalKMeans(
        of: queries, initialCentroids: clusters.centroids, maximumIterationCount: 1,
        workers: workers
      ).labels
    let k = clusters.centroids.rowCount
    let members = ClusterMembers(labels: clusters.labels, clusterCount: k)
    let queryMembers = ClusterMembers(labels: queryLabels, clusterCount: k)
    let near = clusters.centroids.rowProducts(with: clusters.centroids)
    let isSelf = other == nil
    let parts = Parallel.mapChunks(of: k, chunkSize: 1, workers: workers) { range -> [Float] in
      let cluster = range.lowerBound
      let visited = (0..<k).sorted {
        (near[cluster, $1], $0) < (near[cluster, $0], $1)
      }.prefix(NeighborFloors.visitedClusterCount)
      return NeighborFloors.largest(
        count, of: queries, Array(queryMembers[cluster]), among: rows,
        visited.flatMap { members[$0] }, excludesEqual: isSelf)
    }
    let norm =
      BoundedRows(unprojected: rows, workers: workers).largestNorm
      * (isSelf ? 1 : max(1, BoundedRows(unprojected: queries, workers: workers).largestNorm))
    let error = ExactProducts.floatError(columnCount: rows.columnCount) * max(norm, norm * norm)
    for (cluster, part) in parts.enumerated() {
      for (row, value) in zip(queryMembers[cluster], part) where value > -.infinity {
        values[row] = Float(roundedDown: Double(value) - error)
      }
    }
    isUseful = true
  }

  /// The `count`-th largest product of each query with the listed rows; −∞ where there are fewer.
  static func largest(
    _ count: Int, of queries: Matrix, _ queryRows: [Int], among rows: Matrix, _ listed: [Int],
    excludesEqual: Bool
  ) -> [Float] {
    let right = rows.selectingRows(listed)
    var result: [Float] = []
    var products = [Float](repeating: 0, count: min(Tile.rowCount, queryRows.count) * listed.count)
    var best = [Float](repeating: 0, count: count)
    var found: [UInt32] = []
    for start in stride(from: 0, to: queryRows.count, by: Tile.rowCount) {
      let block = queryRows[start..<min(queryRows.count, start + Tile.rowCount)]
      let left = queries.selectingRows(block)
      var target = products.mutableSpan
      left.writeRowProducts(
        of: 0..<block.count, with: right, rows: 0..<listed.count, into: &target)
      let span = products.span
      for (i, row) in block.enumerated() {
        for place in 0..<count { best[place] = -.infinity }
        let base = i * listed.count
        // Pieces, so that the floor found so far spares most of the rest.
        for piece in stride(from: 0, to: listed.count, by: 128) {
          found.removeAll(keepingCapacity: true)
          RowScan.appendIndices(
            of: span, in: base + piece..<base + min(listed.count, piece + 128),
            atLeast: best[count - 1], offset: 0, to: &found)
          for index in found where !(excludesEqual && listed[Int(index) - base] == row) {
            let value = span[Int(index)]
            guard value > best[count - 1] else { continue }
            var place = count - 1
            while place > 0, best[place - 1] < value {
              best[place] = best[place - 1]
              place -= 1
            }
            best[place] = value
          }
        }
        result.append(best[count - 1])
      }
    }
    return result
  }
}
