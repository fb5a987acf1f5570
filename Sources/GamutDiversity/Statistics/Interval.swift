// SPDX-License-Identifier: Apache-2.0

/// A closed interval around an estimate, 95 % unless said otherwise.
public struct Interval: Hashable, Codable, Sendable {
  /// The lower bound.
  public let low: Double
  /// The upper bound.
  public let high: Double

  /// Makes an interval as given.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

/// A share of a whole, as counted, with Wilson's 95 % interval.
public struct Share: Hashable, Codable, Sendable {
  /// How many of the whole have the property.
  public let count: Int
  /// How many there are; 0 gives a share of 0 with the interval 0…1.
  public let total: Int

  /// Makes the share `count` of `total`.
  public init(count: Int, total: Int) {
    precondition(count >= 0 && count <= total, "\(count) of \(total)")
    self.count = count
    self.total = total
  }

  /// `count` / `total`, 0…1.
  public var value: Double { total == 0 ? 0 : Double(count) / Double(total) }

  /// Wilson's score interval at 95 %.
  public var interval: Interval { wilsonInterval(confidence: 0.95) }

  /// Wilson's score interval.
  ///
  /// > Source: E. Wilson, *Probable inference, the law of succession, and statistical inference*,
  /// > 1927, doi:10.1080/01621459.1927.10502953.
  public func wilsonInterval(confidence: Double) -> Interval {
    guard total > 0 else { return Interval(low: 0, high: 1) }
    let z = Quantile.normal((1 + confidence) / 2)
    let n = Double(total)
    let p = value
    let denominator = 1 + z * z / n
    let centre = (p + z * z / (2 * n)) / denominator
    let half = z / denominator * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    // At the ends the bound is exact; rounding would leave 1e-17 there.
    return Interval(
      low: count == 0 ? 0 : max(0, centre - half),
      high: count == total ? 1 : min(1, centre + half))
  }

  /// Newcombe's hybrid score interval at 95 % for the difference to another, independent share:
  /// this one's value less `other`'s.
  ///
  /// > Source: R. Newcombe, *Interval estimation for the difference between independent
  /// > proportions*, 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I
  /// > (method 10).
  public func differenceInterval(to other: Share) -> Interval {
    differenceInterval(to: other, confidence: 0.95)
  }

  /// The same at another confidence, 0…1.
  package func differenceInterval(to other: Share, confidence: Double) -> Interval {
    let a = wilsonInterval(confidence: confidence)
    let b = other.wilsonInterval(confidence: confidence)
    let difference = value - other.value
    let below = (value - a.low, b.high - other.value)
    let above = (a.high - value, other.value - b.low)
    return Interval(
      low: difference - (below.0 * below.0 + below.1 * below.1).squareRoot(),
      high: difference + (above.0 * above.0 + above.1 * above.1).squareRoot())
  }
}
