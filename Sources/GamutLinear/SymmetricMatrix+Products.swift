// SPDX-License-Identifier: Apache-2.0

private import CGamutBLAS

extension SymmetricMatrix {
  /// The symmetric square root of a positive semidefinite matrix; eigenvalues below 0, which are
  /// rounding there, count as 0.
  ///
  /// - Complexity: O(`order`³).
  public func squareRoot() throws(ConvergenceError) -> SymmetricMatrix {
    let system = try eigensystem()
    // Wᵀ·W with the rows of W the eigenvectors times the fourth roots of their eigenvalues.
    var rows = system.vectors
    for i in 0..<order {
      let factor = max(0, system.values[i]).squareRoot().squareRoot()
      for j in 0..<order { rows[i * order + j] *= factor }
    }
    return SymmetricMatrix(
      order: order, elements: Self.product(rows, transposed: true, rows, order: order))
  }

  /// This matrix times `middle` times this matrix, which is symmetric again.
  ///
  /// - Complexity: O(`order`³).
  public func product(around middle: SymmetricMatrix) -> SymmetricMatrix {
    precondition(middle.order == order, "order \(middle.order) and \(order)")
    let half = Self.product(elements, transposed: false, middle.elements, order: order)
    var result = SymmetricMatrix(
      order: order,
      elements: Self.product(half, transposed: false, elements, order: order))
    result.mirrorUpperTriangle()
    return result
  }

  /// `left` (or its transpose) times `right`, all of them `order × order`.
  private static func product(
    _ left: [Double], transposed: Bool, _ right: [Double], order: Int
  ) -> [Double] {
    guard order > 0 else { return [] }
    BLAS.prepare()
    let n = BLAS.size(order)
    var result = [Double](repeating: 0, count: order * order)
    // Safe: all three hold order × order elements.
    unsafe left.withUnsafeBufferPointer { a in
      unsafe right.withUnsafeBufferPointer { b in
        unsafe result.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          unsafe gamut_dgemm(
            Int32(GAMUT_BLAS_ROW_MAJOR.rawValue),
            Int32(transposed ? GAMUT_BLAS_TRANS.rawValue : GAMUT_BLAS_NO_TRANS.rawValue),
            Int32(GAMUT_BLAS_NO_TRANS.rawValue), n, n, n, 1, a, n, b, n, 0, c, n)
        }
      }
    }
    return result
  }
}
