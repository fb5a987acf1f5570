// SPDX-License-Identifier: Apache-2.0

import GamutCore
package import GamutLinear

/// The squared maximum mean discrepancy of two sets of rows, from their moments alone.
///
/// These are the biased (V-) statistics: two samples of one distribution have more than 0, by the
/// order 1/n that a jackknife takes away.
///
/// > Source: A. Gretton and others, *A kernel two-sample test*, 2012, JMLR 13:723–773.
package enum MeanDiscrepancy {
  /// By the kernel xᵀy: ‖mean − mean‖².
  package static func linear(_ a: RowMoments, _ b: RowMoments) -> Double {
    zip(a.mean, b.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  /// By the kernel (xᵀy)²: the squared Frobenius norm of the difference of the second moments.
  package static func quadratic(_ a: RowMoments, _ b: RowMoments) -> Double {
    var difference = a.secondMoment
    difference.add(b.secondMoment, scaledBy: -1)
    return difference.elements.reduce(0) { $0 + $1 * $1 }
  }
}
