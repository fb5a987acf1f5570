// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutLinear

/// All pairs of unit rows whose cosine reaches a threshold, exactly, in a fraction of the full product.
///
/// Rows are rotated by PCA; only a prefix of the columns is multiplied, with the norm of the rest as
/// one more column, which bounds the cosine from above (Cauchy and Schwarz). What the bound does not
/// rule out is computed in full: in `Float` first, and wherever that lies within d·2⁻²³ of the
/// threshold or above it, in `Double` in index order. So a pair is in the answer if and only if its
/// inner product in `Double`, in index order, reaches the threshold, whatever BLAS rounds to; the
/// answer is the same for any number of workers and any prefix. Where the machine multiplies bytes
/// faster than floats, the bounds are products of bytes, with what rounding lost added (`ByteRows`).
///
/// Of large sets, rows are not multiplied at all where their angles to a common centre differ by more
/// than that of the threshold (`AngleGroups`).
///
/// Rows should have norm 1; others are compared by their inner products. A zero row has cosine 0 with
/// every row. NaN and infinity must not occur. Thresholds may be negative.
///
/// Memory: the projected rows, n·(p + 1) floats or 2·n·p bytes (both while the bytes are made), 512
/// KiB a worker, and the pairs of one wave of row blocks: about 64 MiB, or one block of 256 rows if
/// those have more, for as long as a block has no more pairs than those of the wave before.
///
/// > Source: the bound by a prefix of principal components is that of Ram & Gray, *Maximum
/// > inner-product search using cone trees*, 2012, doi:10.1145/2339530.2339677, and of Teflioudi &
/// > Gemulla, *Exact and Approximate Maximum Inner Product Search with LEMP*, 2016,
/// > doi:10.1145/2996452, used here as a matrix product.
public struct ThresholdJoin: Sendable {
  /// What may be fixed; the answer does not depend on it.
  public struct Options: Hashable, Codable, Sendable {
    /// p, the columns multiplied before the bound; nil chooses by a cost estimate on a sample, and d
    /// or more multiplies all.
    public var prefixColumnCount: Int?
    /// What bounds are multiplied in; nil takes the faster one of the machine.
    public var arithmetic: BoundArithmetic?
    /// Centres whose angles rule groups of rows out; nil chooses by a cost estimate on a sample, and
    /// 0 leaves them out.
    public var centerCount: Int?

    /// The defaults.
    public init() {}
  }

  /// How much work a join was.
  public struct Statistics: Hashable, Sendable {
    /// p, the columns multiplied for every pair; d where all were.
    public var prefixColumnCount = 0
    /// Pairs that were compared: n(n − 1)/2, or n·m between two sets.
    public var comparedPairCount = 0
    /// Pairs of them that the angles to a centre ruled out, without a product.
    public var skippedPairCount = 0
    /// Pairs that the bound did not rule out, computed in full.
    public var scoredPairCount = 0
    /// Pairs that reached the threshold.
    public var pairCount = 0

    /// The share of pairs computed in full, 0…1.
    public var scoredShare: Double {
      comparedPairCount == 0 ? 0 : Double(scoredPairCount) / Double(comparedPairCount)
    }

    /// The share of pairs ruled out without a product, 0…1.
    public var skippedShare: Double {
      comparedPairCount == 0 ? 0 : Double(skippedPairCount) / Double(comparedPairCount)
    }
  }

  /// The pairs of a join, and how much work they were.
  public struct Answer: Sendable {
    /// Ordered by `a`, then `b`; within one set `a < b`.
    public let pairs: [SimilarPair]
    /// How much work they were.
    public let statistics: Statistics
  }

  /// The inclusive threshold.
  public let threshold: Double
  private let left: BoundedRows
  private let right: BoundedRows
  /// nil where the right rows stand in their own order.
  private let groups: AngleGroups?
  private let exact: ExactProducts
  private let isWithinOneSet: Bool
  private let workers: Int

  /// Prepares the join of `rows` with themselves, each pair once.
  ///
  /// - Complexity: O(d³ + n·d·p).
  public init(
    within rows: Matrix, threshold: Double, options: Options = Options(), workers: Int
  ) {
    self.init(
      rows, nil, threshold: threshold, options: options, workers: workers)
  }

  /// Prepares the join of two sets: `a` of a pair is a row of `left`, `b` one of `right`, which must
  /// have as many columns.
  public init(
    of left: Matrix, with right: Matrix, threshold: Double, options: Options = Options(),
    workers: Int
  ) {
    precondition(
      left.columnCount == right.columnCount, "\(left.columnCount) and \(right.columnCount) columns")
    self.init(left, right, threshold: threshold, options: options, workers: workers)
  }

  private init(
    _ left: Matrix, _ other: Matrix?, threshold: Double, options: Options, workers: Int
  ) {
    precondition(threshold.isFinite && workers > 0, "threshold \(threshold), workers \(workers)")
    let right = other ?? left
    let limit = ExactProducts.productLimit(ofCosine: threshold)
    self.threshold = threshold
    self.workers = workers
    isWithinOneSet = other == nil
    exact = ExactProducts(left: left, right: right)
    let bounds = BoundedRows.pair(
      left, other, prefix: options.prefixColumnCount,
      arithmetic: options.arithmetic ?? .fastest(columnCount: left.columnCount), workers: workers,
      threshold: { _ in limit })
    self.left = bounds.left
    groups = AngleGroups.chosen(
      for: left, with: right, isWithinOneSet: isWithinOneSet, threshold: limit,
      centerCount: options.centerCount, pairCost: PrefixChoice.costPerPair(of: bounds.left),
      columnCount: BoundScan.columnCount(of: bounds.right), workers: workers)
    self.right = groups.map { bounds.right.selecting($0.order.map(Int.init)) } ?? bounds.right
  }
}

extension ThresholdJoin {
  /// All pairs at once; n²/2 of them where all rows are equal, so see `forEachBlock(_:)`.
  ///
  /// - Complexity: O(n²·p), with p the prefix.
  public func answer() -> Answer {
    var pairs: [SimilarPair] = []
    let statistics = forEachBlock { pairs.append(contentsOf: $0) }
    return Answer(pairs: pairs, statistics: statistics)
  }

  /// Delivers the pairs in order, those of one block of rows at a time, so that the caller need not
  /// hold them; blocks without pairs are left out. A throw ends the join.
  ///
  /// - Complexity: O(n²·p), with p the prefix.
  @discardableResult
  public func forEachBlock<Failure: Error>(
    _ body: ([SimilarPair]) throws(Failure) -> Void
  ) throws(Failure) -> Statistics {
    let rowCount = left.rowCount
    var statistics = Statistics()
    statistics.prefixColumnCount = left.prefix
    statistics.comparedPairCount =
      isWithinOneSet
      ? rowCount * max(0, rowCount - 1) / 2 : rowCount * right.rowCount
    let blockCount = (rowCount + Tile.rowCount - 1) / Tile.rowCount
    var next = 0
    // One block first: it tells how many pairs to expect, and where all rows are equal eight would be
    // eight times 256 rows with all others.
    var waveCount = 1
    while next < blockCount {
      // The size of a wave bounds memory and decides nothing: blocks are the same in any wave.
      let wave = next..<min(blockCount, next + waveCount)
      let blocks = Parallel.mapChunks(of: wave.count, chunkSize: 1, workers: workers) { part in
        let start = (wave.lowerBound + part.lowerBound) * Tile.rowCount
        return pairs(ofRows: start..<min(rowCount, start + Tile.rowCount))
      }
      var most = 1
      for block in blocks {
        statistics.scoredPairCount += block.scoredCount
        statistics.skippedPairCount += block.skippedCount
        statistics.pairCount += block.pairs.count
        most = max(most, block.pairs.count)
        if !block.pairs.isEmpty { try body(block.pairs) }
      }
      next = wave.upperBound
      waveCount = min(2 * waveCount, 64, max(1, ThresholdJoin.wavePairCount / most))
    }
    return statistics
  }

  /// Pairs of a wave: 64 MiB at 16 bytes each.
  private static let wavePairCount = 1 << 22

  private func pairs(ofRows rows: Range<Int>) -> BlockPairs {
    var found = BlockPairs(exact: exact, threshold: threshold, norms: (left, right))
    var scan = BoundScan(left: left, right: right)
    let limit = Float(roundedDown: ExactProducts.productLimit(ofCosine: threshold))
    scan.take(rows: rows, limits: Array(repeating: limit, count: rows.count))
    if let groups {
      search(groups, ofRows: rows, &scan, &found)
    } else {
      search(ofRows: rows, &scan, &found)
    }
    found.pairs.sort()
    return found
  }

  private func search(
    ofRows rows: Range<Int>, _ scan: inout BoundScan, _ found: inout BlockPairs
  ) {
    var candidates: [UInt32] = []
    let first = isWithinOneSet ? rows.lowerBound / scan.columnCount * scan.columnCount : 0
    for start in stride(from: first, to: right.rowCount, by: scan.columnCount) {
      let columns = start..<min(right.rowCount, start + scan.columnCount)
      scan.multiply(columns: columns)
      for i in rows {
        let from = isWithinOneSet ? max(start, i + 1) : start
        guard from < columns.upperBound else { continue }
        candidates.removeAll(keepingCapacity: true)
        scan.appendCandidates(at: i - rows.lowerBound, from: from, to: &candidates)
        found.take(&candidates, of: i)
      }
    }
  }

  /// The same, group by group: each with the rows whose angles to its centre leave the threshold open.
  private func search(
    _ groups: AngleGroups, ofRows rows: Range<Int>, _ scan: inout BoundScan,
    _ found: inout BlockPairs
  ) {
    let centerCount = groups.centers.rowCount
    var products = [Float](repeating: 0, count: rows.count * centerCount)
    var target = products.mutableSpan
    groups.centers.writeRowProducts(
      of: 0..<centerCount, with: exact.left, rows: rows, into: &target)
    var candidates: [UInt32] = []
    var taken: [UInt32] = []
    for group in groups.groups {
      // Of one set, only rows after the first of the block.
      let start =
        isWithinOneSet
        ? groups.firstPlace(of: group, after: rows.lowerBound) : group.places.lowerBound
      guard start < group.places.upperBound else { continue }
      let columns = start..<group.places.upperBound
      let isAllAfter = Int(groups.order[start]) >= rows.upperBound
      taken.removeAll(keepingCapacity: true)
      // Centres by rows: the products of one with all rows lie side by side.
      let own = group.center * rows.count
      for place in 0..<rows.count {
        let product = products[own + place]
        if product >= group.least, product <= group.most {
          taken.append(UInt32(truncatingIfNeeded: place))
        } else {
          let from =
            isWithinOneSet && !isAllAfter
            ? groups.firstPlace(of: group, after: rows.lowerBound + place) : start
          found.skippedCount += columns.upperBound - from
        }
      }
      guard !taken.isEmpty else { continue }
      scan.multiply(places: taken, columns: columns)
      for place in taken.indices {
        let i = rows.lowerBound + Int(taken[place])
        candidates.removeAll(keepingCapacity: true)
        scan.appendCandidates(at: place, from: start, to: &candidates)
        guard !candidates.isEmpty else { continue }
        for index in candidates.indices {
          candidates[index] = groups.order[Int(candidates[index])]
        }
        if isWithinOneSet { candidates.removeAll { $0 <= UInt32(truncatingIfNeeded: i) } }
        found.take(&candidates, of: i)
      }
    }
  }
}

/// The pairs of a block of rows, as they are found.
private struct BlockPairs: Sendable {
  var pairs: [SimilarPair] = []
  var scoredCount = 0
  var skippedCount = 0
  private let exact: ExactProducts
  private let threshold: Double
  private let floatLimit: Float
  private var products: [Double] = []

  init(exact: ExactProducts, threshold: Double, norms: (left: BoundedRows, right: BoundedRows)) {
    let error =
      ExactProducts.floatError(columnCount: exact.left.columnCount)
      * norms.left.largestNorm * norms.right.largestNorm
    self.exact = exact
    self.threshold = threshold
    floatLimit = Float(roundedDown: ExactProducts.productLimit(ofCosine: threshold) - error)
  }

  /// Computes the pairs of row `i` with `candidates`, and keeps those that reach the threshold.
  @inline(__always)
  mutating func take(_ candidates: inout [UInt32], of i: Int) {
    guard !candidates.isEmpty else { return }
    scoredCount += candidates.count
    exact.filter(&candidates, with: i, atLeast: floatLimit)
    let threshold = threshold
    var reached: [SimilarPair] = []
    let exact = exact
    exact.forEachDouble(candidates, with: i, in: &products) { j, product in
      let cosine = exact.cosine(product, i, Int(j))
      guard cosine >= threshold else { return }
      reached.append(
        SimilarPair(a: RecordIndex(truncatingIfNeeded: i), b: j, similarity: cosine))
    }
    pairs.append(contentsOf: reached)
  }
}
