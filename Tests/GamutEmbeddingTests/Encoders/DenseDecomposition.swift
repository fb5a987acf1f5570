// SPDX-License-Identifier: Apache-2.0

import GamutLinear

/// The decomposition A = U·diag(s)·Vᵀ of a small dense matrix, from the eigenvectors of AAᵀ in
/// `Double`: what the randomised one is held against.
struct DenseDecomposition {
  /// The singular values in descending order, one per row.
  let values: [Float]
  private let vectors: [Double]

  init(of matrix: Matrix) throws {
    let columns = matrix.transposed()
    let system = try RowMoments(of: columns, rows: 0..<columns.rowCount).gram.eigensystem()
    values = system.values.map { Float(max(0, $0).squareRoot()) }
    vectors = system.vectors
  }

  /// The rows along the leading `count` right singular vectors: AV = U·diag(s).
  func coordinates(count: Int) -> Matrix {
    let rowCount = values.count
    var result = Matrix(rowCount: rowCount, columnCount: count)
    for i in 0..<rowCount {
      for j in 0..<count { result[i, j] = Float(vectors[j * rowCount + i]) * values[j] }
    }
    return result
  }
}
