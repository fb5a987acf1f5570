// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// From which cosine on nearest neighbours are nearer than the density around them explains.
///
/// A set without repetition is locally a continuum: around a row whose fifth neighbour lies at
/// distance r₅, the four nearer ones are spread over the ball, so that the nearest lies within r with
/// probability 1 − (1 − (r/r₅)ᵈ)⁴, d the intrinsic dimension. Summed over the rows that is how many
/// nearest neighbours chance brings within r; where far more are seen, rows repeat each other. The
/// advised threshold is the lowest from which on chance explains at most `chanceShare` of them.
///
/// d comes from the set itself: (r₂/r₅)ᵈ follows Beta(2, 3), so the median of ln(r₅/r₂) gives it, and
/// rows with one or two near-copies do not disturb it. A group of more than five repeats looks like a
/// continuum: then the advice is high or there is none, which errs on the side of keeping rows.
///
/// That a pair is no chance does not say that it means the same: example pairs have to.
///
/// > Source: E. Facco and others, *Estimating the intrinsic dimension of datasets by a minimal
/// > neighborhood information*, 2017, doi:10.1038/s41598-017-11873-y, and for ratios of other
/// > neighbours F. Denti and others, *The generalized ratios intrinsic dimension estimator*, 2022,
/// > doi:10.1038/s41598-022-20991-1. They estimate d; to compare with it is ours.
package struct NeighborExcess: Hashable, Sendable {
  /// How many neighbours of each row are needed.
  package static let neighborCount = 5
  /// The share of the nearest neighbours at a threshold that chance may explain.
  package static let chanceShare = 0.01
  /// Fewer rows with a neighbour at a threshold decide nothing.
  package static let leastRowCount = 20
  /// The thresholds that may be advised: .70, .71, … .99. Below the first, chance is seldom all that
  /// brings rows of another meaning near each other.
  package static let thresholds = (70...99).map { Double($0) / 100 }

  /// One threshold.
  package struct Point: Hashable, Sendable {
    /// The cosine, inclusive.
    package let threshold: Double
    /// How many rows have a neighbour at it or above.
    package let rowCount: Int
    /// How many a continuum of the same density would have.
    package let chanceCount: Double

    /// The share of `rowCount` that chance explains, 0…1; 1 where there are no rows.
    package var chanceShare: Double {
      rowCount > 0 ? min(1, chanceCount / Double(rowCount)) : 1
    }
  }

  /// d, the intrinsic dimension; nil where there are too few rows or all are copies.
  package let dimension: Double?
  /// Every threshold of `thresholds`.
  package let points: [Point]
  /// The lowest threshold from which on chance explains at most `chanceShare`; nil where there is
  /// none with `leastRowCount` rows.
  package let advised: Double?

  /// The median of Beta(2, 3): 6x² − 8x³ + 3x⁴ = ½.
  private static let betaMedian = 0.385727568132

  /// Compares the neighbours of rows with a continuum.
  ///
  /// - Parameter cosines: `rowCount × neighborCount`, of each row to its nearest others, descending;
  ///   empty where the set has fewer rows.
  /// - Complexity: O(rows × thresholds), after sorting.
  package init(cosines: [Double]) {
    let k = Self.neighborCount
    precondition(cosines.count % k == 0, "\(cosines.count) cosines of \(k) neighbours each")
    // Squared chords of the unit sphere, 2 − 2 cos: half of d serves as exponent.
    func square(_ cosine: Double) -> Double { max(0, 2 - 2 * cosine) }
    let starts = Array(stride(from: 0, to: cosines.count, by: k))
    let logarithms = starts.compactMap { start -> Double? in
      let (second, last) = (square(cosines[start + 1]), square(cosines[start + k - 1]))
      return second > 0 ? naturalLogarithm(last / second) : nil
    }.sorted()
    guard !logarithms.isEmpty else {
      dimension = nil
      points = Self.thresholds.map { Point(threshold: $0, rowCount: 0, chanceCount: 0) }
      advised = nil
      return
    }
    let half =
      -naturalLogarithm(Self.betaMedian) / Quantile.sample(0.5, sorted: logarithms)
    dimension = 2 * half
    let farthest = starts.map { square(cosines[$0 + k - 1]) }
    points = Self.thresholds.map { threshold in
      let reach = square(threshold)
      var chance = 0.0
      for last in farthest {
        let share = last <= reach ? 1 : power(reach / last, half)
        let outside = 1 - share
        chance += 1 - outside * outside * outside * outside
      }
      let rowCount = starts.count { cosines[$0] >= threshold }
      return Point(threshold: threshold, rowCount: rowCount, chanceCount: chance)
    }
    var found: Double?
    for point in points.reversed() where point.rowCount >= Self.leastRowCount {
      guard point.chanceShare <= Self.chanceShare else { break }
      found = point.threshold
    }
    advised = found
  }
}
