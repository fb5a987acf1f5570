// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
package import GamutLinear

/// Rows in clusters of any shape that are denser than what lies around them; the others are noise, and
/// have a nearest cluster all the same.
///
/// HDBSCAN with the Euclidean distances of rows of norm 1, √(2 − 2·cos): core distances from the
/// neighbour of rank `coreRank`, mutual reachability, its minimum spanning tree, the condensed tree
/// and the clusters of most excess of mass, the whole never being one. With exact neighbours the tree
/// is that of the complete graph, so the clusters are those of HDBSCAN on all pairs; joins at equal
/// distances are taken as one, and distances below .001 count as .001. With approximate neighbours
/// core distances may be too large, and a row may be joined a little later than it would be:
/// `recall` says how many neighbours were found.
///
/// A row of noise goes to the cluster with the nearest centroid, because that is what `similarities`
/// says of each row; a member keeps its cluster even where another centroid is nearer.
///
/// > Source: R. Campello, D. Moulavi, J. Sander, *Density-Based Clustering Based on Hierarchical
/// > Density Estimates*, 2013, doi:10.1007/978-3-642-37456-2_14; L. McInnes and J. Healy,
/// > *Accelerated Hierarchical Density Based Clustering*, 2017, doi:10.1109/ICDMW.2017.12.
package struct DensityClusters: Sendable {
  /// What fixes the clusters.
  package struct Options: Hashable, Codable, Sendable {
    /// Fewer rows are no cluster; at least 2.
    package var minimumClusterSize: Int
    /// The rank of the neighbour that says how dense it is around a row, from 1; one less than the
    /// `min_samples` of other programs, which count the row itself.
    package var coreRank: Int
    /// Above so many rows neighbours are approximate: exact ones of so many rows of 384 columns take
    /// some 80 seconds of a core, of five times as many half an hour.
    package var exactRowLimit = 200_000
    /// The seed of what is approximate.
    package var seed: UInt64 = 0
    /// What bounds are multiplied in; nil takes the faster one of the machine. The clusters do not
    /// depend on it.
    package var arithmetic: BoundArithmetic?

    /// The defaults for clusters of `minimumClusterSize` rows.
    package init(minimumClusterSize: Int) {
      self.minimumClusterSize = minimumClusterSize
      coreRank = Options.usualCoreRank
    }

    /// The usual rank: with less, most of a set of instructions is one cluster; with twice as much,
    /// small topics drown.
    package static let usualCoreRank = 5
  }

  /// The cluster of each row, from 0, largest cluster first; nil for noise.
  package let labels: [Int?]
  /// The cluster of each row or, for noise, the one with the nearest centroid; 0 where there is no
  /// cluster, for the centroid of all rows.
  package let nearest: [Int]
  /// The cosine of each row to the centroid of that cluster, −1…1.
  package let similarities: [Double]
  /// How firmly each row belongs to its cluster, 0…1: its λ over the largest of the cluster; 0 for
  /// noise.
  package let probabilities: [Double]
  /// The mean direction of the members of each cluster; of all rows where there is no cluster.
  package let centroids: Matrix
  /// How many members each cluster has; empty where there is none.
  package let sizes: [Int]
  /// The share of true neighbours the search found; nil where it was exact.
  package let recall: NeighborRecall?
  /// How many rows were compared with all others to join the components of the neighbour graph.
  package let scannedRowCount: Int

  /// How many rows are noise.
  package var noiseCount: Int { labels.count { $0 == nil } }

  /// Neighbours looked up per row beyond its core: they spare comparisons with all rows.
  private static let neighborCount = 16

  /// Clusters `rows`, which should have norm 1.
  ///
  /// - Complexity: exact, O(n²·d) in a byte arithmetic of bounds; approximate as in
  ///   `ApproximateNeighbors`, and O(n·d) for each scanned row. About 12·k + 150 bytes a row for k
  ///   neighbours besides the search.
  package init(of rows: Matrix, options: Options, workers: Int) {
    precondition(
      options.minimumClusterSize >= 2 && options.coreRank >= 1,
      "size \(options.minimumClusterSize), rank \(options.coreRank)")
    let count = max(options.coreRank, DensityClusters.neighborCount)
    let graph: ReachabilityGraph
    if rows.rowCount <= options.exactRowLimit {
      var search = ThresholdJoin.Options()
      search.arithmetic = options.arithmetic
      let found = NearestNeighbors(within: rows, count: count, options: search, workers: workers)
      graph = ReachabilityGraph(
        rows: rows, neighborCount: found.neighborCount, indices: found.indices,
        similarities: found.similarities, coreRank: options.coreRank)
      recall = nil
    } else {
      var search = ApproximateNeighbors.Options()
      search.seed = options.seed
      search.arithmetic = options.arithmetic
      let found = ApproximateNeighbors(
        within: rows, count: count, options: search, workers: workers)
      graph = ReachabilityGraph(
        rows: rows, neighborCount: found.neighborCount, indices: found.indices,
        similarities: found.similarities, coreRank: options.coreRank)
      recall = found.recall
    }
    let tree = SpanningTree(
      of: graph, arithmetic: options.arithmetic ?? .fastest(columnCount: rows.columnCount),
      workers: workers)
    scannedRowCount = tree.scannedRowCount
    let condensed = CondensedTree(
      of: tree, rowCount: rows.rowCount, minimumClusterSize: options.minimumClusterSize)
    let found = DensityClusters.members(of: condensed)
    labels = found.labels
    probabilities = found.probabilities
    sizes = found.sizes
    let placed = DensityClusters.placed(rows, labels, clusterCount: sizes.count, workers: workers)
    centroids = placed.centroids
    nearest = placed.nearest
    similarities = placed.similarities
  }

  /// The members of the selected clusters, largest cluster first, ties to the one of the lowest row.
  private static func members(
    of tree: CondensedTree
  ) -> (labels: [Int?], probabilities: [Double], sizes: [Int]) {
    let selected = tree.selectedClusters()
    let selection = tree.selection(selected)
    let places = tree.rowClusters.map { selection[$0] }
    var sizes = [Int](repeating: 0, count: selected.count)
    var firstRows = [Int](repeating: .max, count: selected.count)
    for (row, place) in places.enumerated() {
      guard let place else { continue }
      sizes[place] += 1
      firstRows[place] = min(firstRows[place], row)
    }
    let order = selected.indices.sorted {
      (-sizes[$0], firstRows[$0]) < (-sizes[$1], firstRows[$1])
    }
    var ranks = [Int](repeating: 0, count: order.count)
    for (rank, place) in order.enumerated() { ranks[place] = rank }
    let probabilities = places.enumerated().map { row, place -> Double in
      guard let place else { return 0 }
      let death = tree.deaths[selected[place]]
      return death > 0 ? min(tree.rowDensities[row], death) / death : 1
    }
    return (places.map { $0.map { ranks[$0] } }, probabilities, order.map { sizes[$0] })
  }

  /// The centroids, and the nearest cluster of each row.
  private static func placed(
    _ rows: Matrix, _ labels: [Int?], clusterCount: Int, workers: Int
  ) -> (centroids: Matrix, nearest: [Int], similarities: [Double]) {
    let d = rows.columnCount
    guard rows.rowCount > 0 else { return (Matrix(rowCount: 0, columnCount: d), [], []) }
    let count = max(1, clusterCount)
    var sums = [Double](repeating: 0, count: count * d)
    for row in 0..<rows.rowCount {
      guard let cluster = clusterCount == 0 ? 0 : labels[row] else { continue }
      rows.withRow(row) { for j in 0..<d { sums[cluster * d + j] += Double($0[j]) } }
    }
    var means = [Float](repeating: 0, count: count * d)
    for cluster in 0..<count {
      let range = cluster * d..<(cluster + 1) * d
      let norm = sums[range].reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard norm > 0 else { continue }
      for j in range { means[j] = Float(sums[j] / norm) }
    }
    let centroids = Matrix(rowCount: count, columnCount: d, elements: means)
    let best = NearestNeighbors(of: rows, among: centroids, count: 1, workers: workers)
    let nearest = (0..<rows.rowCount).map { labels[$0] ?? Int(best.indices[$0]) }
    let similarities = (0..<rows.rowCount).map { row in
      clampedCosine(rows.exactRowProduct(row, with: centroids, row: nearest[row]))
    }
    return (centroids, nearest, similarities)
  }
}
