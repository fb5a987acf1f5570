// SPDX-License-Identifier: Apache-2.0

private import CGamutBLAS

/// A symmetric matrix of `Double`, stored in full.
public struct SymmetricMatrix: Equatable, Sendable {
  /// How many rows and columns there are.
  public let order: Int
  /// The elements, `order × order`, row by row; both triangles are filled.
  public var elements: [Double] {
    didSet { precondition(elements.count == order * order, "\(elements.count) elements") }
  }

  /// Makes a matrix of zeros.
  public init(order: Int) {
    self.init(order: order, elements: [Double](repeating: 0, count: order * order))
  }

  /// Makes a matrix of `elements`, `order × order`; only the upper triangle is ever read by the
  /// eigensolver.
  public init(order: Int, elements: [Double]) {
    precondition(order >= 0 && elements.count == order * order, "\(elements.count) elements")
    self.order = order
    self.elements = elements
  }

  /// The element at `row` and `column`.
  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * order + column] }
    set { elements[row * order + column] = newValue }
  }

  /// The sum of the diagonal.
  public var trace: Double {
    var sum = 0.0
    for i in 0..<order { sum += self[i, i] }
    return sum
  }
}

extension SymmetricMatrix {
  /// Why an eigenvalue computation gave no answer.
  public struct ConvergenceError: Error, CustomStringConvertible {
    /// The LAPACK routine.
    public let routine: String
    /// Its `info`, positive: how many values did not converge.
    public let info: Int

    public var description: String { "\(routine) did not converge (info \(info))" }
  }

  /// Eigenvalues, largest first, and an eigenvector for each.
  public struct Eigensystem: Sendable {
    /// The eigenvalues in descending order.
    public let values: [Double]
    /// `order × order`: row `i` is the unit eigenvector of `values[i]`, its largest element (the
    /// first of equals in magnitude) made positive, so that its sign is no accident of LAPACK.
    public let vectors: [Double]
  }

  /// The eigenvalues in descending order.
  ///
  /// - Complexity: O(`order`³).
  public func eigenvalues() throws(ConvergenceError) -> [Double] {
    try solve(wantsVectors: false).values
  }

  /// The eigenvalues in descending order, with their eigenvectors.
  ///
  /// - Complexity: O(`order`³).
  public func eigensystem() throws(ConvergenceError) -> Eigensystem {
    try solve(wantsVectors: true)
  }

  /// LAPACK's divide and conquer. Row order against Fortran's column order does not matter to a
  /// symmetric matrix; eigenvectors come out as columns there, rows here.
  private func solve(wantsVectors: Bool) throws(ConvergenceError) -> Eigensystem {
    guard order > 0 else { return Eigensystem(values: [], vectors: []) }
    BLAS.prepare()
    var n = BLAS.size(order)
    var a = elements
    var w = [Double](repeating: 0, count: order)
    var jobz = CChar(UInt8(ascii: wantsVectors ? "V" : "N"))
    var uplo = CChar(UInt8(ascii: "L"))  // Fortran's lower triangle is our upper one.
    var info: Int32 = 0
    var workSize = 0.0
    var integerSize: Int32 = 0
    var query: Int32 = -1
    // Safe: the arrays have the sizes LAPACK documents; the first call only asks for them.
    unsafe gamut_dsyevd(
      &jobz, &uplo, &n, &a, &n, &w, &workSize, &query, &integerSize, &query, &info, 1, 1)
    var workCount = BLAS.size(Int(workSize))
    var work = [Double](repeating: 0, count: Int(workCount))
    var integers = [Int32](repeating: 0, count: Int(integerSize))
    unsafe gamut_dsyevd(
      &jobz, &uplo, &n, &a, &n, &w, &work, &workCount, &integers, &integerSize, &info, 1, 1)
    precondition(info >= 0, "dsyevd: argument \(-info)")
    guard info == 0 else { throw ConvergenceError(routine: "dsyevd", info: Int(info)) }
    w.reverse()
    guard wantsVectors else { return Eigensystem(values: w, vectors: []) }
    var vectors: [Double] = []
    vectors.reserveCapacity(order * order)
    for i in (0..<order).reversed() {
      let vector = a[i * order..<(i + 1) * order]
      var extreme = 0.0
      for element in vector where abs(element) > abs(extreme) { extreme = element }
      let sign = extreme < 0 ? -1.0 : 1.0
      vectors.append(contentsOf: vector.lazy.map { $0 * sign })
    }
    return Eigensystem(values: w, vectors: vectors)
  }
}
