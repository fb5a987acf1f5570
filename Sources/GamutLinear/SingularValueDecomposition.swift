// SPDX-License-Identifier: Apache-2.0

private import CGamutBLAS

/// The thin decomposition A = U·diag(s)·Vᵀ of an `m × n` matrix, r = min(m, n).
public struct SingularValueDecomposition: Sendable {
  /// `m × r`, orthonormal columns.
  public let u: Matrix
  /// The singular values in descending order.
  public let values: [Float]
  /// `r × n`: row `i` is the right singular vector of `values[i]`, its largest element in magnitude
  /// made positive.
  public let vTransposed: Matrix

  /// Decomposes `matrix` by divide and conquer (`sgesdd`).
  ///
  /// - Complexity: O(m n min(m, n)).
  public init(of matrix: Matrix) throws(SymmetricMatrix.ConvergenceError) {
    let rows = matrix.rowCount
    let columns = matrix.columnCount
    let rank = min(rows, columns)
    guard rank > 0 else {
      u = Matrix(rowCount: rows, columnCount: 0)
      values = []
      vTransposed = Matrix(rowCount: 0, columnCount: columns)
      return
    }
    BLAS.prepare()
    // In Fortran's column order our row-order matrix is its transpose, n × m: Aᵀ = V·diag(s)·Uᵀ, so
    // LAPACK's U is our V, by columns, which are our rows of Vᵀ.
    var a = matrix.elements
    var m = BLAS.size(columns)
    var n = BLAS.size(rows)
    var r = BLAS.size(rank)
    var s = [Float](repeating: 0, count: rank)
    var left = [Float](repeating: 0, count: columns * rank)
    var rightTransposed = [Float](repeating: 0, count: rank * rows)
    var integers = [Int32](repeating: 0, count: 8 * rank)
    var jobz = CChar(UInt8(ascii: "S"))
    var info: Int32 = 0
    var workSize: Float = 0
    var query: Int32 = -1
    // Safe: the arrays have the sizes LAPACK documents; the first call only asks for them.
    unsafe gamut_sgesdd(
      &jobz, &m, &n, &a, &m, &s, &left, &m, &rightTransposed, &r, &workSize, &query, &integers,
      &info, 1)
    // A Float holds the size only to 24 bits: the next one up is never too small.
    var workCount = BLAS.size(Int(workSize.nextUp.rounded(.up)))
    var work = [Float](repeating: 0, count: Int(workCount))
    unsafe gamut_sgesdd(
      &jobz, &m, &n, &a, &m, &s, &left, &m, &rightTransposed, &r, &work, &workCount, &integers,
      &info, 1)
    precondition(info >= 0, "sgesdd: argument \(-info)")
    guard info == 0 else {
      throw SymmetricMatrix.ConvergenceError(routine: "sgesdd", info: Int(info))
    }
    // Row i of U in our order is column i of LAPACK's Vᵀ (rank × rows, by columns).
    var u = Matrix(rowCount: rows, columnCount: rank, elements: rightTransposed)
    var v = Matrix(rowCount: rank, columnCount: columns, elements: left)
    for i in 0..<rank {
      var extreme: Float = 0
      for j in 0..<columns where abs(v[i, j]) > abs(extreme) { extreme = v[i, j] }
      guard extreme < 0 else { continue }
      for j in 0..<columns { v[i, j] = -v[i, j] }
      for j in 0..<rows { u[j, i] = -u[j, i] }
    }
    self.u = u
    values = s
    vTransposed = v
  }
}
