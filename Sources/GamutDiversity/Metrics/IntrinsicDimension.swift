// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// In how many directions rows really vary around each of them, from the distances to their nearest
/// neighbours.
///
/// It wants a set without duplicates: rows at distance 0 of their nearest neighbour say nothing of a
/// dimension; they are left out and counted.
///
/// > Source: E. Facco and others, *Estimating the intrinsic dimension of datasets by a minimal
/// > neighborhood information*, 2017, doi:10.1038/s41598-017-11873-y (TwoNN, its maximum-likelihood
/// > form); E. Levina and P. Bickel, *Maximum likelihood estimation of intrinsic dimension*, 2004,
/// > averaged as D. MacKay and Z. Ghahramani propose in their comments on it, 2005.
package struct IntrinsicDimension: Hashable, Sendable {
  /// How many neighbours of each row are needed.
  package static let neighborCount = 5
  /// Squared distances below this are copies but for the rounding of `Float` rows: 2 − 2·cos of a row
  /// with itself is up to 2⁻²¹.
  package static let leastSquare = 1e-6

  /// How many rows were measured.
  package let rowCount: Int
  /// How many rows were left out, since they lie on their nearest neighbour.
  package let copyCount: Int
  /// n / Σ ln(r₂/r₁); nil where there are no two different distances.
  package let twoNN: Estimate?
  /// The inverse mean over the rows of Σ_{j<5} ln(r₅/r_j) / 4; nil as above.
  package let maximumLikelihood: Estimate?

  /// Measures unit rows.
  ///
  /// - Parameters:
  ///   - cosines: `rowCount × neighborCount`, of each row to its nearest others, descending; empty
  ///     where the set has fewer rows.
  ///   - blocks: of the jackknife. Neighbours are not searched again without a block.
  /// - Complexity: O(rows).
  package init(cosines: [Double], blocks: JackknifeBlocks.Options = .init()) {
    let k = Self.neighborCount
    precondition(cosines.count % k == 0, "\(cosines.count) cosines of \(k) neighbours each")
    let all = cosines.count / k
    var pairs: [Double] = []
    var lists: [Double] = []
    for start in stride(from: 0, to: cosines.count, by: k) {
      let nearest = 2 - 2 * cosines[start]
      guard nearest >= Self.leastSquare else { continue }
      // Logarithms of squares: half of them are those of distances.
      let last = naturalLogarithm(2 - 2 * cosines[start + k - 1])
      var sum = 0.0
      for j in 0..<k - 1 { sum += last - naturalLogarithm(2 - 2 * cosines[start + j]) }
      lists.append(sum / 2 / Double(k - 1))
      pairs.append(
        (naturalLogarithm(2 - 2 * cosines[start + 1]) - naturalLogarithm(nearest)) / 2)
    }
    rowCount = pairs.count
    copyCount = all - pairs.count
    let rows = JackknifeBlocks(rowCount: pairs.count, options: blocks).rows
    twoNN = Self.inverseMean(of: pairs, blocks: rows)
    maximumLikelihood = Self.inverseMean(of: lists, blocks: rows)
  }

  private static func inverseMean(of values: [Double], blocks: [[Int]]) -> Estimate? {
    let total = values.reduce(0, +)
    guard total > 0 else { return nil }
    let parts = blocks.map { rows in
      (count: rows.count, sum: rows.reduce(0) { $0 + values[$1] })
    }
    // A block that holds all of the sum leaves nothing to divide by.
    let isWhole = parts.contains { total - $0.sum <= 0 }
    return Estimate(
      value: Double(values.count) / total,
      leaveOneOut: parts.count < 2 || isWhole
        ? [] : parts.map { Double(values.count - $0.count) / (total - $0.sum) },
      within: 0...Double.greatestFiniteMagnitude)
  }
}
