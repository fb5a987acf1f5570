// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutTestSupport

/// Two small sets of rows made by a formula, in `Double`, for which the reference packages gave the
/// values of these tests.
enum ReferenceRows {
  /// U: 40 × 8, rows of norm 1.
  static let u = unitRows(count: 40) { i, j in ((7 * i + 13 * j + 3 * i * j + i * i) % 101) - 50 }
  /// V: 30 × 8, rows of norm 1.
  static let v = unitRows(count: 30) { i, j in
    ((5 * i + 11 * j + 2 * i * j + 3 * i * i) % 103) - 51
  }

  private static func unitRows(count: Int, _ element: (Int, Int) -> Int) -> [[Double]] {
    (0..<count).map { i in
      let row = (0..<8).map { Double(element(i, $0)) }
      let norm = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return row.map { $0 / norm }
    }
  }

  static func cosine(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The cosines of `row` to `others` in descending order, without the one at `except`.
  static func sortedCosines(
    _ row: [Double], _ others: [[Double]], except: Int? = nil
  ) -> [Double] {
    others.indices.filter { $0 != except }.map { cosine(row, others[$0]) }.sorted(by: >)
  }
}

/// The moments of rows of `Double`, summed as their definition says.
func moments(of rows: [[Double]], columnCount: Int) -> RowMoments {
  var sum = [Double](repeating: 0, count: columnCount)
  var gram = SymmetricMatrix(order: columnCount)
  for row in rows {
    for i in 0..<columnCount {
      sum[i] += row[i]
      for j in 0..<columnCount { gram[i, j] += row[i] * row[j] }
    }
  }
  return RowMoments(rowCount: rows.count, sum: sum, gram: gram)
}

/// A matrix of `rows`.
func matrix(of rows: [[Double]]) -> Matrix {
  Matrix(
    rowCount: rows.count, columnCount: rows.first?.count ?? 0,
    elements: rows.flatMap { $0.map { Float($0) } })
}

/// Random rows of norm 1 around `centre`, `noise` long in the mean, in any number of columns.
func rows(
  _ count: Int, around centre: [Double], noise: Double, _ random: inout SeededRandom
) -> [[Double]] {
  (0..<count).map { _ in
    let scale = noise / Double(centre.count).squareRoot()
    let row = centre.map { $0 + scale * random.nextGaussian() }
    let norm = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return row.map { $0 / norm }
  }
}
