// SPDX-License-Identifier: Apache-2.0

/// A dense matrix of `Float` in row order: one flat array, a row after the other.
public struct Matrix: Equatable, Sendable {
  /// How many rows there are.
  public private(set) var rowCount: Int
  /// How many columns each row has.
  public let columnCount: Int
  /// The elements, `rowCount × columnCount`, row by row.
  public var elements: [Float] {
    didSet { precondition(elements.count == rowCount * columnCount, "\(elements.count) elements") }
  }

  /// Makes a matrix of `elements`, which must be `rowCount × columnCount` long.
  public init(rowCount: Int, columnCount: Int, elements: [Float]) {
    precondition(rowCount >= 0 && columnCount >= 0, "\(rowCount) × \(columnCount)")
    precondition(elements.count == rowCount * columnCount, "\(elements.count) elements")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// Makes a matrix of zeros.
  public init(rowCount: Int, columnCount: Int) {
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      elements: [Float](repeating: 0, count: rowCount * columnCount))
  }
}

extension Matrix {
  /// The element at `row` and `column`.
  public subscript(row: Int, column: Int) -> Float {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  /// The range of `elements` that holds the rows of `rows`.
  public func elementRange(ofRows rows: Range<Int>) -> Range<Int> {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows \(rows) of \(rowCount)")
    return rows.lowerBound * columnCount..<rows.upperBound * columnCount
  }

  /// Lends row `index` to `body` without a copy.
  public func withRow<Result, Failure: Error>(
    _ index: Int, _ body: (Span<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(elements.span.extracting(elementRange(ofRows: index..<index + 1)))
  }

  /// A matrix of the rows of `indices`, in their order.
  public func selectingRows(_ indices: some Sequence<Int>) -> Matrix {
    var selected: [Float] = []
    // An array that doubles as it grows holds up to three times as much at the worst moment.
    selected.reserveCapacity(indices.underestimatedCount * columnCount)
    var count = 0
    for index in indices {
      selected.append(contentsOf: elements[elementRange(ofRows: index..<index + 1)])
      count += 1
    }
    return Matrix(rowCount: count, columnCount: columnCount, elements: selected)
  }

  /// Keeps the rows of `indices`, which ascend, and drops all others, in place: rows move down in the
  /// memory they have, which is not given back.
  ///
  /// - Complexity: O(elements kept); nothing is copied if the elements have no other owner.
  public mutating func keepRows(_ indices: some Sequence<Int>) {
    let columns = columnCount
    let rows = rowCount
    var count = 0
    var next = 0
    var span = elements.mutableSpan
    for index in indices {
      precondition((next..<rows).contains(index), "row \(index), expected \(next)..<\(rows)")
      next = index + 1
      if index != count {
        for j in 0..<columns { span[count * columns + j] = span[index * columns + j] }
      }
      count += 1
    }
    rowCount = count
    elements.removeLast((rows - count) * columns)
  }

  /// The rows of this matrix, then those of `other`, which must have as many columns.
  public func appendingRows(of other: Matrix) -> Matrix {
    precondition(other.columnCount == columnCount, "\(other.columnCount) and \(columnCount)")
    return Matrix(
      rowCount: rowCount + other.rowCount, columnCount: columnCount,
      elements: elements + other.elements)
  }

  /// The matrix with rows and columns exchanged.
  public func transposed() -> Matrix {
    var result = Matrix(rowCount: columnCount, columnCount: rowCount)
    for i in 0..<rowCount {
      for j in 0..<columnCount { result.elements[j * rowCount + i] = elements[i * columnCount + j] }
    }
    return result
  }
}
