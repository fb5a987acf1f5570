// SPDX-License-Identifier: Apache-2.0

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
    BLAS.multiply(
      elements.span, from: leftRange.lowerBound, rowCount: rows.count, innerCount: columnCount,
      with: right.elements.span, from: rightRange.lowerBound, stride: right.columnCount,
      as: .transposed, columnCount: rightRows.count, into: &products)
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
    BLAS.multiply(
      elements.span, from: leftRange.lowerBound, rowCount: rows.count, innerCount: columnCount,
      with: right.elements.span, from: 0, stride: right.columnCount, as: .plain,
      columnCount: right.columnCount, into: &result)
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
