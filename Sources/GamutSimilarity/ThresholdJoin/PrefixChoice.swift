// SPDX-License-Identifier: Apache-2.0

internal import GamutLinear

/// How many columns to multiply before the bound: chosen by a cost estimate on a sample of pairs.
///
/// A longer prefix costs more for every pair and leaves fewer to be computed in full. Any choice
/// gives the same answer; only the time depends on it.
struct PrefixChoice {
  /// The prefixes tried, as far as they are at most three quarters of the columns.
  static let candidates = [8, 12, 16, 24, 32, 48, 64, 80, 96, 128, 160, 192, 256, 320, 384, 512]
  /// Sampled rows of either side: 256 × 1,024 pairs see shares down to 10⁻⁵.
  static let leftSampleCount = 256
  static let rightSampleCount = 1_024

  /// Nanoseconds on one core of a current machine; only their ratios matter. A multiply-add takes
  /// 1/60 in a blocked product, a scanned product 1/12, and a pair computed in full 1/11 a column,
  /// with two cache misses before it.
  ///
  /// Of bytes, the machine says how many; the kernel's comparison takes the place of the scan.
  static func costPerPair(
    prefix: Int, share: Double, columnCount d: Int, arithmetic: BoundArithmetic
  ) -> Double {
    let product =
      switch arithmetic {
      case .floats: Double(prefix + 1) / 60 + 1 / 12
      case .bytes: Double(prefix) / ByteRows.productRate + 1 / 12
      }
    return product + share * (30 + Double(d) / 11)
  }

  /// The same of rows that are ready, without the pairs that are left.
  static func costPerPair(of rows: BoundedRows) -> Double {
    costPerPair(
      prefix: rows.prefix, share: 0, columnCount: rows.prefix,
      arithmetic: rows.bytes == nil ? .floats : .bytes)
  }

  /// The cheapest prefix, or nil where the full product is cheaper than any.
  ///
  /// - Parameters:
  ///   - thresholds: what pairs of left row `i` must reach.
  ///   - arithmetic: what the prefix is multiplied in; as bytes it costs less and bounds less.
  ///   - excludesEqualIndices: whether left and right are the same rows.
  static func prefix(
    for left: Matrix, with right: Matrix, components: PrincipalComponents,
    excludesEqualIndices: Bool, arithmetic: BoundArithmetic, threshold: (_ row: Int) -> Double
  ) -> Int? {
    let d = left.columnCount
    let tried = candidates.filter { $0 <= components.values.count && $0 * 4 <= d * 3 }
    guard let longest = tried.last else { return nil }
    let leftRows = evenlySpaced(leftSampleCount, of: left.rowCount)
    let rightRows = evenlySpaced(rightSampleCount, of: right.rowCount)
    let a = SampleRows(of: left, rows: leftRows, components: components, prefix: longest)
    let b = SampleRows(of: right, rows: rightRows, components: components, prefix: longest)
    let pairCount = leftRows.count * rightRows.count
    guard pairCount > 0 else { return nil }
    let limits = leftRows.map { Float(threshold($0)) }

    var sums = [Float](repeating: 0, count: pairCount)
    var part = sums
    var best: (cost: Double, prefix: Int?) = (.infinity, nil)
    var reached = 0
    for prefix in tried {
      if prefix > reached {
        let x = a.columns(reached..<prefix)
        let y = b.columns(reached..<prefix)
        var span = part.mutableSpan
        x.writeRowProducts(of: 0..<x.rowCount, with: y, rows: 0..<y.rowCount, into: &span)
        for index in 0..<pairCount { sums[index] += part[index] }
        reached = prefix
      }
      // What rounding to bytes takes off the limit, about; see `ByteRows`.
      let loss = arithmetic == .bytes ? a.byteError(prefix) + b.byteError(prefix) : 0
      let aRest = a.rest(after: prefix)
      let bRest = b.rest(after: prefix)
      var survivors = 0
      for i in 0..<leftRows.count {
        let start = i * rightRows.count
        for j in 0..<rightRows.count
        where sums[start + j] + aRest[i] * bRest[j] >= limits[i] - loss
          && !(excludesEqualIndices && leftRows[i] == rightRows[j])
        {
          survivors += 1
        }
      }
      let cost = costPerPair(
        prefix: prefix, share: Double(survivors) / Double(pairCount), columnCount: d,
        arithmetic: arithmetic)
      if cost < best.cost { best = (cost, prefix) }
    }
    var full = costPerPair(prefix: d - 1, share: 0, columnCount: d, arithmetic: arithmetic)
    if arithmetic == .bytes {
      let (x, y) = (left.selectingRows(leftRows), right.selectingRows(rightRows))
      let products = x.rowProducts(with: y)
      let loss = byteError(of: x) + byteError(of: y)
      var survivors = 0
      for i in 0..<leftRows.count {
        for j in 0..<rightRows.count
        where products[i, j] >= limits[i] - loss
          && !(excludesEqualIndices && leftRows[i] == rightRows[j])
        {
          survivors += 1
        }
      }
      full = costPerPair(
        prefix: d, share: Double(survivors) / Double(pairCount), columnCount: d,
        arithmetic: arithmetic)
    }
    // In the full product of floats, too, what reaches the threshold is computed once more, but that
    // is less than what any prefix leaves; so its cost without it is a lower bound.
    return best.cost < full ? best.prefix : nil
  }

  /// As `SampleRows.byteError`, of the rows as they are.
  private static func byteError(of rows: Matrix) -> Float {
    var sum: Float = 0
    for row in 0..<rows.rowCount {
      sum += rows.withRow(row) { row in
        var largest: Float = 0
        for k in row.indices { largest = max(largest, abs(row[k])) }
        return largest
      }
    }
    return sum / Float(max(1, rows.rowCount)) / 127 * (Float(rows.columnCount) / 12).squareRoot()
  }
}

/// Sampled rows with all their coordinates along the components.
private struct SampleRows {
  let coordinates: [Double]  // rowCount × prefix
  let norms: [Double]  // squared
  let prefix: Int

  init(of matrix: Matrix, rows: [Int], components: PrincipalComponents, prefix: Int) {
    let taken = matrix.selectingRows(rows)
    var products = [Double](repeating: 0, count: rows.count * prefix)
    var span = products.mutableSpan
    taken.writeDoubleRowProducts(
      of: 0..<rows.count, with: Array(components.vectors[0..<prefix * matrix.columnCount]),
      rightRowCount: prefix, into: &span)
    coordinates = products
    norms = (0..<rows.count).map { squaredNorm(of: taken, row: $0) }
    self.prefix = prefix
  }

  func columns(_ range: Range<Int>) -> Matrix {
    var elements: [Float] = []
    elements.reserveCapacity(norms.count * range.count)
    for i in norms.indices {
      for j in range { elements.append(Float(coordinates[i * prefix + j])) }
    }
    return Matrix(rowCount: norms.count, columnCount: range.count, elements: elements)
  }

  /// The mean norm of what rounding the first `count` coordinates to bytes leaves: a step is the
  /// largest over 127, and the error of an element has the variance of a twelfth of its square.
  func byteError(_ count: Int) -> Float {
    var sum = 0.0
    for i in norms.indices {
      var largest = 0.0
      for j in 0..<count { largest = max(largest, abs(coordinates[i * prefix + j])) }
      sum += largest
    }
    return Float(sum / Double(max(1, norms.count)) / 127 * (Double(count) / 12).squareRoot())
  }

  func rest(after count: Int) -> [Float] {
    norms.indices.map { i in
      var rest = norms[i]
      for j in 0..<count { rest -= coordinates[i * prefix + j] * coordinates[i * prefix + j] }
      return Float(max(0, rest).squareRoot())
    }
  }
}
