// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear

extension LSAFit {
  /// Rows one task sums; constant.
  private static let momentChunkRowCount = 4096

  /// The moments of all rows of `matrix`, among them XᵀX in `Double`.
  func moments(of matrix: Matrix) -> RowMoments {
    let parts = Parallel.mapChunks(
      of: matrix.rowCount, chunkSize: LSAFit.momentChunkRowCount, workers: workers
    ) { RowMoments(of: matrix, rows: $0) }
    var total = RowMoments(columnCount: matrix.columnCount)
    for part in parts { total.add(part) }
    return total
  }

  /// Below this share of the largest eigenvalue of a Gram matrix, a direction is rounding error: its
  /// length is below 3·10⁻⁵ of the longest, and sums of `Float` products are good to about 10⁻⁶.
  private static let rankBound = 1e-9

  /// Eigenvectors over the roots of their eigenvalues, as columns, and those eigenvalues, largest
  /// first: for XᵀX, X times them has orthonormal columns. At most `limit`, and none beyond the rank.
  static func whitening(
    of gram: SymmetricMatrix, limit: Int
  ) throws(EmbeddingError) -> (rotation: Matrix, values: [Double]) {
    let system: SymmetricMatrix.Eigensystem
    do { system = try gram.eigensystem() } catch {
      throw EmbeddingError(
        code: .noConvergence, detail: "the singular values of the term weights",
        underlying: error.description)
    }
    let bound = max(0, (system.values.first ?? 0) * rankBound)
    let values = Array(system.values.prefix(limit).prefix { $0 > bound })
    var rotation = Matrix(rowCount: gram.order, columnCount: values.count)
    for (j, value) in values.enumerated() {
      for i in 0..<gram.order {
        rotation[i, j] = Float(system.vectors[j * gram.order + i] / value.squareRoot())
      }
    }
    return (rotation, values)
  }

  /// Rows one task scales; constant.
  private static let scaleChunkRowCount = 1024

  /// `matrix` with each row multiplied by its factor, plus the same row of `addend`.
  func scaled(_ matrix: Matrix, by factors: [Float], plus addend: Matrix? = nil) -> Matrix {
    precondition(factors.count == matrix.rowCount, "\(factors.count) for \(matrix.rowCount) rows")
    let width = matrix.columnCount
    precondition(
      addend == nil || addend?.rowCount == matrix.rowCount && addend?.columnCount == width,
      "a sum of matrices of different shapes")
    let (elements, _) = FloatColumn.filled(
      rowCount: matrix.rowCount, rowLength: width, chunkSize: LSAFit.scaleChunkRowCount,
      workers: workers
    ) { rows, target in
      let first = rows.lowerBound * width
      let source = matrix.elements.span.extracting(first..<first + target.count)
      for row in 0..<rows.count {
        let factor = factors[rows.lowerBound + row]
        for i in row * width..<(row + 1) * width { target[i] = factor * source[i] }
      }
      guard let addend else { return }
      let other = addend.elements.span.extracting(first..<first + target.count)
      for i in 0..<target.count { target[i] += other[i] }
    }
    return Matrix(rowCount: matrix.rowCount, columnCount: width, elements: elements)
  }
}

extension SeededRandom {
  /// A matrix of random signs, ±1.
  mutating func signs(rowCount: Int, columnCount: Int) -> Matrix {
    let count = rowCount * columnCount
    var elements: [Float] = []
    elements.reserveCapacity(count)
    var bits: UInt64 = 0
    for i in 0..<count {
      bits = i % 64 == 0 ? next() : bits &>> 1
      elements.append(bits & 1 == 0 ? 1 : -1)
    }
    return Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements)
  }
}
