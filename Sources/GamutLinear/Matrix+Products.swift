// SPDX-License-Identifier: Apache-2.0

private import CGamutBLAS
import GamutCore

extension Matrix {
  /// Writes the inner products of two blocks of rows: `products[i × rightRows.count + j]` is row
  /// `rows[i]` of this matrix times row `rightRows[j]` of `right`.
  ///
  /// The one product that the cosine core is built of. Its low bits depend on the shape of the
  /// block, so callers use blocks of constant shape.
  ///
  /// - Complexity: O(`rows.count` × `rightRows.count` × `columnCount`).
  public func writeRowProducts(
    of rows: Range<Int>, with right: Matrix, rows rightRows: Range<Int>,
    into products: inout MutableSpan<Float>
  ) {
    precondition(columnCount == right.columnCount, "\(columnCount) and \(right.columnCount)")
    precondition(products.count >= rows.count * rightRows.count, "\(products.count) elements")
    let leftRange = elementRange(ofRows: rows)
    let rightRange = right.elementRange(ofRows: rightRows)
    multiply(
      from: leftRange.lowerBound, rowCount: rows.count, with: right,
      from: rightRange.lowerBound, columnCount: rightRows.count,
      transposition: GAMUT_BLAS_TRANS, into: &products)
  }

  /// The inner products of all rows with all rows of `right`: `rowCount × right.rowCount`.
  public func rowProducts(with right: Matrix) -> Matrix {
    var result = Matrix(rowCount: rowCount, columnCount: right.rowCount)
    var span = result.elements.mutableSpan
    writeRowProducts(of: 0..<rowCount, with: right, rows: 0..<right.rowCount, into: &span)
    return result
  }

  /// The matrix product of the rows of `rows` with `right` (`columnCount × n`), written row by row
  /// into `result` (`rows.count × n`).
  public func writeProduct(
    ofRows rows: Range<Int>, with right: Matrix, into result: inout MutableSpan<Float>
  ) {
    precondition(columnCount == right.rowCount, "\(columnCount) and \(right.rowCount)")
    precondition(result.count >= rows.count * right.columnCount, "\(result.count) elements")
    let leftRange = elementRange(ofRows: rows)
    multiply(
      from: leftRange.lowerBound, rowCount: rows.count, with: right, from: 0,
      columnCount: right.columnCount, transposition: GAMUT_BLAS_NO_TRANS, into: &result)
  }

  /// The one call of `sgemm`: `m` rows from element `start` on, times `n` rows of `right` from
  /// `rightStart` on (transposed) or its `n` columns (not), into `m × n` elements of `result`.
  ///
  /// The caller has checked that the rows are there and that `result` has room.
  private func multiply(
    from start: Int, rowCount m: Int, with right: Matrix, from rightStart: Int,
    columnCount n: Int, transposition: gamut_blas_transpose, into result: inout MutableSpan<Float>
  ) {
    guard m > 0, n > 0 else { return }
    guard columnCount > 0 else {
      for i in 0..<m * n { result[i] = 0 }
      return
    }
    BLAS.useOneThread()
    let k = BLAS.size(columnCount)
    let rightStride = BLAS.size(right.columnCount)
    // Safe: both blocks lie in their arrays, and the result has room for m × n.
    unsafe elements.withUnsafeBufferPointer { a in
      unsafe right.elements.withUnsafeBufferPointer { b in
        unsafe result.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          unsafe cblas_sgemm(
            Int32(GAMUT_BLAS_ROW_MAJOR.rawValue), Int32(GAMUT_BLAS_NO_TRANS.rawValue),
            Int32(transposition.rawValue), BLAS.size(m), BLAS.size(n), k, 1, a + start, k,
            b + rightStart, rightStride, 0, c, BLAS.size(n))
        }
      }
    }
  }

  /// How many rows a parallel product takes at once; constant, so that results are the same for any
  /// number of workers.
  static let productBlockRowCount = 512

  /// The matrix product with `right`: `rowCount × right.columnCount`.
  public func multiplied(by right: Matrix, workers: Int) -> Matrix {
    let parts = Parallel.mapChunks(
      of: rowCount, chunkSize: Matrix.productBlockRowCount, workers: workers
    ) { rows in
      var part = [Float](repeating: 0, count: rows.count * right.columnCount)
      var span = part.mutableSpan
      writeProduct(ofRows: rows, with: right, into: &span)
      return part
    }
    return Matrix(
      rowCount: rowCount, columnCount: right.columnCount, elements: Array(parts.joined()))
  }
}
