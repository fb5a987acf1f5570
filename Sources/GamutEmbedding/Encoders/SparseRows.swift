// SPDX-License-Identifier: Apache-2.0

/// A sparse matrix of `Float` by rows: 8 bytes per element that is not zero.
struct SparseRows: Equatable, Sendable {
  /// How many columns there are.
  let columnCount: Int
  /// The end of each row in `columns` and `values`.
  private(set) var ends: [Int] = []
  /// The column of each element.
  private(set) var columns: [UInt32] = []
  /// The elements.
  private(set) var values: [Float] = []

  /// A matrix without rows.
  init(columnCount: Int) {
    precondition(columnCount >= 0 && columnCount <= Int(UInt32.max), "\(columnCount) columns")
    self.columnCount = columnCount
  }

  /// A matrix of the elements given; see the properties.
  init(columnCount: Int, ends: [Int], columns: [UInt32], values: [Float]) {
    self.init(columnCount: columnCount)
    precondition(
      columns.count == values.count && ends.last ?? 0 == columns.count,
      "\(columns.count) columns, \(values.count) values, \(ends.last ?? 0) in rows")
    self.ends = ends
    self.columns = columns
    self.values = values
  }

  /// How many rows there are.
  var rowCount: Int { ends.count }

  /// The place of row `row` in `columns` and `values`.
  func range(ofRow row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

  /// Makes room for `count` elements: columns that double as they grow hold more at the worst moment.
  mutating func reserveCapacity(_ count: Int) {
    columns.reserveCapacity(count)
    values.reserveCapacity(count)
  }

  /// Adds an element to the row being written; `endRow()` completes it. Columns may come in any
  /// order; elements of the same column add up.
  mutating func append(column: Int, value: Float) {
    precondition(column < columnCount, "column \(column) of \(columnCount)")
    columns.append(UInt32(column))
    values.append(value)
  }

  /// Completes the row being written.
  mutating func endRow() { ends.append(columns.count) }

  /// Multiplies each row by its factor.
  mutating func scaleRows(by factors: [Float]) {
    precondition(factors.count == rowCount, "\(factors.count) factors for \(rowCount) rows")
    for row in 0..<rowCount {
      for i in range(ofRow: row) { values[i] *= factors[row] }
    }
  }

  /// Multiplies each column by its factor.
  mutating func scaleColumns(by factors: [Float]) {
    precondition(factors.count == columnCount, "\(factors.count) factors, \(columnCount) columns")
    for i in values.indices { values[i] *= factors[Int(columns[i])] }
  }
}

extension SparseRows {
  /// The matrix with column `j` called `numbers[j]`; columns without a number are left out.
  func renumberingColumns(_ numbers: [UInt32?], columnCount: Int) -> SparseRows {
    precondition(numbers.count == self.columnCount, "\(numbers.count) numbers")
    var result = SparseRows(columnCount: columnCount)
    for row in 0..<rowCount {
      for i in range(ofRow: row) {
        guard let column = numbers[Int(columns[i])] else { continue }
        result.append(column: Int(column), value: values[i])
      }
      result.endRow()
    }
    return result
  }

  /// The matrix with rows and columns exchanged; the elements of each row come in the order of the
  /// rows here.
  ///
  /// A product with the transpose is then one over rows too: each result row is summed by one
  /// thread, in one order, whatever the number of workers.
  func transposed() -> SparseRows {
    var result = SparseRows(columnCount: rowCount)
    var next = [Int](repeating: 0, count: columnCount + 1)
    for column in columns { next[Int(column) + 1] += 1 }
    for column in 0..<columnCount { next[column + 1] += next[column] }
    result.ends = Array(next.dropFirst())
    result.columns = [UInt32](repeating: 0, count: columns.count)
    result.values = [Float](repeating: 0, count: values.count)
    for row in 0..<rowCount {
      for i in range(ofRow: row) {
        let place = next[Int(columns[i])]
        next[Int(columns[i])] += 1
        result.columns[place] = UInt32(row)
        result.values[place] = values[i]
      }
    }
    return result
  }
}
