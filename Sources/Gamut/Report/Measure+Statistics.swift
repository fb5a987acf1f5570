// SPDX-License-Identifier: Apache-2.0

import GamutDiversity
import GamutReport

extension Measure {
  /// An estimate with its jackknife interval; `otherwise` says why there may be none.
  init(_ estimate: Estimate, otherwise reason: String) {
    if let interval = estimate.interval {
      self.init(estimate.corrected ?? estimate.value, low: interval.low, high: interval.high)
    } else {
      self.init(estimate.value, noInterval: reason)
    }
  }

  /// A share with Wilson's interval.
  init(_ share: Share) {
    if share.total == 0 {
      self.init(0, noInterval: "nothing to count")
    } else {
      self.init(share.value, low: share.interval.low, high: share.interval.high)
    }
  }
}

extension VendiScore {
  /// An estimate as a Vendi score: the plain value stays beside the corrected one.
  init(_ estimate: Estimate) {
    let interval: Measure.Interval =
      if let range = estimate.interval {
        .range(low: range.low, high: range.high)
      } else {
        .none(reason: Measure.tooFewRows)
      }
    self.init(value: estimate.value, corrected: estimate.corrected, interval: interval)
  }
}

extension Measure {
  /// Why an effective number has no interval.
  static let tooFewRows = "under \(SpectralDiversity.rowsPerDimension) rows a dimension"
  /// Why a number that was counted over all rows has none.
  static let counted = "counted, not estimated"
}

extension VendiFamily {
  /// The scores of every order over one spectrum of `diversity`.
  init(
    _ diversity: SpectralDiversity,
    _ spectrum: KeyPath<SpectralMeasures, SpectralMeasures.VendiScores>
  ) {
    func score(
      _ order: KeyPath<SpectralMeasures.VendiScores, Double>
    ) -> VendiScore {
      VendiScore(diversity.estimate(spectrum.appending(path: order)))
    }
    self.init(
      half: score(\.half), one: score(\.one),
      two: spectrum == \.raw ? VendiScore(diversity.rke) : score(\.two), infinity: score(\.infinity)
    )
  }
}
