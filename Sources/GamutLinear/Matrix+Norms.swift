// SPDX-License-Identifier: Apache-2.0

extension Matrix {
  /// What `normalizeRows()` found.
  public struct RowNorms: Hashable, Sendable {
    /// Rows of norm 0; they stay 0, and every cosine with them is 0.
    public var zeroRows: [Int] = []
    /// Rows with a NaN or an infinity; they were set to 0.
    public var nonFiniteRows: [Int] = []
  }

  /// Scales every row to Euclidean norm 1, the norm taken in `Double`.
  ///
  /// Rows of norm 0 stay; rows with a NaN or an infinity become 0. Both are returned, so that the
  /// caller can count or refuse them.
  public mutating func normalizeRows() -> RowNorms {
    var found = RowNorms()
    let columns = columnCount
    let rows = rowCount
    var span = elements.mutableSpan
    for row in 0..<rows {
      let start = row * columns
      var sum = 0.0
      for i in start..<start + columns { sum += Double(span[i]) * Double(span[i]) }
      if sum == 0 {
        found.zeroRows.append(row)
      } else if sum.isFinite {
        let scale = 1 / sum.squareRoot()
        for i in start..<start + columns { span[i] = Float(Double(span[i]) * scale) }
      } else {
        found.nonFiniteRows.append(row)
        for i in start..<start + columns { span[i] = 0 }
      }
    }
    return found
  }

  /// The inner product of row `row` with row `otherRow` of `other`, in `Double`, in index order: the
  /// value that decides where `Float` rounding could.
  public func exactRowProduct(_ row: Int, with other: Matrix, row otherRow: Int) -> Double {
    precondition(columnCount == other.columnCount, "\(columnCount) and \(other.columnCount)")
    let a = elements.span.extracting(elementRange(ofRows: row..<row + 1))
    let b = other.elements.span.extracting(other.elementRange(ofRows: otherRow..<otherRow + 1))
    var sum = 0.0
    for j in 0..<columnCount { sum += Double(a[j]) * Double(b[j]) }
    return sum
  }
}
