// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// Rows in the order of the clusters they lie in, so that the rows of a cluster, a list, are one
/// range.
struct InvertedLists: Sendable {
  /// One row per list: the mean direction of its rows.
  let centroids: Matrix
  /// The rows, list after list, ascending in each.
  let rows: Matrix
  /// The index of each of `rows` in the set.
  let order: [Int]
  /// The list of each row of the set.
  let labels: [Int]
  /// Where each list begins in `rows`, and where the last ends.
  let starts: [Int]
  /// The rows as bytes, where the machine multiplies those faster.
  let bytes: ByteRows?
  /// The centroids as bytes.
  let centroidBytes: ByteRows?

  /// Rows per list that k-means is trained on; more move the centroids by little.
  private static let trainingRowCount = 32
  private static let roundCount = 4

  init(
    of set: Matrix, listCount: Int, seed: UInt64, arithmetic: BoundArithmetic, workers: Int
  ) {
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0x1F5))
    let trainingCount = listCount * InvertedLists.trainingRowCount
    let training =
      trainingCount >= set.rowCount
      ? set
      : set.selectingRows(
        KMeansSeeding.sample(of: set.rowCount, count: trainingCount, random: &random))
    var options = SphericalKMeans.Options(clusterCount: listCount)
    options.maximumIterationCount = InvertedLists.roundCount
    options.seed = seed
    let trained = SphericalKMeans(of: training, options: options, workers: workers)
    let clusters = SphericalKMeans(
      of: set, initialCentroids: trained.centroids, maximumIterationCount: 1, workers: workers)
    centroids = clusters.centroids
    labels = clusters.labels
    let members = ClusterMembers(labels: labels, clusterCount: centroids.rowCount)
    var order: [Int] = []
    order.reserveCapacity(set.rowCount)
    var starts = [0]
    for list in 0..<centroids.rowCount {
      order += members[list]
      starts.append(order.count)
    }
    rows = set.selectingRows(order)
    self.order = order
    self.starts = starts
    let isByte = set.columnCount > 0 && arithmetic == .bytes
    func inBytes(_ matrix: Matrix) -> ByteRows? {
      isByte ? ByteRows(of: matrix, columnCount: matrix.columnCount, workers: workers) : nil
    }
    bytes = inBytes(rows)
    centroidBytes = inBytes(centroids)
  }

  var count: Int { centroids.rowCount }

  /// The places of the rows of `list`.
  func range(of list: Int) -> Range<Int> { starts[list]..<starts[list + 1] }

  /// For each place a cosine that its `count`-th neighbour reaches at least: the `count`-th largest in
  /// its own list, less the rounding of `Float` products.
  func floors(count neighborCount: Int, floatError: Double, workers: Int) -> [Float] {
    Array(
      Parallel.mapChunks(of: count, chunkSize: 1, workers: workers) { part -> [Float] in
        let places = Array(range(of: part.lowerBound))
        return NeighborFloors.largest(
          neighborCount, of: rows, places, among: rows, places, excludesEqual: true
        ).map { Float(roundedDown: Double($0) - floatError) }
      }.joined())
  }
}
