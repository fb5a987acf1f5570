// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// A clustering between two rounds.
struct KMeansState: Sendable {
  let rows: Matrix
  let workers: Int
  var centroids: Matrix
  var labels: [Int]
  var sizes: [Int]
  /// ‖Σx‖ of each cluster: the sum of its rows' cosines to their mean.
  var lengths: [Double]
  /// Per row, a lower bound of its cosine to its own centroid and an upper one to all others.
  private var bounds: [CosineBounds]
  /// Per cluster, the cosine between its last two centroids, less rounding.
  var drifts: [Double]
  var hasChanged: [Bool]
  private(set) var computedCount = 0
  /// Whether no round was done, after which every centroid has to be made.
  private var isFresh = true
  /// Rows that bound their products with projected centroids; nil before the second round, and
  /// where full products are cheaper.
  private var projection: KMeansProjection?
  /// How far a `Float` product may lie from the cosine of the two rows: rounding, and how far norms
  /// lie from 1, since the bounds are about angles.
  private let error: Float

  static let chunkSize = 1_024
  /// Floats of one block of products, 512 KiB.
  private static let productCount = 1 << 17

  /// - Parameter labels: the clusters to start from; nil for none.
  init(rows: Matrix, centroids: Matrix, labels: [Int]?, workers: Int) {
    precondition(labels.map { $0.count == rows.rowCount } ?? true, "\(rows.rowCount) rows")
    self.rows = rows
    self.workers = workers
    self.centroids = centroids
    let k = centroids.rowCount
    self.labels = labels ?? [Int](repeating: -1, count: rows.rowCount)
    sizes = [Int](repeating: 0, count: k)
    lengths = [Double](repeating: 0, count: k)
    bounds = [CosineBounds](
      repeating: CosineBounds(own: -1, others: 1), count: rows.rowCount)
    drifts = [Double](repeating: 1, count: k)
    hasChanged = [Bool](repeating: true, count: k)
    let deviation = max(largestDeviation(of: rows), largestDeviation(of: centroids))
    let product = ExactProducts.floatError(columnCount: rows.columnCount) + 0x1p-20
    error = Float(roundedUp: product * (1 + deviation) * (1 + deviation) + 2.5 * deviation)
  }
}

/// The largest distance of the norm of a non-zero row from 1.
func largestDeviation(of matrix: Matrix) -> Double {
  var largest = 0.0
  for row in 0..<matrix.rowCount {
    let norm = squaredNorm(of: matrix, row: row)
    if norm > 0 { largest = max(largest, abs(norm.squareRoot() - 1)) }
  }
  return largest
}

extension KMeansState {
  /// Prepares the bounds by a prefix of principal components, once labels are known: `prefix` as in
  /// `ThresholdJoin.Options`.
  mutating func project(prefix: Int?, arithmetic: BoundArithmetic) {
    let d = rows.columnCount
    if let prefix, prefix >= d { return }
    if prefix == nil, rows.rowCount * centroids.rowCount < KMeansState.smallestProjected { return }
    let components = PrincipalComponents(of: rows)
    let state = self
    let exact = ExactProducts(left: rows, right: centroids)
    let chosen =
      prefix.map { min($0, components.values.count) }
      ?? PrefixChoice.prefix(
        for: rows, with: centroids, components: components, excludesEqualIndices: false,
        arithmetic: arithmetic,
        threshold: { Double(exact.float($0, state.labels[$0]) - state.error) })
    // A full product of floats needs no bounds; one of bytes is itself one.
    if chosen == nil, arithmetic == .floats { return }
    projection = KMeansProjection(
      rows: KMeansProjection.bounds(
        of: rows, components: components, prefix: chosen, arithmetic: arithmetic, workers: workers),
      components: components, prefix: chosen, arithmetic: arithmetic)
  }

  /// Products from which finding components can pay: some milliseconds of full products a round.
  private static let smallestProjected = 1 << 21

  private struct Part {
    var labels: [Int]
    var bounds: [CosineBounds]
    var computedCount: Int
  }

  /// Moves every row to its nearest centroid; whether any moved.
  mutating func assign() -> Bool {
    let state = self
    let drift = LargestDrift(drifts)
    let bounded = projection.map { $0.bounds(of: centroids, workers: workers) }
    let parts = Parallel.mapChunks(
      of: rows.rowCount, chunkSize: KMeansState.chunkSize, workers: workers
    ) { state.assign($0, drift: drift, bounded: bounded) }
    var isChanged = false
    for k in hasChanged.indices { hasChanged[k] = isFresh }
    isFresh = false
    var row = 0
    for part in parts {
      computedCount += part.computedCount
      for (label, bound) in zip(part.labels, part.bounds) {
        let old = labels[row]
        if label != old {
          isChanged = true
          hasChanged[label] = true
          if old >= 0 { hasChanged[old] = true }
          labels[row] = label
        }
        bounds[row] = bound
        row += 1
      }
    }
    return isChanged
  }

  private func assign(
    _ range: Range<Int>, drift: LargestDrift, bounded: BoundedRows?
  ) -> Part {
    let k = centroids.rowCount
    var part = Part(
      labels: Array(labels[range]), bounds: Array(bounds[range]), computedCount: 0)
    let exact = ExactProducts(left: rows, right: centroids)
    var open: [Int] = []
    for row in range {
      let place = row - range.lowerBound
      let label = part.labels[place]
      guard label >= 0 else {
        open.append(row)
        continue
      }
      var bound = part.bounds[place]
      bound.own = CosineBounds.lowered(bound.own, by: drifts[label])
      bound.others = CosineBounds.raised(bound.others, by: drift.excluding(label))
      if bound.own <= bound.others {
        bound.own = exact.float(row, label) - error
        part.computedCount += 1
        if bound.own <= bound.others { open.append(row) }
      }
      part.bounds[place] = bound
    }
    if let bounded, let left = projection?.rows, let bytes = left.bytes, let right = bounded.bytes {
      let slack = Float(roundedUp: left.slack(with: bounded))
      decide(open, from: range.lowerBound, bytes, right, slack: slack, exact, &part)
      return part
    }
    let blockSize = max(16, min(256, KMeansState.productCount / k))
    var products = [Float](repeating: 0, count: blockSize * k)
    var exactProducts: [Double] = []
    var candidates: [UInt32] = []
    var start = 0
    while start < open.count {
      let block = Array(open[start..<min(open.count, start + blockSize)])
      start += block.count
      // A block without gaps is multiplied where it lies.
      let isContiguous = block[block.count - 1] - block[0] + 1 == block.count
      // Bounds need something to beat; the first round has nothing.
      let (source, factors) = floatFactors(bounded)
      let left = isContiguous ? source : source.selectingRows(block)
      let leftRows = isContiguous ? block[0]..<block[0] + block.count : 0..<block.count
      var target = products.mutableSpan
      left.writeRowProducts(of: leftRows, with: factors, rows: 0..<k, into: &target)
      let span = products.span
      if let bounded, let projection {
        let slack = Float(roundedUp: projection.rows.slack(with: bounded))
        for (i, row) in block.enumerated() {
          let place = row - range.lowerBound
          let own = part.bounds[place].own
          candidates.removeAll(keepingCapacity: true)
          // The own cluster is always among them: its bound is above its cosine.
          RowScan.appendIndices(
            of: span, in: i * k..<(i + 1) * k, atLeast: own - slack, offset: -i * k,
            to: &candidates)
          part.computedCount += candidates.count
          decide(row, among: candidates, exact, &part.labels[place], &part.bounds[place])
        }
        continue
      }
      part.computedCount += block.count * k
      for (i, row) in block.enumerated() {
        let place = row - range.lowerBound
        let best = RowScan.twoLargest(of: span.extracting(i * k..<(i + 1) * k))
        let least = best.first - 2 * error
        candidates.removeAll(keepingCapacity: true)
        RowScan.appendIndices(
          of: span, in: i * k..<(i + 1) * k, atLeast: least, offset: -i * k, to: &candidates)
        var label = Int(candidates[0])
        if candidates.count > 1 {
          var largest = -Double.infinity
          exact.forEachDouble(candidates, with: row, in: &exactProducts) { candidate, product in
            if product > largest {
              largest = product
              label = Int(candidate)
            }
          }
        }
        part.labels[place] = label
        part.bounds[place] = CosineBounds(
          own: candidates.count > 1 ? least : best.first - error,
          others: candidates.count > 1 ? best.first + error : best.second + error)
      }
    }
    return part
  }

  /// What is multiplied where bounds are not bytes: projected rows and centroids, or both as they are.
  private func floatFactors(_ bounded: BoundedRows?) -> (rows: Matrix, centroids: Matrix) {
    guard case .floats(let left) = projection?.rows.elements,
      case .floats(let right) = bounded?.elements
    else { return (rows, centroids) }
    return (left, right)
  }

  /// Labels the rows `open` by the products of their bytes with those of the centroids.
  private func decide(
    _ open: [Int], from first: Int, _ left: ByteRows, _ right: ByteRows, slack: Float,
    _ exact: ExactProducts, _ part: inout Part
  ) {
    let k = centroids.rowCount
    var masks = [UInt64](repeating: 0, count: Tile.rowCount * right.panelCount)
    var candidates: [UInt32] = []
    for start in stride(from: 0, to: open.count, by: Tile.rowCount) {
      let block = Array(open[start..<min(open.count, start + Tile.rowCount)])
      let limits = block.map { (part.bounds[$0 - first].own - slack).nextDown }
      right.writeCandidates(
        of: left.block(ofRows: block, limits: limits, with: right),
        places: (0..<block.count).map { UInt32(truncatingIfNeeded: $0) },
        panels: 0..<right.panelCount, into: &masks)
      for (i, row) in block.enumerated() {
        candidates.removeAll(keepingCapacity: true)
        ByteRows.appendMarked(
          in: masks.span, from: i * right.panelCount, first: 0, rows: 0..<k, to: &candidates)
        part.computedCount += candidates.count
        let place = row - first
        decide(row, among: candidates, exact, &part.labels[place], &part.bounds[place])
      }
    }
  }

  /// Labels `row` with the nearest of `candidates`, ascending, which hold every cluster whose cosine
  /// reaches the lower bound of its own.
  private func decide(
    _ row: Int, among candidates: [UInt32], _ exact: ExactProducts, _ label: inout Int,
    _ bounds: inout CosineBounds
  ) {
    let floor = bounds.own
    var first = -Float.infinity
    var second = -Float.infinity
    var best = label
    for candidate in candidates {
      let product = exact.float(row, Int(candidate))
      if product > first {
        second = first
        first = product
        best = Int(candidate)
      } else if product > second {
        second = product
      }
    }
    if first - second <= 2 * error {
      var largest = -Double.infinity
      for candidate in candidates {
        let product = exact.double(row, Int(candidate))
        if product > largest {
          largest = product
          best = Int(candidate)
        }
      }
      second = first
      first -= 2 * error
    }
    label = best
    bounds = CosineBounds(own: first - error, others: max(second, floor) + error)
  }
}
