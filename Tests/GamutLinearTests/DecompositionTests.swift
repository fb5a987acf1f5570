// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutTestSupport
import Testing

/// A matrix of standard normal numbers.
func gaussianMatrix(_ rowCount: Int, _ columnCount: Int, seed: UInt64) -> Matrix {
  var random = SeededRandom(seed: seed)
  return Matrix(
    rowCount: rowCount, columnCount: columnCount,
    elements: (0..<rowCount * columnCount).map { _ in Float(random.nextGaussian()) })
}

/// The product by definition, in `Double`.
func naiveProduct(_ a: Matrix, _ b: Matrix) -> [Double] {
  (0..<a.rowCount).flatMap { i in
    (0..<b.columnCount).map { j in
      (0..<a.columnCount).reduce(0.0) { $0 + Double(a[i, $1]) * Double(b[$1, j]) }
    }
  }
}

func largestDifference(_ a: [Float], _ b: [Double]) -> Double {
  zip(a, b).map { abs(Double($0) - $1) }.max() ?? 0
}

@Suite struct DecompositionTests {
  @Test(arguments: [(1, 1, 1), (3, 5, 2), (600, 17, 9), (513, 1, 3), (4, 0, 3), (0, 3, 2)])
  func `a product equals the naive one`(m: Int, k: Int, n: Int) {
    let a = gaussianMatrix(m, k, seed: 1)
    let b = gaussianMatrix(k, n, seed: 2)
    let product = a.multiplied(by: b, workers: 2)
    // Sums of k ≤ 17 products of a few units: 17 · 2⁻²⁴ · 50 bounds the rounding.
    #expect(largestDifference(product.elements, naiveProduct(a, b)) < 1e-4)
    #expect(a.rowProducts(with: b.transposed()).rowCount == m)
    #expect(
      largestDifference(a.rowProducts(with: b.transposed()).elements, naiveProduct(a, b)) < 1e-4)
  }

  @Test func `a product is the same for any number of workers`() {
    let a = gaussianMatrix(2_000, 33, seed: 3)
    let b = gaussianMatrix(33, 12, seed: 4)
    let one = a.multiplied(by: b, workers: 1)
    #expect(one == a.multiplied(by: b, workers: 2))
    #expect(one == a.multiplied(by: b, workers: 4))
  }

  @Test func `eigenvalues of a known matrix`() throws {
    // [[2, 1], [1, 2]]: 3 with (1, 1)/√2 and 1 with (1, −1)/√2.
    let system = try SymmetricMatrix(order: 2, elements: [2, 1, 1, 2]).eigensystem()
    #expect(abs(system.values[0] - 3) < 1e-14 && abs(system.values[1] - 1) < 1e-14)
    let root = 0.5.squareRoot()
    #expect(zip(system.vectors, [root, root, root, -root]).allSatisfy { abs($0 - $1) < 1e-14 })
    #expect(try SymmetricMatrix(order: 0).eigenvalues() == [])
  }

  @Test func `eigenvectors rebuild the matrix`() throws {
    let rows = gaussianMatrix(60, 20, seed: 5)
    let gram = RowMoments(of: rows, rows: 0..<60).gram
    let system = try gram.eigensystem()
    for i in 0..<20 {
      for j in 0..<20 {
        let rebuilt = (0..<20).reduce(0.0) {
          $0 + system.values[$1] * system.vectors[$1 * 20 + i] * system.vectors[$1 * 20 + j]
        }
        #expect(abs(rebuilt - gram[i, j]) < 1e-11)
      }
    }
    #expect(try gram.eigenvalues().elementsEqual(system.values) { abs($0 - $1) < 1e-11 })
  }

  @Test(arguments: [(7, 3), (3, 7), (5, 5), (1, 4), (0, 3), (3, 0)])
  func `singular vectors rebuild the matrix`(m: Int, n: Int) throws {
    let a = gaussianMatrix(m, n, seed: 6)
    let svd = try SingularValueDecomposition(of: a)
    #expect(svd.values == svd.values.sorted(by: >))
    for i in 0..<m {
      for j in 0..<n {
        let rebuilt = svd.values.indices.reduce(Float(0)) {
          $0 + svd.u[i, $1] * svd.values[$1] * svd.vTransposed[$1, j]
        }
        #expect(abs(rebuilt - a[i, j]) < 1e-5)
      }
    }
  }
}
