// SPDX-License-Identifier: Apache-2.0

private import CGamutBLAS
import GamutCore

/// The count, the sum and the sum of outer products of a set of rows, in `Double`: all that spectral
/// diversity, means and Fréchet distances need to know of them.
///
/// Moments of two sets add up to those of their union, so they stream and parallelise.
public struct RowMoments: Equatable, Sendable {
  /// How many rows were taken.
  public private(set) var rowCount: Int
  /// Σx, one element per column.
  public private(set) var sum: [Double]
  /// XᵀX, `d × d`.
  public private(set) var gram: SymmetricMatrix

  /// The moments of no rows of `columnCount` columns.
  public init(columnCount: Int) {
    rowCount = 0
    sum = [Double](repeating: 0, count: columnCount)
    gram = SymmetricMatrix(order: columnCount)
  }

  /// Moments that were summed elsewhere, such as in `Double` rows: `sum` has as many elements as
  /// `gram` has columns.
  public init(rowCount: Int, sum: [Double], gram: SymmetricMatrix) {
    precondition(rowCount >= 0 && sum.count == gram.order, "\(rowCount), \(sum.count) sums")
    self.rowCount = rowCount
    self.sum = sum
    self.gram = gram
  }

  /// The moments of the rows of `matrix` that `rows` names, in that order.
  ///
  /// - Complexity: O(`rows.count` × d²); 256 rows are held in `Double` at a time.
  public init(of matrix: Matrix, rows: some Collection<Int>) {
    self.init(columnCount: matrix.columnCount)
    let d = matrix.columnCount
    var tile = [Double](repeating: 0, count: RowMoments.tileRowCount * d)
    var filled = 0
    for row in rows {
      let source = matrix.elements.span.extracting(matrix.elementRange(ofRows: row..<row + 1))
      var target = tile.mutableSpan
      let start = filled * d
      for j in 0..<d { target[start + j] = Double(source[j]) }
      filled += 1
      if filled == RowMoments.tileRowCount {
        add(tile: tile, rowCount: filled)
        filled = 0
      }
    }
    add(tile: tile, rowCount: filled)
    gram.mirrorUpperTriangle()
  }

  /// Rows converted to `Double` at a time: 256 × 384 columns are 768 KiB, within a core's cache.
  private static let tileRowCount = 256

  private mutating func add(tile: [Double], rowCount count: Int) {
    let d = gram.order
    guard count > 0, d > 0 else {
      rowCount += count
      return
    }
    BLAS.prepare()
    rowCount += count
    let columns = BLAS.size(d)
    // Safe: the tile holds count × d elements, the Gram matrix d × d.
    unsafe tile.withUnsafeBufferPointer { tile in
      unsafe gram.elements.withUnsafeMutableBufferPointer { gram in
        guard let tile = tile.baseAddress, let gram = gram.baseAddress else { return }
        unsafe gamut_dsyrk(
          Int32(GAMUT_BLAS_ROW_MAJOR.rawValue), Int32(GAMUT_BLAS_UPPER.rawValue),
          Int32(GAMUT_BLAS_TRANS.rawValue), columns, BLAS.size(count), 1, tile, columns, 1, gram,
          columns)
      }
    }
    let source = tile.span
    var target = sum.mutableSpan
    for i in 0..<count {
      for j in 0..<d { target[j] += source[i * d + j] }
    }
  }
}

extension RowMoments {
  /// Adds the rows of `other`, which must have as many columns.
  public mutating func add(_ other: RowMoments) { combine(with: other, sign: 1) }

  /// Takes away the rows of `other`, which must be among those of these moments.
  public mutating func subtract(_ other: RowMoments) { combine(with: other, sign: -1) }

  private mutating func combine(with other: RowMoments, sign: Double) {
    precondition(other.sum.count == sum.count, "\(other.sum.count) and \(sum.count) columns")
    rowCount += sign < 0 ? -other.rowCount : other.rowCount
    for j in sum.indices { sum[j] += sign * other.sum[j] }
    gram.add(other.gram, scaledBy: sign)
  }
}

extension SymmetricMatrix {
  /// Copies the upper triangle to the lower one.
  mutating func mirrorUpperTriangle() {
    let n = order
    var span = elements.mutableSpan
    for i in 0..<n {
      for j in 0..<i { span[i * n + j] = span[j * n + i] }
    }
  }

  /// Adds `factor` times `other`, element by element.
  public mutating func add(_ other: SymmetricMatrix, scaledBy factor: Double = 1) {
    precondition(other.order == order, "order \(other.order) and \(order)")
    let source = other.elements.span
    var target = elements.mutableSpan
    for i in 0..<target.count { target[i] += factor * source[i] }
  }
}
