// SPDX-License-Identifier: Apache-2.0

package import GamutLinear

/// Orthonormal directions in which rows have most of their length: the eigenvectors of their second
/// moments about zero, not about the mean, since cosines are about zero too.
///
/// Any orthonormal directions make the bounds built on them true; these make them tight. So the
/// moments may come from a sample.
package struct PrincipalComponents: Sendable {
  /// d, the columns of the rows.
  package let columnCount: Int
  /// The mean squared length along each direction, in descending order.
  package let values: [Double]
  /// `values.count × columnCount` in row order: the directions, unit vectors, their largest element
  /// positive.
  package let vectors: [Double]

  /// Rows of the sample where there are more: ten times 384 columns, a few milliseconds of work.
  static let sampleRowCount = 4_096
  /// Up to so many columns the moments are decomposed themselves, in O(d³); above, those of the
  /// sample's rows, of which so many are taken.
  static let widestMoments = 1_024

  /// Finds the directions of `rows`, from at most 4,096 of them at even distances.
  ///
  /// Up to 1,024 columns there are d directions; above, at most 512 (fewer where the sample has
  /// fewer), found from 1,024 rows. No rows give the coordinate axes.
  ///
  /// - Complexity: O(d³) with d at most 1,024.
  package init(of rows: Matrix) {
    let d = rows.columnCount
    columnCount = d
    let limit =
      d <= PrincipalComponents.widestMoments
      ? PrincipalComponents.sampleRowCount : PrincipalComponents.widestMoments
    let sample = evenlySpaced(limit, of: rows.rowCount)
    let found =
      d <= PrincipalComponents.widestMoments
      ? PrincipalComponents.fromMoments(of: rows, sample: sample)
      : PrincipalComponents.fromInnerProducts(of: rows, sample: sample)
    if let found {
      values = found.values
      vectors = found.vectors
    } else {
      // LAPACK gave up, or there are no rows: the axes are orthonormal too, the bounds still true.
      let count = min(d, PrincipalComponents.widestMoments)
      values = [Double](repeating: 0, count: count)
      var axes = [Double](repeating: 0, count: count * d)
      for i in 0..<count { axes[i * d + i] = 1 }
      vectors = axes
    }
  }

  private struct Directions {
    let values: [Double]
    let vectors: [Double]
  }

  private static func fromMoments(
    of rows: Matrix, sample: [Int]
  ) -> Directions? {
    guard !sample.isEmpty else { return nil }
    let moments = RowMoments(of: rows, rows: sample)
    do {
      let system = try moments.gram.eigensystem()
      let scale = 1 / Double(sample.count)
      return Directions(
        values: system.values.map { max(0, $0 * scale) }, vectors: system.vectors)
    } catch {
      return nil
    }
  }

  /// XXᵀ of m rows has the eigenvalues of XᵀX, and Xᵀu is along an eigenvector of it.
  private static func fromInnerProducts(
    of rows: Matrix, sample: [Int]
  ) -> Directions? {
    guard !sample.isEmpty else { return nil }
    let d = rows.columnCount
    let m = sample.count
    let taken = rows.selectingRows(sample)
    let doubles = taken.elements.map(Double.init)
    var products = [Double](repeating: 0, count: m * m)
    var span = products.mutableSpan
    taken.writeDoubleRowProducts(of: 0..<m, with: doubles, rightRowCount: m, into: &span)
    let system: SymmetricMatrix.Eigensystem
    do {
      system = try SymmetricMatrix(order: m, elements: products).eigensystem()
    } catch {
      return nil
    }
    let columns = taken.transposed()
    let wanted = min(m / 2, 512)
    // wanted × d, written as its transpose by the product d × wanted.
    var transposed = [Double](repeating: 0, count: d * wanted)
    var target = transposed.mutableSpan
    columns.writeDoubleRowProducts(
      of: 0..<d, with: Array(system.vectors[0..<wanted * m]), rightRowCount: wanted, into: &target)
    var vectors: [Double] = []
    var values: [Double] = []
    for i in 0..<wanted {
      var vector = (0..<d).map { transposed[$0 * wanted + i] }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      // Twice is enough (Kahan): what is left after one pass is rounding, which the second removes.
      for _ in 0..<2 {
        for k in 0..<values.count {
          var dot = 0.0
          for j in 0..<d { dot += vectors[k * d + j] * vector[j] }
          for j in 0..<d { vector[j] -= dot * vectors[k * d + j] }
        }
      }
      let rest = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard rest > 1e-3 * length, rest > 0 else { break }
      let largest = vector.max { abs($0) < abs($1) } ?? 1
      let scale = (largest < 0 ? -1 : 1) / rest
      vectors.append(contentsOf: vector.map { $0 * scale })
      values.append(max(0, system.values[i] / Double(m)))
    }
    return values.isEmpty ? nil : Directions(values: values, vectors: vectors)
  }
}

/// At most `limit` indices of `0..<count` at even distances, ascending.
func evenlySpaced(_ limit: Int, of count: Int) -> [Int] {
  let taken = min(limit, count)
  return (0..<taken).map { $0 * count / taken }
}
