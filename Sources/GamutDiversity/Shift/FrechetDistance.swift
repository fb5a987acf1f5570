// SPDX-License-Identifier: Apache-2.0

package import GamutLinear

/// The Fréchet (2-Wasserstein) distance, squared, of the normal distributions that have the means and
/// covariances of two sets of rows: ‖μ₁−μ₂‖² + Tr(C₁ + C₂ − 2(C₁C₂)^½).
///
/// It shrinks with the number of rows: sets compare at equal sizes, or corrected by a jackknife.
///
/// > Source: D. Dowson and B. Landau, *The Fréchet distance between multivariate normal
/// > distributions*, 1982, doi:10.1016/0047-259X(82)90077-X; M. Heusel and others, *GANs trained by a
/// > two time-scale update rule*, 2017, arXiv:1706.08500.
package struct FrechetDistance: Sendable {
  private let moments: RowMoments
  private let covariance: SymmetricMatrix
  private let root: SymmetricMatrix

  /// Takes one of the two sets, of which the square root is made once.
  package init(from moments: RowMoments) throws(SymmetricMatrix.ConvergenceError) {
    self.moments = moments
    covariance = moments.covariance
    root = try covariance.squareRoot()
  }

  /// The squared distance to `other`, at least 0.
  ///
  /// - Complexity: O(d³).
  package func squared(
    to other: RowMoments
  ) throws(SymmetricMatrix.ConvergenceError) -> Double {
    let otherCovariance = other.covariance
    // C₁C₂ has the eigenvalues of C₁^½·C₂·C₁^½, which is symmetric.
    let values = try root.product(around: otherCovariance).eigenvalues()
    let common = values.reduce(0) { $0 + max(0, $1).squareRoot() }
    return max(
      0,
      MeanDiscrepancy.linear(moments, other) + covariance.trace + otherCovariance.trace
        - 2 * common)
  }
}
