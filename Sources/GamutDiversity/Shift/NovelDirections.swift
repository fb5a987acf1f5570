// SPDX-License-Identifier: Apache-2.0

import GamutCore
package import GamutLinear

/// Directions of the reference that the training set has less of (KEN): the positive eigenvalues of
/// C_R − η·C_T, C the second moments.
///
/// For rows of norm 1 their sum is the share of the reference's length that lies in such directions,
/// 0…1: with η = 1 all that it has more of, with a larger η what it has more than η times as much of.
///
/// > Source: J. Zhang and others, *An interpretable evaluation of entropy-based novelty of generative
/// > models*, 2024, arXiv:2402.17287, with the cosine kernel, for which the covariance form is exact.
package struct NovelDirections: Hashable, Sendable {
  /// η.
  package let factor: Double
  /// The positive eigenvalues, descending; those below 1e-12 are rounding.
  package let eigenvalues: [Double]
  /// A unit vector for each eigenvalue: `eigenvalues.count × columnCount`.
  private let vectors: [Double]

  /// Below it an eigenvalue is rounding.
  private static let least = 1e-12

  /// Compares two sets by their moments.
  ///
  /// - Complexity: O(d³).
  package init(
    reference: RowMoments, training: RowMoments, factor: Double
  ) throws(SymmetricMatrix.ConvergenceError) {
    let system = try Self.difference(reference, training, factor).eigensystem()
    let count = system.values.prefix { $0 > Self.least }.count
    self.factor = factor
    eigenvalues = Array(system.values.prefix(count))
    vectors = Array(system.vectors.prefix(count * reference.sum.count))
  }

  /// The sum of the positive eigenvalues.
  package var sum: Double { eigenvalues.reduce(0, +) }

  /// The KEN score: Σ λ ln(Σλ / λ) over the positive eigenvalues; 0 for one direction alone.
  package var entropy: Double {
    let sum = sum
    return eigenvalues.reduce(0) { $0 + $1 * naturalLogarithm(sum / $1) }
  }

  /// The sum alone, without directions.
  static func sum(
    reference: RowMoments, training: RowMoments, factor: Double
  ) throws(SymmetricMatrix.ConvergenceError) -> Double {
    try difference(reference, training, factor).eigenvalues()
      .reduce(0) { $1 > least ? $0 + $1 : $0 }
  }

  private static func difference(
    _ reference: RowMoments, _ training: RowMoments, _ factor: Double
  ) -> SymmetricMatrix {
    precondition(factor > 0, "factor \(factor)")
    var matrix = reference.secondMoment
    matrix.add(training.secondMoment, scaledBy: -factor)
    return matrix
  }

  /// The `limit` rows of `matrix` that lie most along direction `index`, by (vᵀx)²; of equals the
  /// lower row first.
  ///
  /// - Complexity: O(n d).
  package func rows(of matrix: Matrix, along index: Int, limit: Int) -> [Int] {
    let d = matrix.columnCount
    precondition(eigenvalues.indices.contains(index), "\(index) of \(eigenvalues.count)")
    precondition(vectors.count == eigenvalues.count * d, "\(d) columns")
    let scores = (0..<matrix.rowCount).map { row in
      matrix.withRow(row) { elements in
        var product = 0.0
        for j in 0..<d { product += vectors[index * d + j] * Double(elements[j]) }
        return product * product
      }
    }
    return scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }.prefix(limit).map { $0 }
  }
}
