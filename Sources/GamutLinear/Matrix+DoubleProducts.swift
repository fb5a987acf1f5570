// SPDX-License-Identifier: Apache-2.0

private import CGamutBLAS

extension Matrix {
  /// Writes the inner products, in `Double`, of the rows of `rows` with the rows of `right`, a matrix
  /// of `rightRowCount × columnCount` in row order: `products[i × rightRowCount + j]`.
  ///
  /// The rows are converted to `Double` first, `rows.count × columnCount` of them, so callers take
  /// a few hundred at a time. The error of a product is at most `columnCount` × 2⁻⁵² times both norms.
  ///
  /// - Complexity: O(`rows.count` × `rightRowCount` × `columnCount`).
  public func writeDoubleRowProducts(
    of rows: Range<Int>, with right: [Double], rightRowCount: Int,
    into products: inout MutableSpan<Double>
  ) {
    precondition(right.count == rightRowCount * columnCount, "\(right.count) elements")
    precondition(products.count >= rows.count * rightRowCount, "\(products.count) elements")
    let range = elementRange(ofRows: rows)
    guard !rows.isEmpty, rightRowCount > 0 else { return }
    guard columnCount > 0 else {
      for i in 0..<rows.count * rightRowCount { products[i] = 0 }
      return
    }
    BLAS.prepare()
    let source = elements.span.extracting(range)
    let left = unsafe [Double](unsafeUninitializedCapacity: source.count) { buffer, count in
      // Safe: the buffer has room for every element of the source.
      for i in 0..<source.count { unsafe buffer[i] = Double(source[i]) }
      count = source.count
    }
    let m = BLAS.size(rows.count)
    let n = BLAS.size(rightRowCount)
    let k = BLAS.size(columnCount)
    // Safe: the sizes were checked above.
    unsafe left.withUnsafeBufferPointer { a in
      unsafe right.withUnsafeBufferPointer { b in
        unsafe products.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          unsafe gamut_dgemm(
            Int32(GAMUT_BLAS_ROW_MAJOR.rawValue), Int32(GAMUT_BLAS_NO_TRANS.rawValue),
            Int32(GAMUT_BLAS_TRANS.rawValue), m, n, k, 1, a, k, b, k, 0, c, n)
        }
      }
    }
  }
}
