// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The regularised incomplete beta function.
enum IncompleteBeta {
  /// I_x(a, b) for a, b > 0 and x in 0…1, by its continued fraction; relative error about 1e-14.
  ///
  /// > Source: W. Lentz, *Generating Bessel functions in Mie scattering calculations using continued
  /// > fractions*, 1976, doi:10.1364/AO.15.000668, for the evaluation; NIST DLMF 8.17.22 for the
  /// > fraction.
  static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    let front = exponential(
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * naturalLogarithm(x)
        + b * naturalLogarithm(1 - x))
    // The fraction converges fast on this side of the mean; the symmetry serves the other.
    if x < (a + 1) / (a + b + 2) { return front * fraction(x, a, b) / a }
    return 1 - front * fraction(1 - x, b, a) / b
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func nonZero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / nonZero(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonZero(1 + even * d)
      c = nonZero(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonZero(1 + odd * d)
      c = nonZero(1 + odd / c)
      result *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return result
  }
}
