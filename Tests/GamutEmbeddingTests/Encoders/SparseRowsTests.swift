// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import Testing

@testable import GamutEmbedding

struct SparseRowsTests {
  /// A random sparse matrix, with empty rows and, now and then, an element given twice.
  static func random(_ rowCount: Int, _ columnCount: Int, seed: UInt64) -> SparseRows {
    var random = SeededRandom(seed: seed)
    var rows = SparseRows(columnCount: columnCount)
    for _ in 0..<rowCount {
      for _ in 0..<random.next(below: 6) where columnCount > 0 {
        rows.append(
          column: random.next(below: columnCount), value: Float(random.nextUnit() - 0.5))
      }
      rows.endRow()
    }
    return rows
  }

  static func dense(_ rows: SparseRows) -> Matrix {
    var result = Matrix(rowCount: rows.rowCount, columnCount: rows.columnCount)
    for row in 0..<rows.rowCount {
      for i in rows.range(ofRow: row) { result[row, Int(rows.columns[i])] += rows.values[i] }
    }
    return result
  }

  static func block(_ rowCount: Int, _ columnCount: Int, seed: UInt64) -> Matrix {
    var random = SeededRandom(seed: seed)
    return Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount * columnCount).map { _ in Float(random.nextUnit() - 0.5) })
  }

  @Test(arguments: [(0, 0, 3), (1, 1, 1), (5, 0, 2), (0, 4, 2), (70, 9, 17), (200, 300, 8)])
  func `products equal those of the dense matrix`(m: Int, n: Int, k: Int) {
    let sparse = Self.random(m, n, seed: 1)
    let dense = Self.dense(sparse)
    for (left, leftDense) in [(sparse, dense), (sparse.transposed(), dense.transposed())] {
      let right = Self.block(leftDense.columnCount, k, seed: 2)
      let product = left.multiplied(by: right, workers: 2)
      #expect(product.rowCount == leftDense.rowCount && product.columnCount == k)
      for i in 0..<leftDense.rowCount {
        for j in 0..<k {
          let expected = (0..<leftDense.columnCount)
            .reduce(0.0) { $0 + Double(leftDense[i, $1]) * Double(right[$1, j]) }
          // At most a few hundred products of 1/4: 2⁻²⁴ of their sum, many times over.
          #expect(abs(Double(product[i, j]) - expected) < 1e-5)
        }
      }
    }
  }

  @Test func `the transpose of the transpose is the matrix with its columns in order`() {
    let sparse = Self.random(40, 20, seed: 3)
    let twice = sparse.transposed().transposed()
    #expect(Self.dense(twice) == Self.dense(sparse))
    for row in 0..<twice.rowCount {
      let columns = Array(twice.columns[twice.range(ofRow: row)])
      #expect(columns == columns.sorted())
    }
  }

  @Test func `products are the same for any number of workers`() {
    let sparse = Self.random(1_000, 50, seed: 4)
    let right = Self.block(50, 33, seed: 5)
    let one = sparse.multiplied(by: right, workers: 1)
    for workers in [2, 4] { #expect(sparse.multiplied(by: right, workers: workers) == one) }
  }

  @Test func `rows and columns scale, and columns are renumbered or left out`() {
    var sparse = SparseRows(columnCount: 3)
    for (column, value) in [(0, 1), (2, 2)] as [(Int, Float)] {
      sparse.append(column: column, value: value)
    }
    sparse.endRow()
    sparse.append(column: 1, value: 3)
    sparse.endRow()
    sparse.scaleRows(by: [2, 10])
    sparse.scaleColumns(by: [1, 5, 7])
    #expect(Self.dense(sparse).elements == [2, 0, 28, 0, 150, 0])
    let fewer = sparse.renumberingColumns([1, nil, 0], columnCount: 2)
    #expect(Self.dense(fewer).elements == [28, 2, 0, 0])
  }
}
