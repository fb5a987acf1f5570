// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// How far two sets are apart by their shares in the same classes.
///
/// > Source: J. Lin, *Divergence measures based on the Shannon entropy*, 1991, doi:10.1109/18.61115
/// > (JSD); L. Liu and others, *Divergence frontiers for generative models*, 2021, arXiv:2106.07898
/// > (frontier integral); PSI as credit scoring has it: N. Siddiqi, *Credit risk scorecards*, 2006.
package struct ShareDivergence: Hashable, Sendable {
  /// The Jensen–Shannon divergence in nats, 0…ln 2.
  package let jensenShannon: Double
  /// The total variation, ½ Σ|p − q|, 0…1.
  package let totalVariation: Double
  /// The Hellinger distance, √(½ Σ(√p − √q)²), 0…1.
  package let hellinger: Double
  /// The frontier integral, 2 ∫ λ KL(p‖r) + (1−λ) KL(q‖r) dλ with r = λp + (1−λ)q, 0…1.
  package let frontierIntegral: Double
  /// The population stability index, Σ(p − q) ln(p/q); ½ is added to each count, so that it is finite.
  package let stabilityIndex: Double

  /// Compares two sets with `first[i]` and `second[i]` rows in class `i`. Classes that are empty in
  /// both do not count; where a set is empty, nothing is apart.
  package init(first: [Double], second: [Double]) {
    precondition(first.count == second.count, "\(first.count) and \(second.count) classes")
    precondition((first + second).allSatisfy { $0 >= 0 }, "negative counts")
    let (n, m) = (first.reduce(0, +), second.reduce(0, +))
    guard n > 0, m > 0 else {
      (jensenShannon, totalVariation, hellinger, frontierIntegral, stabilityIndex) = (0, 0, 0, 0, 0)
      return
    }
    let classes = zip(first, second).filter { $0.0 + $0.1 > 0 }
    let k = Double(classes.count)
    var (jsd, variation, squares, frontier, stability) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (a, b) in classes {
      let (p, q) = (a / n, b / m)
      let middle = (p + q) / 2
      if p > 0 { jsd += p * naturalLogarithm(p / middle) / 2 }
      if q > 0 { jsd += q * naturalLogarithm(q / middle) / 2 }
      variation += abs(p - q) / 2
      let root = p.squareRoot() - q.squareRoot()
      squares += root * root / 2
      frontier += Self.frontierTerm(p, q)
      let (s, t) = ((a + 0.5) / (n + k / 2), (b + 0.5) / (m + k / 2))
      stability += (s - t) * naturalLogarithm(s / t)
    }
    jensenShannon = max(0, jsd)
    totalVariation = variation
    hellinger = squares.squareRoot()
    frontierIntegral = max(0, frontier)
    stabilityIndex = stability
  }

  /// (p + q)/2 − pq/(p − q)·ln(p/q): what the integral over λ comes to for one class.
  private static func frontierTerm(_ p: Double, _ q: Double) -> Double {
    let (middle, difference) = ((p + q) / 2, p - q)
    guard p > 0, q > 0 else { return middle }
    // The closed form loses its digits where p and q are close: there its series,
    // m·(2x²/3 + 2x⁴/15) with x = (p − q)/(p + q), serves, whose next term is below 1e-19 of m.
    let x = difference / (p + q)
    if abs(x) < 1e-3 {
      return middle * (x * x * 2 / 3 + x * x * x * x * 2 / 15)
    }
    return middle - p * q / difference * naturalLogarithm(p / q)
  }
}
