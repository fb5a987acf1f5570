// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// How much more frequent one cluster is in the reference than in the training set.
///
/// The clusters must have been fitted on other rows than those counted here: a cluster drawn around
/// an accident of the sample finds that accident again.
package struct ClusterOdds: Hashable, Sendable {
  /// The cluster's share of the reference.
  package let reference: Share
  /// The cluster's share of the training set.
  package let training: Share
  /// ln of the odds in the reference over those in the training set, ½ added to each of the four
  /// counts (Haldane and Anscombe), so that it is finite.
  package let logOddsRatio: Double
  /// The standard error of the log-odds ratio (Woolf): √Σ 1/(count + ½).
  package let standardError: Double
  /// Fisher's exact two-sided p-value of equal shares.
  package let pValue: Double

  /// Compares the two shares.
  ///
  /// > Source: B. Woolf, *On estimating the relation between blood group and disease*, 1955,
  /// > doi:10.1111/j.1469-1809.1955.tb01348.x; J. Haldane 1956, doi:10.1111/j.1469-1809.1955.tb01285.x.
  package init(reference: Share, training: Share) {
    let cells = [
      Double(reference.count) + 0.5, Double(reference.total - reference.count) + 0.5,
      Double(training.count) + 0.5, Double(training.total - training.count) + 0.5,
    ]
    self.reference = reference
    self.training = training
    logOddsRatio = naturalLogarithm(cells[0] / cells[1]) - naturalLogarithm(cells[2] / cells[3])
    standardError = cells.reduce(0) { $0 + 1 / $1 }.squareRoot()
    pValue = FisherExact.pValue(reference, training)
  }
}

extension ClusterOdds {
  /// The odds ratio: above 1 where the reference has more.
  package var oddsRatio: Double { exponential(logOddsRatio) }

  /// Wald's 95 % interval of the odds ratio.
  package var interval: Interval {
    let reach = Quantile.normal(0.975) * standardError
    return Interval(
      low: exponential(logOddsRatio - reach), high: exponential(logOddsRatio + reach))
  }

  /// How much larger the share of the training set is than that of the reference, −1…1.
  package var excess: Double { training.value - reference.value }

  /// The false discovery rate (Benjamini–Hochberg) of each of several clusters tested at once.
  package static func qValues(of odds: [ClusterOdds]) -> [Double] {
    FalseDiscovery.qValues(of: odds.map(\.pValue))
  }
}
