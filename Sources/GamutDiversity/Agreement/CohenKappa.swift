// SPDX-License-Identifier: Apache-2.0

/// Cohen's κ: how far two annotators agree beyond what the shares of their own categories give by chance.
///
/// > Source: J. Cohen, *A coefficient of agreement for nominal scales*, 1960,
/// > doi:10.1177/001316446002000104; the standard error: J. Fleiss, J. Cohen and B. Everitt, *Large
/// > sample standard errors of kappa and weighted kappa*, 1969, doi:10.1037/h0028106.
package struct CohenKappa: Hashable, Sendable {
  /// κ, −1…1.
  package let value: Double
  /// Its 95 % interval by the large-sample standard error, within −1…1.
  package let interval: Interval

  /// Measures pairs of category numbers below `categoryCount`; nil for none, and where both annotators
  /// use one category alone.
  package init?(_ pairs: [RatingTable.Pair], categoryCount: Int) {
    guard !pairs.isEmpty else { return nil }
    let n = Double(pairs.count)
    var cells = [Double](repeating: 0, count: categoryCount * categoryCount)
    for pair in pairs { cells[pair.first * categoryCount + pair.second] += 1 / n }
    var rows = [Double](repeating: 0, count: categoryCount)
    var columns = rows
    for i in 0..<categoryCount {
      for j in 0..<categoryCount {
        rows[i] += cells[i * categoryCount + j]
        columns[j] += cells[i * categoryCount + j]
      }
    }
    let chance = zip(rows, columns).reduce(0) { $0 + $1.0 * $1.1 }
    guard chance < 1 else { return nil }
    let observed = (0..<categoryCount).reduce(0) { $0 + cells[$1 * categoryCount + $1] }
    let kappa = (observed - chance) / (1 - chance)
    let rest = 1 - kappa
    var sum = 0.0
    for i in 0..<categoryCount {
      for j in 0..<categoryCount where cells[i * categoryCount + j] > 0 {
        let cell = cells[i * categoryCount + j]
        if i == j {
          let term = 1 - (rows[i] + columns[i]) * rest
          sum += cell * term * term
        } else {
          let term = (columns[i] + rows[j]) * rest
          sum += cell * term * term
        }
      }
    }
    let last = kappa - chance * rest
    let variance = max(0, sum - last * last) / (n * (1 - chance) * (1 - chance))
    let reach = Quantile.normal(0.975) * variance.squareRoot()
    value = kappa
    interval = Interval(low: max(-1, kappa - reach), high: min(1, kappa + reach))
  }
}
