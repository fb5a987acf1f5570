// SPDX-License-Identifier: Apache-2.0

/// How near the rows of a set lie to their nearest neighbours.
///
/// The cosine to the nearest neighbour grows with the number of rows: two sets compare at equal
/// sizes only.
package struct NearestNeighborSummary: Hashable, Sendable {
  /// The mean cosine of a row to its nearest other row. The interval is a block jackknife of the
  /// given cosines: a bootstrap with replacement would find every row's copy at distance 0.
  package let mean: Estimate
  /// The 10 %, 20 %, … 90 % quantiles; empty where there are no rows.
  package let deciles: [Double]
  /// The cosines counted in `binCount` equal bins of −1…1.
  package let histogram: Histogram

  /// Bins of a histogram of cosines: 100, each .02 wide.
  package static let binCount = 100

  /// Summarises `cosines`, the cosine of each row to its nearest other row.
  package init(cosines: [Double], blocks options: JackknifeBlocks.Options = .init()) {
    let total = cosines.reduce(0, +)
    let n = Double(cosines.count)
    let blocks = JackknifeBlocks(rowCount: cosines.count, options: options).rows
    let means = blocks.map { rows in
      (total - rows.reduce(0) { $0 + cosines[$1] }) / (n - Double(rows.count))
    }
    mean = Estimate(
      value: cosines.isEmpty ? 0 : total / n, leaveOneOut: means.count < 2 ? [] : means,
      within: -1...1)
    let sorted = cosines.sorted()
    deciles =
      sorted.isEmpty ? [] : (1...9).map { Quantile.sample(Double($0) / 10, sorted: sorted) }
    histogram = Histogram(of: cosines, low: -1, high: 1, binCount: Self.binCount)
  }
}

/// Values counted in bins of equal width.
package struct Histogram: Hashable, Codable, Sendable {
  /// Where the first bin begins.
  package let low: Double
  /// Where the last bin ends.
  package let high: Double
  /// How many values each bin holds; the last one includes its end, and values outside count in the
  /// nearest bin.
  package let counts: [Int]

  /// Counts `values`, none of which is NaN.
  package init(of values: some Sequence<Double>, low: Double, high: Double, binCount: Int) {
    precondition(low < high && binCount > 0, "\(binCount) bins of \(low)…\(high)")
    self.low = low
    self.high = high
    var counts = [Int](repeating: 0, count: binCount)
    for value in values {
      let position = (value - low) / (high - low) * Double(binCount)
      counts[min(max(0, Int(position)), binCount - 1)] += 1
    }
    self.counts = counts
  }
}
