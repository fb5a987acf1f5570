// SPDX-License-Identifier: Apache-2.0

private import CGamutBLAS

extension Matrix {
  /// An orthonormal basis of the column space: `rowCount × columnCount`, the thin Q of a QR
  /// factorisation. The matrix must be at least as tall as it is wide.
  ///
  /// - Complexity: O(`rowCount` × `columnCount`²).
  public func orthonormalColumns() -> Matrix {
    precondition(rowCount >= columnCount, "\(rowCount) × \(columnCount) is not tall")
    guard columnCount > 0 else { return self }
    BLAS.useOneThread()
    // Fortran reads columns: the transpose in row order is the matrix in column order.
    var a = transposed().elements
    var m = BLAS.size(rowCount)
    var n = BLAS.size(columnCount)
    var tau = [Float](repeating: 0, count: columnCount)
    var workCount = BLAS.size(columnCount * 64)
    var work = [Float](repeating: 0, count: Int(workCount))
    var info: Int32 = 0
    // Safe: a is m × n, tau n, work 64 n long: LAPACK's block size is at most 64.
    unsafe sgeqrf_(&m, &n, &a, &m, &tau, &work, &workCount, &info)
    precondition(info == 0, "sgeqrf: argument \(-info)")
    unsafe sorgqr_(&m, &n, &n, &a, &m, &tau, &work, &workCount, &info)
    precondition(info == 0, "sorgqr: argument \(-info)")
    return Matrix(rowCount: columnCount, columnCount: rowCount, elements: a).transposed()
  }
}
