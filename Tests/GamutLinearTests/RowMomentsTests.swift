// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import Testing

@Suite struct RowMomentsTests {
  @Test(arguments: [0, 1, 255, 256, 257, 700])
  func `moments equal the naive sums`(rowCount: Int) {
    let matrix = gaussianMatrix(rowCount, 5, seed: 11)
    let moments = RowMoments(of: matrix, rows: 0..<rowCount)
    #expect(moments.rowCount == rowCount)
    for i in 0..<5 {
      let sum = (0..<rowCount).reduce(0.0) { $0 + Double(matrix[$1, i]) }
      #expect(abs(moments.sum[i] - sum) < 1e-10)
      for j in 0..<5 {
        let product = (0..<rowCount).reduce(0.0) {
          $0 + Double(matrix[$1, i]) * Double(matrix[$1, j])
        }
        #expect(abs(moments.gram[i, j] - product) < 1e-10)
      }
    }
  }

  @Test func `moments of two parts add up, and one can be taken away`() {
    let matrix = gaussianMatrix(100, 4, seed: 12)
    var moments = RowMoments(of: matrix, rows: 0..<60)
    let rest = RowMoments(of: matrix, rows: 60..<100)
    let whole = RowMoments(of: matrix, rows: 0..<100)
    moments.add(rest)
    #expect(moments.rowCount == 100)
    #expect(zip(moments.gram.elements, whole.gram.elements).allSatisfy { abs($0 - $1) < 1e-11 })
    moments.subtract(rest)
    #expect(moments.rowCount == 60)
    let first = RowMoments(of: matrix, rows: 0..<60)
    #expect(zip(moments.sum, first.sum).allSatisfy { abs($0 - $1) < 1e-11 })
  }

  @Test func `rows are scaled to norm 1, and zero and non-finite ones are named`() {
    var matrix = Matrix(
      rowCount: 4, columnCount: 2, elements: [3, 4, 0, 0, .nan, 1, .infinity, 0])
    let found = matrix.normalizeRows()
    #expect(matrix.elements == [0.6, 0.8, 0, 0, 0, 0, 0, 0])
    #expect(found.zeroRows == [1])
    #expect(found.nonFiniteRows == [2, 3])
  }
}
