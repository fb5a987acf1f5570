// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// A number estimated from rows, and what the jackknife says of it.
public struct Estimate: Hashable, Codable, Sendable {
  /// The plain value over all rows.
  public let value: Double
  /// The value less the jackknife's estimate of its bias, within the possible range; nil where the
  /// correction does not hold or there are fewer than two blocks.
  public let corrected: Double?
  /// The jackknife's standard error; nil as above.
  public let standardError: Double?
  /// The 95 % interval around the corrected value, Student's t with one degree of freedom less than
  /// there are blocks; nil as above.
  public let interval: Interval?

  /// A value of which nothing more is known.
  public init(value: Double) {
    self.value = value
    corrected = nil
    standardError = nil
    interval = nil
  }

  /// The delete-one-block jackknife.
  ///
  /// - Parameters:
  ///   - value: over all rows.
  ///   - leaveOneOut: the same without each block in turn; below two they say nothing.
  ///   - halves: the same of both halves of at least four blocks. With a bias of a/n + b/n², the jackknife
  ///     leaves −B/(B−1)·b/n² of B blocks, and twice the value less that of a half −2·b/n²: their difference
  ///     tells b. None leaves it there.
  ///   - range: what values are possible; corrected value and interval stay within it.
  ///
  /// > Source: J. Tukey 1958, doi:10.1214/aoms/1177706647; B. Efron and C. Stein, *The jackknife
  /// > estimate of variance*, 1981, doi:10.1214/aos/1176345462; two orders of bias: W. Schucany, H. Gray
  /// > and D. Owen, *On bias reduction in estimation*, Journal of the American Statistical Association 66, 1971.
  public init(
    value: Double, leaveOneOut: [Double], halves: [Double] = [], within range: ClosedRange<Double>
  ) {
    guard leaveOneOut.count >= 2 else {
      self.init(value: value)
      return
    }
    let blocks = Double(leaveOneOut.count)
    let mean = leaveOneOut.reduce(0, +) / blocks
    let squares = leaveOneOut.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    var corrected = blocks * value - (blocks - 1) * mean
    if !halves.isEmpty {
      precondition(leaveOneOut.count >= 4, "halves of \(leaveOneOut.count) blocks")
      let left = blocks / (blocks - 1)
      let halved = 2 * value - halves.reduce(0, +) / Double(halves.count)
      corrected -= left * (halved - corrected) / (2 - left)
    }
    self.init(
      value: value, corrected: corrected,
      standardError: ((blocks - 1) / blocks * squares).squareRoot(),
      degreesOfFreedom: leaveOneOut.count - 1, within: range)
  }

  /// The same of another plain value of what is estimated.
  func of(value: Double) -> Estimate { Estimate(self, value: value) }

  private init(_ other: Estimate, value: Double) {
    self.value = value
    corrected = other.corrected
    standardError = other.standardError
    interval = other.interval
  }

  /// A corrected value and its standard error with Student's interval, all within `range`.
  init(
    value: Double, corrected: Double, standardError: Double, degreesOfFreedom: Int,
    within range: ClosedRange<Double>
  ) {
    let reach = standardError * Quantile.student(0.975, degreesOfFreedom: degreesOfFreedom)
    func clamped(_ x: Double) -> Double { min(max(x, range.lowerBound), range.upperBound) }
    self.value = value
    self.corrected = clamped(corrected)
    self.standardError = standardError
    interval = Interval(low: clamped(corrected - reach), high: clamped(corrected + reach))
  }
}

/// The rows of each block of a jackknife.
///
/// Blocks are as equal as can be; there are never more of them than rows.
public struct JackknifeBlocks: Hashable, Sendable {
  /// What fixes the blocks.
  public struct Options: Hashable, Codable, Sendable {
    /// How many blocks; more cost more and steady the standard error.
    public var blockCount = 32
    /// Which rows share a block.
    public var order = Order.shuffled(seed: 0)

    /// The defaults: 32 blocks of shuffled rows.
    public init() {}

    /// 32 blocks of rows shuffled by `seed`.
    public init(seed: UInt64) { order = .shuffled(seed: seed) }
  }

  /// Which rows share a block.
  public enum Order: Hashable, Codable, Sendable {
    /// Rows shuffled by a seed: neighbours in a file are often alike, and blocks must not be.
    case shuffled(seed: UInt64)
    /// Consecutive rows, for rows without such an order.
    case consecutive
  }

  /// The rows of each block, ascending.
  public let rows: [[Int]]

  /// Splits `0..<rowCount`.
  public init(rowCount: Int, options: Options) {
    precondition(options.blockCount > 0, "\(options.blockCount) blocks")
    let count = min(options.blockCount, rowCount)
    let order: [Int]
    switch options.order {
    case .consecutive: order = Array(0..<rowCount)
    case .shuffled(let seed):
      var random = SeededRandom(seed: seed)
      order = random.permutation(of: rowCount)
    }
    rows = (0..<count).map { block in
      order[rowCount * block / count..<rowCount * (block + 1) / count].sorted()
    }
  }
}
