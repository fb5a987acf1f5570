// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Quantiles of distributions and of samples.
package enum Quantile {
  /// The standard normal quantile of `probability`, which lies strictly between 0 and 1; relative
  /// error below 1e-15.
  ///
  /// > Source: M. Wichura, *Algorithm AS 241: The percentage points of the normal distribution*,
  /// > 1988, doi:10.2307/2347330 (PPND16).
  package static func normal(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    let q = probability - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      return q * ratio(centralNumerator, centralDenominator, r)
    }
    let tail = min(probability, 1 - probability)
    let r = (-naturalLogarithm(tail)).squareRoot()
    let value =
      r <= 5
      ? ratio(middleNumerator, middleDenominator, r - 1.6)
      : ratio(farNumerator, farDenominator, r - 5)
    return q < 0 ? -value : value
  }

  /// The quantile of Student's distribution with `degreesOfFreedom`, by Newton steps inside a
  /// bracket on its distribution function.
  ///
  /// - Parameters:
  ///   - probability: strictly between 0 and 1.
  ///   - degreesOfFreedom: at least 1.
  package static func student(_ probability: Double, degreesOfFreedom: Int) -> Double {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    precondition(degreesOfFreedom >= 1, "\(degreesOfFreedom) degrees of freedom")
    guard probability != 0.5 else { return 0 }
    if probability < 0.5 { return -student(1 - probability, degreesOfFreedom: degreesOfFreedom) }
    let n = Double(degreesOfFreedom)
    let tail = 1 - probability
    // P(T > t) = ½ I_{n/(n+t²)}(n/2, ½): bracket, then halve until no double lies between.
    func upperTail(_ t: Double) -> Double {
      IncompleteBeta.regularized(n / (n + t * t), n / 2, 0.5) / 2
    }
    var low = 0.0
    var high = 1.0
    while upperTail(high) > tail { (low, high) = (high, 2 * high) }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return middle }
      if upperTail(middle) > tail { low = middle } else { high = middle }
    }
  }

  /// The quantile of a sample, linear between order statistics (type 7 of Hyndman and Fan, the
  /// default of R and NumPy).
  ///
  /// - Parameters:
  ///   - probability: 0…1.
  ///   - sorted: at least one value, ascending.
  package static func sample(_ probability: Double, sorted: [Double]) -> Double {
    precondition(!sorted.isEmpty && (0...1).contains(probability), "\(probability)")
    let position = probability * Double(sorted.count - 1)
    let index = min(Int(position), sorted.count - 1)
    let rest = position - Double(index)
    guard rest > 0, index + 1 < sorted.count else { return sorted[index] }
    return sorted[index] + rest * (sorted[index + 1] - sorted[index])
  }

  /// Numerator over denominator, coefficients from the constant up.
  private static func ratio(_ numerator: [Double], _ denominator: [Double], _ x: Double) -> Double {
    numerator.reversed().reduce(0) { $0 * x + $1 }
      / denominator.reversed().reduce(0) { $0 * x + $1 }
  }

  private static let centralNumerator = [
    3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3,
    1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
    3.3430575583588128105e4, 2.5090809287301226727e3,
  ]
  private static let centralDenominator = [
    1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
    2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
    5.2264952788528545610e3,
  ]
  private static let middleNumerator = [
    1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
    3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4,
  ]
  private static let middleDenominator = [
    1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
    1.05075007164441684324e-9,
  ]
  private static let farNumerator = [
    6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ]
  private static let farDenominator = [
    1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
    2.04426310338993978564e-15,
  ]
}
