// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The item score of a gap: how much thinner the training set is around a reference row than the
/// reference itself, as the log ratio of the distances to the k-th nearest rows.
///
/// Hidden topics rank higher by it than by 1 − max cosine, which also flags the rows that are rare in
/// the reference. Positive where the reference's own rows are nearer.
package enum LocalGap {
  /// How many neighbours the score looks at.
  package static let neighborCount = 5

  /// Keeps the logarithm of a distance of 0 finite.
  static let offset = 1e-6

  /// ln(1 − cos_k(i, T) + 10⁻⁶) − ln(1 − cos_k(i, R∖i) + 10⁻⁶).
  ///
  /// - Parameters:
  ///   - trainingCosine: the cosine to the k-th nearest training row.
  ///   - referenceCosine: the cosine to the k-th nearest other reference row.
  package static func score(trainingCosine: Double, referenceCosine: Double) -> Double {
    logDistance(trainingCosine) - logDistance(referenceCosine)
  }

  private static func logDistance(_ cosine: Double) -> Double {
    // A cosine of unit Float rows may exceed 1 by rounding.
    naturalLogarithm(max(0, 1 - cosine) + offset)
  }
}
