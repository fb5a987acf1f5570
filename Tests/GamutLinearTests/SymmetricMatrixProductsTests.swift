// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutTestSupport
import Testing

@Suite struct SymmetricMatrixProductsTests {
  private static func random(order: Int, _ random: inout SeededRandom) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(order: order)
    for i in 0..<order {
      for j in i..<order {
        matrix[i, j] = random.nextGaussian()
        matrix[j, i] = matrix[i, j]
      }
    }
    return matrix
  }

  private static func product(_ a: SymmetricMatrix, _ b: SymmetricMatrix) -> [[Double]] {
    (0..<a.order).map { i in
      (0..<a.order).map { j in (0..<a.order).reduce(0) { $0 + a[i, $1] * b[$1, j] } }
    }
  }

  @Test(arguments: [0, 1, 2, 7, 40])
  func `a matrix around another is the plain triple product`(order: Int) {
    var random = SeededRandom(seed: 5)
    let a = Self.random(order: order, &random)
    let b = Self.random(order: order, &random)
    let got = a.product(around: b)
    let half = Self.product(a, b)
    for i in 0..<order {
      for j in 0..<order {
        let wanted = (0..<order).reduce(0) { $0 + half[i][$1] * a[$1, j] }
        #expect(abs(got[i, j] - wanted) < 1e-11 * Double(order * order))
        #expect(got[i, j] == got[j, i])
      }
    }
  }

  @Test(arguments: [1, 3, 20])
  func `the square root times itself is the matrix`(order: Int) throws {
    var random = SeededRandom(seed: 6)
    let a = Self.random(order: order, &random)
    var identity = SymmetricMatrix(order: order)
    for i in 0..<order { identity[i, i] = 1 }
    // A·A is positive semidefinite; its root is |A|.
    let square = a.product(around: identity)
    let root = try square.squareRoot()
    let again = Self.product(root, root)
    for i in 0..<order {
      for j in 0..<order {
        #expect(abs(again[i][j] - square[i, j]) < 1e-10 * Double(order))
      }
    }
    #expect(try root.eigenvalues().allSatisfy { $0 >= -1e-10 })
  }

  @Test func `zeros have zeros for their root, and so have negative eigenvalues`() throws {
    #expect(try SymmetricMatrix(order: 3).squareRoot() == SymmetricMatrix(order: 3))
    let negative = SymmetricMatrix(order: 2, elements: [4, 0, 0, -9])
    let root = try negative.squareRoot().elements
    #expect(zip(root, [2.0, 0, 0, 0]).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test func `orders must agree`() async {
    await #expect(processExitsWith: .failure) {
      _ = SymmetricMatrix(order: 2).product(around: SymmetricMatrix(order: 3))
    }
  }
}
