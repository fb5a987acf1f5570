// SPDX-License-Identifier: Apache-2.0

import GamutLinear

extension SparseRows {
  /// Rows one task multiplies; constant, and small because the rows of a transposed vocabulary
  /// differ in length by four orders of magnitude.
  private static let productChunkRowCount = 64

  /// The product with `right` (`columnCount × k`): `rowCount × k`, the same for any number of
  /// workers.
  ///
  /// - Complexity: O(elements × k).
  func multiplied(by right: Matrix, workers: Int) -> Matrix {
    precondition(right.rowCount == columnCount, "\(right.rowCount) and \(columnCount)")
    let width = right.columnCount
    let (elements, _) = FloatColumn.filled(
      rowCount: rowCount, rowLength: width, chunkSize: SparseRows.productChunkRowCount,
      workers: workers
    ) { rows, target in
      var sum = RowSum(width: width)
      let source = right.elements.span
      for row in rows {
        sum.clear()
        for i in range(ofRow: row) {
          sum.add(values[i], times: source, from: Int(columns[i]) * width)
        }
        sum.write(to: &target, at: (row - rows.lowerBound) * width)
      }
    }
    return Matrix(rowCount: rowCount, columnCount: width, elements: elements)
  }
}
