// SPDX-License-Identifier: Apache-2.0

/// How often a detector is right, as counted on labelled cases.
package struct DetectorAccuracy: Hashable, Sendable {
  /// Of the cases that have the property, how many it finds.
  package let sensitivity: Share
  /// Of the cases that do not, how many it leaves alone.
  package let specificity: Share

  /// Makes an accuracy of its counts.
  package init(sensitivity: Share, specificity: Share) {
    self.sensitivity = sensitivity
    self.specificity = specificity
  }
}

/// A share that an imperfect detector counted, corrected for its errors.
///
/// (p + specificity − 1) / (sensitivity + specificity − 1), p the share as counted, within 0…1; its interval counts
/// in that the two were themselves estimated from cases.
///
/// > Source: W. Rogan and B. Gladen, *Estimating prevalence from the results of a screening test*, 1978,
/// > doi:10.1093/oxfordjournals.aje.a112510; the interval: Z. Lang and J. Reiczigel, *Confidence limits for
/// > prevalence of disease adjusted for estimated sensitivity and specificity*, 2014,
/// > doi:10.1016/j.prevetmed.2013.09.015.
package struct TestedShare: Hashable, Sendable {
  /// The corrected share, 0…1.
  package let value: Double
  /// Its 95 % interval, within 0…1.
  package let interval: Interval

  /// Corrects `counted`; nil where the detector tells nothing apart, or nothing was counted.
  package init?(_ counted: Share, by accuracy: DetectorAccuracy) {
    let (se, sp) = (accuracy.sensitivity, accuracy.specificity)
    guard counted.total > 0, se.value + sp.value > 1 else { return nil }
    value = min(1, max(0, (counted.value + sp.value - 1) / (se.value + sp.value - 1)))
    let z = Quantile.normal(0.975)
    func adjusted(_ share: Share) -> (count: Double, value: Double) {
      let count = Double(share.total) + 2
      return (count, (Double(share.count) + 1) / count)
    }
    let (a, b) = (adjusted(se), adjusted(sp))
    let n = Double(counted.total) + z * z
    let p = (Double(counted.count) + z * z / 2) / n
    let power = a.value + b.value - 1
    let share = (p + b.value - 1) / power
    let ofSensitivity = a.value * (1 - a.value) / a.count
    let ofSpecificity = b.value * (1 - b.value) / b.count
    let shift = 2 * z * z * (share * ofSensitivity - (1 - share) * ofSpecificity)
    let variance =
      p * (1 - p) / n + share * share * ofSensitivity + (1 - share) * (1 - share) * ofSpecificity
    let reach = z * variance.squareRoot() / power
    func clamped(_ x: Double) -> Double { min(1, max(0, x)) }
    // The estimate itself stays inside: the interval is that of adjusted counts.
    interval = Interval(
      low: min(value, clamped(share + shift - reach)),
      high: max(value, clamped(share + shift + reach)))
  }
}
