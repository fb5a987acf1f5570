// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Fisher's exact test of a 2 × 2 table.
///
/// > Source: R. Fisher, *On the interpretation of χ² from contingency tables, and the calculation
/// > of P*, 1922, doi:10.2307/2340521.
package enum FisherExact {
  /// The two-sided p-value that `first` and `second` are shares of one population: the summed
  /// probability of all tables with the same margins that are no more probable than this one.
  ///
  /// Tables within 1e-7 of this one's probability count as equally probable, as R has it. Terms are
  /// summed outwards from this table, each from its neighbour by a ratio, until they no longer
  /// change the sum; so tables of millions take a few thousand steps, and only a p below 1e-300
  /// becomes 0.
  package static func pValue(_ first: Share, _ second: Share) -> Double {
    let margins = Margins(first: first, second: second)
    let observed = first.count
    let support = margins.support
    guard support.count > 1 else { return 1 }
    let logObserved = margins.logProbability(of: observed)
    let mode = margins.mode
    let limit = logObserved + 1e-7
    if margins.logProbability(of: mode) <= limit { return 1 }
    // Outwards on the observed side, and on the other from the first table improbable enough.
    let isBelow = observed < mode
    var otherStart: Int?
    var near = mode  // Too probable.
    var far = isBelow ? support.upperBound : support.lowerBound
    if margins.logProbability(of: far) <= limit {
      while abs(far - near) > 1 {
        let middle = (far + near) / 2
        if margins.logProbability(of: middle) <= limit { far = middle } else { near = middle }
      }
      otherStart = far
    }
    let step = isBelow ? -1 : 1
    var sum = margins.tail(from: observed, step: step)
    if let otherStart { sum += margins.tail(from: otherStart, step: -step) }
    return min(1, sum)
  }

  /// The margins of a table, and the hypergeometric distribution of its first cell.
  private struct Margins {
    let firstTotal: Int
    let secondTotal: Int
    let hits: Int
    let logDenominator: Double

    init(first: Share, second: Share) {
      firstTotal = first.total
      secondTotal = second.total
      hits = first.count + second.count
      logDenominator = logChoose(first.total + second.total, hits)
    }

    var support: ClosedRange<Int> { max(0, hits - secondTotal)...min(hits, firstTotal) }

    var mode: Int {
      let mode = (Double(hits) + 1) * (Double(firstTotal) + 1)
      return Int(mode / (Double(firstTotal) + Double(secondTotal) + 2))
    }

    func logProbability(of count: Int) -> Double {
      logChoose(firstTotal, count) + logChoose(secondTotal, hits - count) - logDenominator
    }

    /// The sum of the probabilities from `start` on, in a direction in which they fall.
    func tail(from start: Int, step: Int) -> Double {
      var sum = 1.0
      var term = 1.0
      var count = start
      while support.contains(count + step) {
        // P(x+1)/P(x) = (a−x)(h−x) / ((x+1)(b−h+x+1)) for totals a, b and h hits.
        let x = Double(step > 0 ? count : count - 1)
        let up =
          (Double(firstTotal) - x) * (Double(hits) - x)
          / ((x + 1) * (Double(secondTotal) - Double(hits) + x + 1))
        term *= step > 0 ? up : 1 / up
        if term < sum * 1e-17 { break }
        sum += term
        count += step
      }
      return exponential(logProbability(of: start) + naturalLogarithm(sum))
    }
  }
}

/// ln of the number of `k`-subsets of `n` things.
private func logChoose(_ n: Int, _ k: Int) -> Double {
  logGamma(Double(n) + 1) - logGamma(Double(k) + 1) - logGamma(Double(n - k) + 1)
}
