// SPDX-License-Identifier: Apache-2.0

extension Estimate {
  /// The delete-one-block jackknife of a number of two independent samples: each sample's blocks are
  /// left out by themselves, and biases and variances add up.
  ///
  /// The interval takes Student's t with one degree of freedom less than the sample of fewer blocks
  /// has, which errs to the wide side.
  ///
  /// - Parameters:
  ///   - value: of both samples whole.
  ///   - first: the same without each block of the first sample in turn.
  ///   - second: the same without each block of the second; below two blocks of either there is no
  ///     interval.
  ///   - range: what values are possible; corrected value and interval stay within it.
  ///
  /// > Source: J. Arvesen, *Jackknifing U-statistics*, 1969, doi:10.1214/aoms/1177697287.
  package init(
    value: Double, withoutFirst first: [Double], withoutSecond second: [Double],
    within range: ClosedRange<Double>
  ) {
    guard min(first.count, second.count) >= 2 else {
      self.init(value: value)
      return
    }
    var (bias, variance) = (0.0, 0.0)
    for values in [first, second] {
      let blocks = Double(values.count)
      let mean = values.reduce(0, +) / blocks
      bias += (blocks - 1) * (mean - value)
      variance += (blocks - 1) / blocks * values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    self.init(
      value: value, corrected: value - bias, standardError: variance.squareRoot(),
      degreesOfFreedom: min(first.count, second.count) - 1, within: range)
  }
}
