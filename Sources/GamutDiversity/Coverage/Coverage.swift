// SPDX-License-Identifier: Apache-2.0

/// How much of a reference set (traffic, an evaluation set) a training set covers: the share of
/// reference rows whose nearest training row has at least a cosine of τ.
///
/// A value of plain numbers: the cosines come from any nearest-neighbour search.
package struct Coverage: Hashable, Sendable {
  /// τ, inclusive.
  package let threshold: Double
  /// How many reference rows are covered, with Wilson's interval.
  package let share: Share
  /// How many rows of one half of the reference the other half covers: what a training set from the
  /// same source would reach, about 95 % when τ is `CoverageThreshold`'s.
  package let ceiling: Share
  /// The mean over the reference of the largest cosine to a training row (facility location), −1…1.
  package let meanMaxCosine: Double
  /// Coverage and ceiling for τ = 0, .05, … 1.
  package let curve: [Point]

  /// Coverage and ceiling at one τ.
  package struct Point: Hashable, Codable, Sendable {
    /// τ, inclusive.
    package let threshold: Double
    /// The covered share of the reference, 0…1.
    package let coverage: Double
    /// The covered share of one half of the reference by the other, 0…1.
    package let ceiling: Double
  }

  /// Whether `cosine`, a product of unit rows, reaches `threshold`.
  ///
  /// The product of a row with itself can lie 2⁻²² below 1, since its elements are rounded to 2⁻²⁴ of
  /// themselves: an equal row covers at a threshold of 1 too, whatever its last bits are.
  static func reaches(_ threshold: Double, cosine: Double) -> Bool {
    cosine >= min(threshold, 1 - 0x1p-22)
  }

  /// Measures the coverage.
  ///
  /// - Parameters:
  ///   - maxCosines: for each reference row the largest cosine to a training row.
  ///   - ceilingCosines: for rows of one half of the reference the largest cosine to a row of the
  ///     other.
  ///   - threshold: τ.
  package init(maxCosines: [Double], ceilingCosines: [Double], threshold: Double) {
    func covered(_ cosines: [Double], _ threshold: Double) -> Share {
      Share(
        count: cosines.count { Coverage.reaches(threshold, cosine: $0) }, total: cosines.count)
    }
    self.threshold = threshold
    share = covered(maxCosines, threshold)
    ceiling = covered(ceilingCosines, threshold)
    meanMaxCosine =
      maxCosines.isEmpty ? 0 : maxCosines.reduce(0, +) / Double(maxCosines.count)
    curve = (0...20).map { step in
      let threshold = Double(step) / 20
      return Point(
        threshold: threshold, coverage: covered(maxCosines, threshold).value,
        ceiling: covered(ceilingCosines, threshold).value)
    }
  }

  /// Coverage over its ceiling: 1 where the training set serves the reference as well as the
  /// reference serves itself. It may exceed 1, since a large training set has more rows to be near
  /// to; nil where the ceiling is 0.
  package var ratio: Double? { ceiling.count == 0 ? nil : share.value / ceiling.value }
}

/// Where "near enough" begins: the 5 % quantile of the nearest-neighbour cosine between two random
/// halves of the reference, so that a training set from the same source would cover 95 %.
package enum CoverageThreshold {
  /// The share of the reference that even rows of its own source leave uncovered.
  package static let missedShare = 0.05

  /// τ from the largest cosine of each row of a half to a row of the other; 1 where there are none.
  package static func threshold(halfCosines: [Double]) -> Double {
    guard !halfCosines.isEmpty else { return 1 }
    return Quantile.sample(missedShare, sorted: halfCosines.sorted())
  }
}
