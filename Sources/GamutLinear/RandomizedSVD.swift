// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// The leading singular values and right singular vectors of a matrix that is known only by its
/// products, such as a sparse one.
///
/// > Source: N. Halko, P. Martinsson, J. Tropp, *Finding Structure with Randomness*, 2011,
/// > doi:10.1137/090771806 (algorithms 4.4 and 5.1).
public struct RandomizedSVD: Sendable {
  /// What fixes the computation.
  public struct Options: Hashable, Codable, Sendable {
    /// How many singular vectors are wanted.
    public var rank = 128
    /// How many more random directions are taken; 10 to 20 make the error bound small.
    public var oversampling = 16
    /// How often the range is multiplied by A·Aᵀ, with orthonormalisation after each product: 2
    /// suffice for slowly decaying spectra such as those of text.
    public var powerIterations = 2
    /// The seed of the random directions.
    public var seed: UInt64 = 0

    /// The defaults.
    public init() {}
  }

  /// The leading singular values, at most `rank`, in descending order.
  public let values: [Float]
  /// One row per singular value: the right singular vectors, `values.count × n`.
  public let vTransposed: Matrix

  /// Decomposes an A of `rowCount × columnCount`.
  ///
  /// - Parameters:
  ///   - multiply: A·X for X of `columnCount × k`.
  ///   - multiplyTransposed: Aᵀ·Y for Y of `rowCount × k`.
  /// - Complexity: 2 × `powerIterations` + 2 products, and O((m + n) k²) beside them.
  public init(
    rowCount: Int, columnCount: Int, options: Options,
    multiply: (Matrix) -> Matrix, multiplyTransposed: (Matrix) -> Matrix
  ) throws(SymmetricMatrix.ConvergenceError) {
    let width = min(options.rank + options.oversampling, min(rowCount, columnCount))
    var random = SeededRandom(seed: options.seed)
    var directions = Matrix(rowCount: columnCount, columnCount: width)
    directions.elements = directions.elements.indices.map { _ in Float(random.nextGaussian()) }
    var range = multiply(directions).orthonormalColumns()
    for _ in 0..<options.powerIterations {
      range = multiply(multiplyTransposed(range).orthonormalColumns()).orthonormalColumns()
    }
    // B = QᵀA is small and wide; here its transpose, n × width, whose U is our V.
    let projected = multiplyTransposed(range).transposed()
    let small = try SingularValueDecomposition(of: projected)
    let rank = min(options.rank, small.values.count)
    values = Array(small.values.prefix(rank))
    vTransposed = small.vTransposed.selectingRows(0..<rank)
  }
}

extension SeededRandom {
  /// The next number of the standard normal distribution (Marsaglia's polar method, one of the pair
  /// thrown away so that the state is the seed's alone).
  ///
  /// > Source: G. Marsaglia and T. Bray, 1964, doi:10.1137/1006063.
  public mutating func nextGaussian() -> Double {
    while true {
      let x = 2 * nextUnit() - 1
      let y = 2 * nextUnit() - 1
      let s = x * x + y * y
      if s > 0, s < 1 { return x * (-2 * naturalLogarithm(s) / s).squareRoot() }
    }
  }
}
