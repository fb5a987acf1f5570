// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutLinear

/// The eigenvalues of a similarity matrix of rows, normalised to sum 1: how much of the set lies in
/// each independent direction.
///
/// XXᵀ/n and XᵀX/n share their non-zero eigenvalues, so the moments, O(d²) numbers, suffice for the
/// cosine kernel of any number of rows.
public struct Spectrum: Hashable, Sendable {
  /// The eigenvalues above 1e-12, descending, summing to 1; empty where all rows are 0 (or, centred,
  /// equal).
  public let eigenvalues: [Double]

  /// What is subtracted from the rows.
  public enum Centring: String, Hashable, Codable, Sendable, CaseIterable {
    /// Nothing: the published Vendi score, dominated by the mean the vectors have in common.
    case raw
    /// The mean row: the variety around it.
    case centred
  }

  /// The spectrum of XᵀX/n, raw or centred.
  ///
  /// - Complexity: O(d³).
  public init(
    of moments: RowMoments, centring: Centring
  ) throws(SymmetricMatrix.ConvergenceError) {
    let matrix = centring == .raw ? moments.gram : moments.centredGram
    // The raw trace sets the scale also of the centred matrix: rounding of equal rows is no variety.
    let scale = moments.gram.trace
    let trace = matrix.trace
    guard scale > 0, trace > 1e-12 * scale else {
      self.init(unnormalised: [])
      return
    }
    self.init(unnormalised: try matrix.eigenvalues())
  }

  /// The spectrum of given eigenvalues of a positive semidefinite matrix, descending: divided by
  /// their sum, those below 1e-12 dropped as rounding, and divided by the sum of the rest.
  public init(unnormalised values: [Double]) {
    let total = values.reduce(0, +)
    guard total > 0 else {
      eigenvalues = []
      return
    }
    let kept = values.lazy.map { $0 / total }.filter { $0 >= 1e-12 }
    let rest = kept.reduce(0, +)
    eigenvalues = kept.map { $0 / rest }
  }
}

extension RowMoments {
  /// XᵀX of the rows less their mean: G − s·sᵀ/n.
  fileprivate var centredGram: SymmetricMatrix {
    guard rowCount > 0 else { return gram }
    let d = gram.order
    var elements = gram.elements
    for i in 0..<d {
      let mean = sum[i] / Double(rowCount)
      for j in 0..<d { elements[i * d + j] -= mean * sum[j] }
    }
    return SymmetricMatrix(order: d, elements: elements)
  }
}

extension Spectrum {
  /// The Vendi score of `order` q, 1…d: the effective number of different rows. 0 for an empty
  /// spectrum.
  ///
  /// exp H_q(λ): q = 1 gives exp(−Σ λ ln λ), ∞ gives 1/λ_max, else (Σ λ^q)^(1/(1−q)).
  ///
  /// > Source: D. Friedman and A. Dieng, *The Vendi Score*, 2023, arXiv:2210.02410; A. Pasarkar and
  /// > A. Dieng, *Cousins of the Vendi Score*, 2023, arXiv:2310.12952.
  public func vendiScore(order q: Double) -> Double {
    guard let largest = eigenvalues.first else { return 0 }
    if q == .infinity { return 1 / largest }
    if q == 1 {
      return exponential(-eigenvalues.reduce(0) { $0 + $1 * naturalLogarithm($1) })
    }
    return power(eigenvalues.reduce(0) { $0 + power($1, q) }, 1 / (1 - q))
  }

  /// The effective rank: exp of the entropy of the singular values √λ, normalised to sum 1.
  ///
  /// > Source: O. Roy and M. Vetterli, *The effective rank*, 2007, EUSIPCO.
  public var effectiveRank: Double {
    let roots = eigenvalues.map { $0.squareRoot() }
    return Spectrum(unnormalised: roots).vendiScore(order: 1)
  }
}
