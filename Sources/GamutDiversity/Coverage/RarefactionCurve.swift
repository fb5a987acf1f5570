// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// How likely a record gains a near one when more records of its topic are added.
///
/// Of a pool of P records of the topic, s lie near to a given one. Each further record lies near to it
/// with a probability of its own that follows a beta distribution over the records of the topic, so s
/// is beta-binomial, and the curve within the pool is that of rarefaction, beyond it its extrapolation.
///
/// > Source: J. Skellam, *A probability distribution derived from the binomial distribution by
/// > regarding the probability of success as variable between the sets of trials*, 1948,
/// > doi:10.1111/j.2517-6161.1948.tb00014.x; of rarefaction, S. Hurlbert 1971, doi:10.2307/1934145.
package struct RarefactionCurve: Hashable, Sendable {
  /// The two parameters of the beta distribution, both above 0.
  package let alpha: Double
  package let beta: Double
  /// P, how many records there are to be near to.
  package let poolCount: Int

  /// The intra-class correlations 1/(α + β + 1) that are tried.
  private static let correlations =
    [0.0001] + (0...40).map { 0.002 * exponential(Double($0) / 40 * naturalLogarithm(400)) }

  /// Fits the curve by maximum likelihood over a grid of correlations, the mean being that of the
  /// counts.
  ///
  /// - Parameters:
  ///   - counts: s of each record, 0…`poolCount`.
  ///   - poolCount: P, at least 1.
  /// - Complexity: O(distinct counts), 42 likelihoods.
  package init(counts: [Int], poolCount: Int) {
    precondition(poolCount >= 1, "a pool of \(poolCount)")
    precondition(counts.allSatisfy { (0...poolCount).contains($0) }, "a count beyond \(poolCount)")
    let records = Double(max(1, counts.count))
    let pool = Double(poolCount)
    // No record near to any is a small share, not an impossible one: a quarter of a record.
    let least = 0.25 / (pool * records)
    let mean = min(max(Double(counts.reduce(0, +)) / records / pool, least), 1 - least)
    var tallies: [Int: Int] = [:]
    for count in counts { tallies[count, default: 0] += 1 }
    let ordered = tallies.sorted { $0.key < $1.key }
    var best = (likelihood: -Double.infinity, alpha: mean, beta: 1 - mean)
    for correlation in RarefactionCurve.correlations {
      let size = 1 / correlation - 1
      let (alpha, beta) = (mean * size, (1 - mean) * size)
      let none = logBeta(alpha, beta)
      let likelihood = ordered.reduce(0.0) { sum, tally in
        let s = Double(tally.key)
        return sum + Double(tally.value) * (logBeta(alpha + s, beta + pool - s) - none)
      }
      if likelihood > best.likelihood { best = (likelihood, alpha, beta) }
    }
    (alpha, beta) = (best.alpha, best.beta)
    self.poolCount = poolCount
  }

  /// The probability that a record to which `count` of the pool are near has at least one near among
  /// `additions` further ones, 0…1.
  package func gain(count: Int, additions: Int) -> Double {
    precondition(additions >= 0, "\(additions) additions")
    let rest = beta + Double(poolCount - count)
    let near = alpha + Double(count)
    return -exponentialLessOne(logBeta(near, rest + Double(additions)) - logBeta(near, rest))
  }
}

/// ln B(a, b).
private func logBeta(_ a: Double, _ b: Double) -> Double {
  logGamma(a) + logGamma(b) - logGamma(a + b)
}

/// eˣ − 1 for x ≤ 0; an absolute error of an ulp of 1 does no harm to a probability.
private func exponentialLessOne(_ x: Double) -> Double { exponential(min(0, x)) - 1 }
