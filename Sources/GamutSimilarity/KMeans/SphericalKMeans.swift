// SPDX-License-Identifier: Apache-2.0

public import GamutLinear

/// Clusters of unit rows by the cosine to their means: spherical k-means.
///
/// Each round assigns every row to the centroid of the largest cosine (ties to the lower cluster) and
/// makes each centroid the mean of its rows, summed in `Double` in index order, at norm 1. Rows whose
/// bounds prove that their cluster cannot change are skipped; which label is right is decided in
/// `Double` wherever `Float` leaves it open, so the labels are those of the plain method, for any
/// number of workers.
///
/// Where that would take too long, the centroids come from two levels or from batches, and a round or
/// two of the plain method end it; `method` says so.
///
/// Zero rows have cosine 0 with everything: they fall to cluster 0 and never seed one. A cluster that
/// loses all rows starts again from the row that is farthest from its own centroid; where no row is
/// apart from its centroid, as when all rows are equal, it stays empty.
///
/// > Source: I. Dhillon and D. Modha, *Concept Decompositions for Large Sparse Text Data Using
/// > Clustering*, 2001, doi:10.1023/A:1007612920971; D. Arthur and S. Vassilvitskii, *k-means++*,
/// > 2007; the bounds: G. Hamerly, *Making k-means Even Faster*, 2010, in the cosine form of E.
/// > Schubert, A. Lang, G. Feher, *Accelerating Spherical k-Means*, 2021,
/// > doi:10.1007/978-3-030-89657-7_17.
public struct SphericalKMeans: Sendable {
  /// What fixes a clustering.
  public struct Options: Hashable, Codable, Sendable {
    /// k; at most as many clusters as rows are made.
    public var clusterCount: Int
    /// Rounds at most; fewer where no row changes its cluster.
    public var maximumIterationCount = 20
    /// The seed of the sample and of the picks in it.
    public var seed: UInt64 = 0
    /// p, the columns multiplied before a bound rules a centroid out; nil chooses, and d or more
    /// multiplies all. The labels do not depend on it.
    public var prefixColumnCount: Int?
    /// How centroids are found; nil chooses by the sizes.
    public var method: KMeansMethod?

    /// The defaults, for `clusterCount` clusters.
    public init(clusterCount: Int) { self.clusterCount = clusterCount }
  }

  /// The cluster of each row.
  public let labels: [Int]
  /// One row of norm 1 per cluster: the mean direction of its rows.
  public let centroids: Matrix
  /// The cosine of each row to the centroid of its cluster, −1…1.
  public let similarities: [Double]
  /// How many rows each cluster has; 0 is possible.
  public let sizes: [Int]
  /// The sum of the cosines of all rows to the means of their clusters, in `Double`.
  public let objective: Double
  /// How many rounds changed the cluster of a row.
  public let iterationCount: Int
  /// Whether one more round was seen to change nothing: every row is then nearest to its own centroid.
  public let isStable: Bool
  /// How the centroids were found.
  public let method: KMeansMethod
  /// The share of row–centroid cosines that were computed, 0…1.
  public let computedShare: Double

  /// Clusters `rows`, seeded by k-means++ on a sample of them.
  ///
  /// - Complexity: O(rounds · n · k · d) at most.
  public init(of rows: Matrix, options: Options, workers: Int) {
    precondition(options.clusterCount > 0 || rows.rowCount == 0, "\(options.clusterCount) clusters")
    let count = min(options.clusterCount, rows.rowCount)
    switch options.method ?? .chosen(rowCount: rows.rowCount, clusterCount: count) {
    case .full:
      let seeds = KMeansSeeding.rows(of: rows, count: count, seed: options.seed, workers: workers)
      self.init(
        of: rows, start: (rows.selectingRows(seeds), nil), method: .full,
        maximumIterationCount: options.maximumIterationCount,
        prefixColumnCount: options.prefixColumnCount, arithmetic: nil, workers: workers)
    case .twoLevel:
      let levels = TwoLevelClusters(of: rows, count: count, options: options, workers: workers)
      self.init(
        of: rows, start: (levels.centroids, levels.labels), method: .twoLevel,
        maximumIterationCount: min(options.maximumIterationCount, KMeansMethod.closingRoundCount),
        prefixColumnCount: options.prefixColumnCount, arithmetic: nil, workers: workers)
    case .miniBatch:
      let batches = MiniBatches(of: rows, count: count, seed: options.seed, workers: workers)
      self.init(
        of: rows, start: (batches.centroids, nil), method: .miniBatch,
        maximumIterationCount: min(options.maximumIterationCount, KMeansMethod.closingRoundCount),
        prefixColumnCount: options.prefixColumnCount, arithmetic: nil, workers: workers)
    }
  }

  /// Clusters `rows`, starting from centroids as given: rows of norm 1.
  ///
  /// - Parameters:
  ///   - prefixColumnCount: as in the options.
  ///   - arithmetic: what bounds are multiplied in; nil takes the faster one of the machine. The
  ///     labels do not depend on it.
  /// - Complexity: O(rounds · n · k · d) at most.
  public init(
    of rows: Matrix, initialCentroids: Matrix, maximumIterationCount: Int = 20,
    prefixColumnCount: Int? = nil, arithmetic: BoundArithmetic? = nil, workers: Int
  ) {
    self.init(
      of: rows, start: (initialCentroids, nil), method: .full,
      maximumIterationCount: maximumIterationCount, prefixColumnCount: prefixColumnCount,
      arithmetic: arithmetic, workers: workers)
  }

  /// Rounds of the plain method, from centroids and, where there are any, labels.
  private init(
    of rows: Matrix, start: (centroids: Matrix, labels: [Int]?), method: KMeansMethod,
    maximumIterationCount: Int, prefixColumnCount: Int?, arithmetic: BoundArithmetic?, workers: Int
  ) {
    let k = start.centroids.rowCount
    precondition(
      start.centroids.columnCount == rows.columnCount, "\(start.centroids.columnCount) columns")
    precondition(k > 0 || rows.rowCount == 0, "no centroids")
    precondition(
      maximumIterationCount > 0 && workers > 0,
      "\(maximumIterationCount) rounds, \(workers) workers")
    let arithmetic = arithmetic ?? .fastest(columnCount: rows.columnCount)
    var state = KMeansState(
      rows: rows, centroids: start.centroids, labels: start.labels, workers: workers)
    // Labels are what bounds need to beat.
    if start.labels != nil { state.project(prefix: prefixColumnCount, arithmetic: arithmetic) }
    var iterationCount = 0
    var isStable = false
    var assignmentCount = 0
    while iterationCount < maximumIterationCount, !isStable {
      isStable = !state.assign()
      assignmentCount += 1
      // Given labels may be right at once; sizes and lengths come from the first update.
      if !isStable || (assignmentCount == 1 && start.labels != nil) {
        iterationCount += 1
        state.update(reseeds: !isStable && iterationCount < maximumIterationCount)
        // One round is not worth finding components for.
        if iterationCount == 1, maximumIterationCount > 3, start.labels == nil {
          state.project(prefix: prefixColumnCount, arithmetic: arithmetic)
        }
      }
    }
    labels = state.labels
    centroids = state.centroids
    sizes = state.sizes
    objective = state.lengths.reduce(0, +)
    self.method = method
    self.iterationCount = iterationCount
    self.isStable = isStable
    let possible = rows.rowCount * k * assignmentCount
    computedShare = possible == 0 ? 0 : Double(state.computedCount) / Double(possible)
    similarities = state.ownSimilarities()
  }
}
