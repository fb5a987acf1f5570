// SPDX-License-Identifier: Apache-2.0

private import CGamutBLAS

extension BLAS {
  /// How the right factor of a product lies in memory.
  enum RightFactor {
    /// Row by row, as it is multiplied: k × n.
    case plain
    /// Row by row, transposed: n × k.
    case transposed
  }

  /// What becomes of the elements that a product is written to.
  enum Target {
    /// They are overwritten.
    case replaced
    /// The product is added to them.
    case added
  }

  /// The one call of `sgemm`: `m` rows of `k` numbers from element `leftStart` of `left` on, times
  /// the factor that starts at `rightStart` of `right`, whose rows are `rightStride` apart, into the
  /// first `m × n` elements of `result`.
  static func multiply(
    _ left: Span<Float>, from leftStart: Int, rowCount m: Int, innerCount k: Int,
    with right: Span<Float>, from rightStart: Int, stride rightStride: Int, as factor: RightFactor,
    columnCount n: Int, into result: inout MutableSpan<Float>, _ target: Target = .replaced
  ) {
    guard m > 0, n > 0 else { return }
    guard k > 0 else {
      if target == .replaced { for i in 0..<m * n { result[i] = 0 } }
      return
    }
    let rightRowCount = factor == .plain ? k : n
    precondition(rightStride >= (factor == .plain ? n : k), "stride \(rightStride)")
    precondition(leftStart >= 0 && leftStart + m * k <= left.count, "\(left.count) elements")
    precondition(
      rightStart >= 0 && rightStart + (rightRowCount - 1) * rightStride + 1 <= right.count,
      "\(right.count) elements")
    precondition(result.count >= m * n, "\(result.count) elements")
    prepare()
    let transposition = factor == .plain ? GAMUT_BLAS_NO_TRANS : GAMUT_BLAS_TRANS
    // Safe: both blocks lie in their spans, and the result has room for m × n.
    unsafe left.withUnsafeBufferPointer { a in
      unsafe right.withUnsafeBufferPointer { b in
        unsafe result.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          unsafe gamut_sgemm(
            Int32(GAMUT_BLAS_ROW_MAJOR.rawValue), Int32(GAMUT_BLAS_NO_TRANS.rawValue),
            Int32(transposition.rawValue), size(m), size(n), size(k), 1, a + leftStart, size(k),
            b + rightStart, size(rightStride), target == .replaced ? 0 : 1, c, size(n))
        }
      }
    }
  }
}
