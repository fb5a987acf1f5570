// SPDX-License-Identifier: Apache-2.0

/// The share of true neighbours that an approximate search found, measured on a sample of rows.
///
/// A neighbour counts as found where its place holds a row at least as near, so that copies may
/// stand for each other.
package struct NeighborRecall: Hashable, Codable, Sendable {
  /// The share on the sample, 0…1.
  package let value: Double
  /// The lower end of Wilson's 95 % interval.
  package let low: Double
  /// The upper end.
  package let high: Double
  /// How many rows the sample has.
  package let sampleRowCount: Int

  /// The share of `found`, how many of its `count` neighbours each sampled row got.
  ///
  /// The neighbours of one row are lost together more often than by chance. So the interval is that
  /// of fewer, independent neighbours: as many as would give the variance seen between rows (L. Kish,
  /// *Survey Sampling*, 1965: the design effect). Where all or none were found nothing varies, and
  /// each row counts once.
  init(found: [Int], count: Int) {
    precondition(count > 0 && found.allSatisfy { $0 >= 0 && $0 <= count }, "of \(count) neighbours")
    let rows = Double(found.count)
    sampleRowCount = found.count
    guard rows > 0 else {
      (value, low, high) = (0, 0, 1)
      return
    }
    let share = Double(found.reduce(0, +)) / (rows * Double(count))
    var independent = rows
    if share > 0, share < 1, rows > 1 {
      let squares = found.reduce(0.0) {
        let difference = Double($1) / Double(count) - share
        return $0 + difference * difference
      }
      let variance = squares / (rows - 1) / rows
      independent = min(
        rows * Double(count), share * (1 - share) / max(variance, .leastNormalMagnitude))
    }
    // Wilson (1927), doi:10.1080/01621459.1927.10502953, at 95 %.
    let z = 1.959963984540054
    let denominator = 1 + z * z / independent
    let centre = (share + z * z / (2 * independent)) / denominator
    let variance = share * (1 - share) / independent + z * z / (4 * independent * independent)
    let half = z / denominator * variance.squareRoot()
    value = share
    // At the ends the bound is exact; rounding would leave 1e-17 there.
    low = share == 0 ? 0 : max(0, centre - half)
    high = share == 1 ? 1 : min(1, centre + half)
  }
}
