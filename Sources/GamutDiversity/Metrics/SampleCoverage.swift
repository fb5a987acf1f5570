// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// How much of what a set was drawn from lies in classes (clusters of a fixed partition) that the set
/// has seen, and how many classes there are at least.
///
/// Everything follows from how many classes were seen once (f₁) and twice (f₂). It depends on the
/// partition: the number of classes belongs beside it.
///
/// > Source: I. J. Good, *The population frequencies of species and the estimation of population
/// > parameters*, 1953, doi:10.1093/biomet/40.3-4.237; W. Esty, *A normal limit law for a
/// > nonparametric estimator of the coverage of a random sample*, 1983, doi:10.1214/aos/1176346256;
/// > A. Chao, *Nonparametric estimation of the number of classes in a population*, 1984, and
/// > *Estimating the population size for capture-recapture data with unequal catchability*, 1987,
/// > doi:10.2307/2531532 (its interval); A. Chao and S.-M. Lee, *Estimating the number of classes via
/// > sample coverage*, 1992, doi:10.1080/01621459.1992.10475194 (ACE).
package struct SampleCoverage: Hashable, Sendable {
  /// n, how many rows were counted.
  package let rowCount: Int
  /// How many classes hold any row.
  package let classCount: Int
  /// f₁, how many classes hold one row.
  package let singletonCount: Int
  /// f₂, how many hold two.
  package let doubletonCount: Int
  /// The abundance-based coverage estimator of the number of classes, classes of up to ten rows being
  /// rare; where all rare ones are single, Chao1 stands in its place, since nothing is known then.
  package let ace: Double

  /// Classes of more rows are frequent.
  private static let rareLimit = 10

  /// Counts classes of `counts` rows each; empty ones do not count.
  package init(counts: [Int]) {
    precondition(counts.allSatisfy { $0 >= 0 }, "negative counts")
    rowCount = counts.reduce(0, +)
    classCount = counts.count { $0 > 0 }
    singletonCount = counts.count { $0 == 1 }
    doubletonCount = counts.count { $0 == 2 }
    let rare = counts.filter { (1...Self.rareLimit).contains($0) }
    let rareRows = Double(rare.reduce(0, +))
    let frequent = Double(classCount - rare.count)
    let single = Double(singletonCount)
    if rare.isEmpty {
      ace = frequent
    } else if single == rareRows {
      ace = frequent + single + Self.unseen(singletonCount, doubletonCount)
    } else {
      let coverage = 1 - single / rareRows
      let pairs = Double(rare.reduce(0) { $0 + $1 * ($1 - 1) })
      let base = Double(rare.count) / coverage
      let variation = max(0, base * pairs / (rareRows * (rareRows - 1)) - 1)
      ace = frequent + base + single / coverage * variation
    }
  }

  /// f₁(f₁−1)/(2(f₂+1)): classes that Chao1 adds.
  private static func unseen(_ single: Int, _ double: Int) -> Double {
    Double(single) * Double(single - 1) / (2 * Double(double + 1))
  }
}

extension SampleCoverage {
  /// The share of the source that lies in classes seen, 1 − f₁/n (Good–Turing), 0…1; 0 for no rows.
  package var coverage: Double {
    rowCount == 0 ? 0 : 1 - Double(singletonCount) / Double(rowCount)
  }

  /// The chance that the next row belongs to a class not seen yet, 0…1.
  package var unseenMass: Double { 1 - coverage }

  /// The 95 % interval of `coverage`: Esty's, or Wilson's of f₁ of n where that goes further; Esty's
  /// has no width where no class is single.
  package var interval: Interval {
    guard rowCount > 0 else { return Interval(low: 0, high: 1) }
    let n = Double(rowCount)
    let (single, double) = (Double(singletonCount), Double(doubletonCount))
    let reach =
      Quantile.normal(0.975) * (single * (1 - single / n) + 2 * double).squareRoot() / n
    let wilson = Share(count: singletonCount, total: rowCount).interval
    return Interval(
      low: max(0, min(coverage - reach, 1 - wilson.high)),
      high: min(1, max(coverage + reach, 1 - wilson.low)))
  }

  /// Chao1, bias-corrected: a lower bound of how many classes the source has.
  package var chao1: Double {
    Double(classCount) + Self.unseen(singletonCount, doubletonCount)
  }

  /// The 95 % interval of `chao1`, from the logarithm of what it adds, so that it never lies below
  /// `classCount`.
  package var chao1Interval: Interval {
    let seen = Double(classCount)
    guard rowCount > 0 else { return Interval(low: 0, high: 0) }
    let z = Quantile.normal(0.975)
    let added = chao1 - seen
    guard added > 0 else {
      // Nothing is added: what a Poisson count of the mean n/S misses (as EstimateS has it).
      let missed = exponential(-Double(rowCount) / seen)
      let centre = seen / (1 - missed)
      let reach = z * (seen * missed * (1 - missed)).squareRoot() / (1 - missed)
      return Interval(low: max(seen, centre - reach), high: centre + reach)
    }
    let (f, g) = (Double(singletonCount), Double(doubletonCount))
    let square = (2 * f - 1) * (2 * f - 1)
    var variance = f * (f - 1) / (2 * (g + 1)) + f * square / (4 * (g + 1) * (g + 1))
    variance += f * f * g * (f - 1) * (f - 1) / (4 * power(g + 1, 4))
    if g == 0 { variance -= power(f, 4) / (4 * chao1) }
    let factor = exponential(
      z * naturalLogarithm(1 + max(0, variance) / (added * added)).squareRoot())
    return Interval(low: seen + added / factor, high: seen + added * factor)
  }
}
