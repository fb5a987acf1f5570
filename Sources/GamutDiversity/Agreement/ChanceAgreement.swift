// SPDX-License-Identifier: Apache-2.0

/// How far annotators agree beyond what chance would bring about; 1 is full agreement, 0 what chance
/// gives, below 0 less than that.
///
/// Each is nil where it is not defined: no item with two ratings, or one category alone.
package enum ChanceAgreement {
  /// How unlike two categories are to Krippendorff's α.
  package enum Metric: Hashable, Sendable {
    /// They are equal or not.
    case nominal
    /// They have an order.
    case ordinal
    /// They are numbers with a unit.
    case interval
    /// They are numbers with a unit and a zero.
    case ratio
  }

  /// Krippendorff's α, for any number of annotators and with ratings missing.
  ///
  /// - Parameters:
  ///   - counts: `itemCount × categoryCount`: how often each item got each category.
  ///   - values: of the categories, for the metrics of numbers.
  /// - Complexity: O(items · categories²).
  ///
  /// > Source: K. Krippendorff, *Computing Krippendorff's alpha-reliability*, 2011,
  /// > repository.upenn.edu/asc_papers/43.
  package static func alpha(
    _ counts: [Int], categoryCount: Int, metric: Metric = .nominal, values: [Double] = []
  ) -> Double? {
    var totals = [Double](repeating: 0, count: categoryCount)
    var pairable: [ArraySlice<Int>] = []
    for start in stride(from: 0, to: counts.count, by: categoryCount) {
      let row = counts[start..<start + categoryCount]
      guard row.reduce(0, +) >= 2 else { continue }
      pairable.append(row)
      for (category, count) in row.enumerated() { totals[category] += Double(count) }
    }
    let total = totals.reduce(0, +)
    guard total > 1 else { return nil }
    let distances = distances(metric, totals: totals, values: values)
    var observed = 0.0
    for row in pairable {
      let present = row.enumerated().filter { $0.element > 0 }
      let ratings = Double(row.reduce(0, +))
      var sum = 0.0
      for (i, a) in present.enumerated() {
        for b in present[..<i] {
          sum +=
            2 * Double(a.element) * Double(b.element)
            * distances[a.offset * categoryCount + b.offset]
        }
      }
      observed += sum / (ratings - 1)
    }
    var expected = 0.0
    for a in 0..<categoryCount {
      for b in 0..<a { expected += 2 * totals[a] * totals[b] * distances[a * categoryCount + b] }
    }
    guard expected > 0 else { return nil }
    return 1 - (observed / total) / (expected / (total * (total - 1)))
  }

  /// The squared distances of all pairs of categories.
  private static func distances(
    _ metric: Metric, totals: [Double], values: [Double]
  ) -> [Double] {
    let count = totals.count
    var distances = [Double](repeating: 0, count: count * count)
    for a in 0..<count {
      for b in 0..<a {
        let distance: Double
        switch metric {
        case .nominal: distance = 1
        case .ordinal:
          distance = totals[b...a].reduce(0, +) - (totals[a] + totals[b]) / 2
        case .interval: distance = values[a] - values[b]
        case .ratio:
          let sum = values[a] + values[b]
          distance = sum == 0 ? 0 : (values[a] - values[b]) / sum
        }
        distances[a * count + b] = distance * distance
        distances[b * count + a] = distance * distance
      }
    }
    return distances
  }

  /// Fleiss' κ: chance is the share of each category in all ratings. Items may have different numbers of
  /// ratings; those with fewer than two say nothing.
  ///
  /// > Source: J. Fleiss, *Measuring nominal scale agreement among many raters*, 1971,
  /// > doi:10.1037/h0031619; there every item has as many ratings.
  package static func fleissKappa(_ counts: [Int], categoryCount: Int) -> Double? {
    var totals = [Double](repeating: 0, count: categoryCount)
    guard
      let agreement = meanAgreement(
        counts, categoryCount,
        { row, _ in for (i, count) in row.enumerated() { totals[i] += Double(count) } })
    else { return nil }
    let total = totals.reduce(0, +)
    let chance = totals.reduce(0) { $0 + ($1 / total) * ($1 / total) }
    return chance < 1 ? (agreement - chance) / (1 - chance) : nil
  }

  /// Gwet's AC₁: chance is that annotators guess at items that are hard, so that it stays sound where
  /// nearly all items are of one category.
  ///
  /// > Source: K. Gwet, *Computing inter-rater reliability and its variance in the presence of high
  /// > agreement*, 2008, doi:10.1348/000711006X126600.
  package static func gwetAC1(_ counts: [Int], categoryCount: Int) -> Double? {
    guard categoryCount > 1 else { return nil }
    var shares = [Double](repeating: 0, count: categoryCount)
    var itemCount = 0.0
    guard
      let agreement = meanAgreement(
        counts, categoryCount,
        { row, ratings in
          itemCount += 1
          for (i, count) in row.enumerated() { shares[i] += Double(count) / ratings }
        })
    else { return nil }
    let chance =
      shares.reduce(0) { $0 + $1 / itemCount * (1 - $1 / itemCount) } / Double(categoryCount - 1)
    return (agreement - chance) / (1 - chance)
  }

  /// The mean over items of the share of their pairs of ratings that agree; `body` sees each such item.
  private static func meanAgreement(
    _ counts: [Int], _ categoryCount: Int, _ body: (ArraySlice<Int>, Double) -> Void
  ) -> Double? {
    var sum = 0.0
    var itemCount = 0.0
    for start in stride(from: 0, to: counts.count, by: categoryCount) {
      let row = counts[start..<start + categoryCount]
      let ratings = Double(row.reduce(0, +))
      guard ratings >= 2 else { continue }
      body(row, ratings)
      itemCount += 1
      sum += row.reduce(0) { $0 + Double($1) * Double($1 - 1) } / (ratings * (ratings - 1))
    }
    return itemCount > 0 ? sum / itemCount : nil
  }
}
