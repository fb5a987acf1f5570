// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

extension AngleGroups {
  /// Groups of `right` for a join with `left`, where they spare more than they cost; nil where not,
  /// and where rows of other norms than 1 and 0 leave nothing to say about angles.
  ///
  /// - Parameters:
  ///   - centerCount: how many centres; nil chooses, by a cost estimate on a sample.
  ///   - pairCost: nanoseconds to bound one pair.
  ///   - columnCount: columns multiplied at once.
  static func chosen(
    for left: Matrix, with right: Matrix, isWithinOneSet: Bool, threshold: Double,
    centerCount: Int?, pairCost: Double, columnCount: Int, workers: Int
  ) -> AngleGroups? {
    guard threshold > 0, left.rowCount > 0, right.rowCount > 0 else { return nil }
    let cost = Cost(
      left: left, right: right, isWithinOneSet: isWithinOneSet, pairCost: pairCost,
      centerCount: centerCount ?? Cost.centerCount(of: right))
    guard cost.centerCount > 0, centerCount != nil || cost.mayPay else { return nil }
    let sample = right.selectingRows(evenlySpaced(sampleRowCount, of: right.rowCount))
    var options = SphericalKMeans.Options(clusterCount: cost.centerCount)
    options.method = .full
    options.maximumIterationCount = roundCount
    let centers = SphericalKMeans(of: sample, options: options, workers: workers).centroids
    let largestGroup = min(AngleGroups.largestGroup, columnCount)
    if centerCount == nil {
      let tried = AngleGroups(
        of: sample, centers: centers, threshold: threshold, deviation: leastDeviation,
        largestGroup: max(1, largestGroup * sample.rowCount / right.rowCount), workers: workers)
      let queries = left.selectingRows(evenlySpaced(queryCount, of: left.rowCount))
      guard cost.pays(skippedShare: tried.skippedShare(of: queries)) else { return nil }
    }
    let deviation = max(
      largestDeviation(of: left), isWithinOneSet ? 0 : largestDeviation(of: right), leastDeviation)
    guard deviation < mostDeviation else { return nil }
    return AngleGroups(
      of: right, centers: centers, threshold: threshold, deviation: deviation,
      largestGroup: largestGroup, workers: workers)
  }

  /// Rows of a group at most: sixteen panels of bytes, so that what a row costs for each group is
  /// little beside its products.
  private static let largestGroup = 1_024

  /// Norms farther from 1 are those of no unit rows, and angles would be known too badly.
  private static let mostDeviation = 0x1p-10
  /// That of centres, brought to norm 1 in `Double` and rounded.
  private static let leastDeviation = 0x1p-20
  /// Rows that centres are found from, and that the share is estimated on with so many others.
  private static let sampleRowCount = 8_192
  private static let queryCount = 512
  /// Rounds of clustering; any centres will do, and more rounds change the share by little.
  private static let roundCount = 3

  /// What a join costs with groups and without, in the nanoseconds of `PrefixChoice`.
  private struct Cost {
    let centerCount: Int
    private let pairs: Double
    private let angles: Double

    init(left: Matrix, right: Matrix, isWithinOneSet: Bool, pairCost: Double, centerCount: Int) {
      let (n, m) = (Double(left.rowCount), Double(right.rowCount))
      pairs = (isWithinOneSet ? n * (n - 1) / 2 : n * m) * pairCost
      // Both sides are multiplied with the centres in `Float`, and sorting is cheaper than that.
      angles = 1.5 * (n + m) * Double(centerCount) * Double(right.columnCount) / 60
      self.centerCount = centerCount
    }

    /// A group a centre, and shells from half a million rows on: more centres part rows better and
    /// cost more.
    static func centerCount(of rows: Matrix) -> Int {
      min(512, rows.rowCount / AngleGroups.largestGroup)
    }

    /// Whether it can pay even if a quarter of the pairs were left. Finding out takes some tenth of a
    /// second of one core, so joins of less than a second are left alone.
    var mayPay: Bool { pairs > 1e9 && angles < 0.5 * pairs }

    /// What is left is multiplied in smaller pieces by rows out of their order: twice as slowly, as
    /// measured.
    func pays(skippedShare: Double) -> Bool {
      (1 - skippedShare) * pairs * 2 + angles < 0.9 * pairs
    }
  }
}
