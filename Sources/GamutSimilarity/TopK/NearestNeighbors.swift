// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutLinear

/// For each query row the rows of a set with the largest cosines, exactly.
///
/// Neighbours are ordered by their inner product in `Double`, in index order, and ties go to the lower
/// index, so the last bits of BLAS decide nothing and the answer is the same for any number of
/// workers. The rows of a few near clusters give each query a cosine that its k-th neighbour must
/// reach; the bound of `ThresholdJoin`, in floats or bytes, then rules out most of the rest.
///
/// Rows should have norm 1; a zero row has cosine 0 with every row. For small k: each query keeps a
/// sorted list.
public struct NearestNeighbors: Sendable {
  /// Neighbours per query: k, or fewer where the set is smaller.
  public let neighborCount: Int
  /// `queryCount × neighborCount` in row order: row indices of the set, nearest first.
  public let indices: [RecordIndex]
  /// `queryCount × neighborCount`: their cosines, −1…1, descending.
  public let similarities: [Double]
  /// How much work it was; `pairCount` is left 0.
  public let statistics: ThresholdJoin.Statistics

  /// Finds for each of `rows` its `count` nearest among the others.
  ///
  /// - Complexity: O(n²·p) for a prefix of p columns; O(n·(p + k)) memory.
  public init(
    within rows: Matrix, count: Int, options: ThresholdJoin.Options = ThresholdJoin.Options(),
    workers: Int
  ) {
    self.init(rows, nil, count: count, options: options, workers: workers)
  }

  /// Finds for each of `queries` its `count` nearest among `rows`, which must have as many columns.
  ///
  /// - Complexity: O(queries · rows · p) for a prefix of p columns.
  public init(
    of queries: Matrix, among rows: Matrix, count: Int,
    options: ThresholdJoin.Options = ThresholdJoin.Options(), workers: Int
  ) {
    precondition(
      queries.columnCount == rows.columnCount, "\(queries.columnCount) and \(rows.columnCount)")
    self.init(queries, rows, count: count, options: options, workers: workers)
  }

  private init(
    _ queries: Matrix, _ other: Matrix?, count: Int, options: ThresholdJoin.Options, workers: Int
  ) {
    precondition(count >= 0 && workers > 0, "\(count) neighbours, \(workers) workers")
    let rows = other ?? queries
    let available = other == nil ? max(0, rows.rowCount - 1) : rows.rowCount
    let k = min(count, available)
    neighborCount = k
    var statistics = ThresholdJoin.Statistics()
    statistics.comparedPairCount = queries.rowCount * available
    guard k > 0 else {
      indices = []
      similarities = []
      self.statistics = statistics
      return
    }
    let floors = NeighborFloors(
      queries, other, count: k, isWanted: options.prefixColumnCount.map { $0 < rows.columnCount },
      workers: workers)
    let bounds = BoundedRows.pair(
      queries, other,
      prefix: floors.isUseful ? options.prefixColumnCount : options.prefixColumnCount ?? .max,
      arithmetic: options.arithmetic
        ?? (floors.isUseful ? .fastest(columnCount: rows.columnCount) : .floats),
      workers: workers, threshold: { Double(floors.values[$0]) })
    let search = NeighborSearch(
      exact: ExactProducts(left: queries, right: rows), left: bounds.left, right: bounds.right,
      floors: floors.values, count: k, excludesEqualIndices: other == nil)
    let parts = Parallel.mapChunks(
      of: queries.rowCount, chunkSize: Tile.rowCount, workers: workers
    ) { search.neighbors(ofRows: $0) }
    statistics.prefixColumnCount = bounds.left.prefix
    statistics.scoredPairCount = parts.reduce(0) { $0 + $1.scoredCount }
    indices = Array(parts.map(\.lists.indices).joined())
    similarities = parts.flatMap { $0.lists.similarities.lazy.map(clampedCosine) }
    self.statistics = statistics
  }
}

extension NearestNeighbors {
  /// The neighbours of query `row`, nearest first.
  public func neighbors(of row: Int) -> ArraySlice<RecordIndex> {
    indices[row * neighborCount..<(row + 1) * neighborCount]
  }

  /// The cosine of query `row` to its neighbour `rank`, from 0.
  public func similarity(of row: Int, rank: Int) -> Double {
    precondition(rank >= 0 && rank < neighborCount, "rank \(rank) of \(neighborCount)")
    return similarities[row * neighborCount + rank]
  }
}

/// The scan of a block of queries against the set.
private struct NeighborSearch: Sendable {
  let exact: ExactProducts
  let left: BoundedRows
  let right: BoundedRows
  /// Per query, what its k-th neighbour reaches at least.
  let floors: [Float]
  let count: Int
  let excludesEqualIndices: Bool

  func neighbors(ofRows rows: Range<Int>) -> (lists: NeighborLists, scoredCount: Int) {
    let error =
      ExactProducts.floatError(columnCount: exact.left.columnCount)
      * left.largestNorm * right.largestNorm
    var lists = NeighborLists(rowCount: rows.count, count: count)
    var limits = Array(floors[rows])
    var floatLimits = rows.map { Float(roundedDown: Double(floors[$0]) - error) }
    var scan = BoundScan(left: left, right: right)
    var candidates: [UInt32] = []
    var products: [Double] = []
    var scoredCount = 0
    for start in stride(from: 0, to: right.rowCount, by: scan.columnCount) {
      let columns = start..<min(right.rowCount, start + scan.columnCount)
      scan.take(rows: rows, limits: limits)
      scan.multiply(columns: columns)
      for i in rows {
        let place = i - rows.lowerBound
        candidates.removeAll(keepingCapacity: true)
        scan.appendCandidates(at: place, from: start, to: &candidates)
        guard !candidates.isEmpty else { continue }
        if excludesEqualIndices { candidates.removeAll { Int($0) == i } }
        scoredCount += candidates.count
        exact.filter(&candidates, with: i, atLeast: floatLimits[place])
        exact.forEachDouble(candidates, with: i, in: &products) { j, product in
          lists.insert(product, j, place: place)
        }
        // What later rows must reach: more than the last of a full list.
        if let last = lists.last(place), last > Double(floors[i]) {
          limits[place] = Float(roundedDown: last)
          floatLimits[place] = Float(roundedDown: last - error)
        }
      }
    }
    return (lists, scoredCount)
  }
}
