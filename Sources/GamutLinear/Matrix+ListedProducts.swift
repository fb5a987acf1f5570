// SPDX-License-Identifier: Apache-2.0

private import CGamutKernels

extension Matrix {
  /// The inner products of row `row` with the rows of `right` that are listed, in `Double`, each summed
  /// in the order of the columns: the same bits on every machine.
  ///
  /// - Complexity: O(`listed.count` × `columnCount`).
  public func writeDoubleProducts(
    ofRow row: Int, with right: Matrix, listed: [UInt32], into products: inout [Double]
  ) {
    products.removeAll(keepingCapacity: true)
    products.append(contentsOf: repeatElement(0, count: listed.count))
    check(row, right, listed)
    guard !listed.isEmpty, columnCount > 0 else { return }
    // Safe: the row and all listed rows lie within their matrices, as checked, and there is a product
    // for each of them.
    unsafe elements.withUnsafeBufferPointer { left in
      unsafe right.elements.withUnsafeBufferPointer { rows in
        guard let left = left.baseAddress, let rows = rows.baseAddress else { return }
        unsafe gamut_listed_products(
          left + row * columnCount, rows, columnCount, listed, listed.count, &products)
      }
    }
  }

  /// Keeps of `listed` the rows of `right` whose product with row `row`, in `Float` and summed in an order
  /// that the machine chooses, reaches `limit`.
  ///
  /// - Complexity: O(`listed.count` × `columnCount`).
  public func keepRows(
    _ listed: inout [UInt32], of right: Matrix, whoseProductWithRow row: Int, reaches limit: Float
  ) {
    check(row, right, listed)
    guard !listed.isEmpty, columnCount > 0 else {
      if !(limit <= 0) { listed.removeAll() }
      return
    }
    // Safe: as above.
    let kept = unsafe elements.withUnsafeBufferPointer { left in
      unsafe right.elements.withUnsafeBufferPointer { rows in
        guard let left = left.baseAddress, let rows = rows.baseAddress else { return 0 }
        return unsafe gamut_filter_listed(
          left + row * columnCount, rows, columnCount, &listed, listed.count, limit)
      }
    }
    listed.removeSubrange(kept...)
  }

  private func check(_ row: Int, _ right: Matrix, _ listed: [UInt32]) {
    precondition(columnCount == right.columnCount, "\(columnCount) and \(right.columnCount)")
    precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
    var largest: UInt32 = 0
    for other in listed { largest = max(largest, other) }
    precondition(listed.isEmpty || largest < right.rowCount, "row \(largest) of \(right.rowCount)")
  }
}
