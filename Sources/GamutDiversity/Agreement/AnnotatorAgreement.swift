// SPDX-License-Identifier: Apache-2.0

/// All that is said of how far annotators agree, each number with its interval.
///
/// Intervals of Fleiss' κ, α and AC₁ are of the jackknife over blocks of items, which takes the
/// annotators as they are.
package struct AnnotatorAgreement: Hashable, Sendable {
  /// How many items have two ratings or more.
  package let itemCount: Int
  /// The most ratings that an item has.
  package let raterCount: Int
  /// Of two known annotators.
  package let cohen: CohenKappa?
  /// Fleiss' κ; nil where it is not defined, as are the others.
  package let fleiss: Estimate?
  /// Krippendorff's α of categories that are equal or not.
  package let alpha: Estimate?
  /// Krippendorff's α of ranks, where the categories are three numbers or more.
  package let ordinalAlpha: Estimate?
  /// Gwet's AC₁.
  package let gwet: Estimate?
  /// The items on which opinions differ most, most ratings apart first, then in their order.
  package let disputed: [Int]

  /// Items that `disputed` lists at most.
  private static let disputedLimit = 100

  /// Measures `table`.
  ///
  /// - Complexity: O(blocks · items · categories²).
  package init(_ table: RatingTable, blocks: JackknifeBlocks.Options) {
    let width = table.categories.count
    let sums = (0..<table.itemCount).map { item in
      table.counts[item * width..<(item + 1) * width].reduce(0, +)
    }
    let items = sums.indices.filter { sums[$0] >= 2 }
    itemCount = items.count
    raterCount = sums.max() ?? 0
    cohen = table.pairs.flatMap { CohenKappa($0, categoryCount: width) }
    let whole = table.selecting(items)
    let rows = JackknifeBlocks(rowCount: items.count, options: blocks).rows
    let parts = rows.map { left in
      let left = Set(left)
      return table.selecting(items.indices.lazy.filter { !left.contains($0) }.map { items[$0] })
    }
    func estimate(_ measure: ([Int]) -> Double?) -> Estimate? {
      guard let value = measure(whole) else { return nil }
      let others = parts.map(measure)
      let known = others.compactMap { $0 }
      guard known.count == others.count else { return Estimate(value: value) }
      return Estimate(value: value, leaveOneOut: known, within: -1...1)
    }
    fleiss = estimate { ChanceAgreement.fleissKappa($0, categoryCount: width) }
    alpha = estimate { ChanceAgreement.alpha($0, categoryCount: width) }
    gwet = estimate { ChanceAgreement.gwetAC1($0, categoryCount: width) }
    ordinalAlpha =
      table.values != nil && width > 2
      ? estimate { ChanceAgreement.alpha($0, categoryCount: width, metric: .ordinal) } : nil
    func disagreement(_ item: Int) -> Double {
      let row = table.counts[item * width..<(item + 1) * width]
      let sum = Double(sums[item])
      return 1 - row.reduce(0) { $0 + Double($1) * Double($1 - 1) } / (sum * (sum - 1))
    }
    disputed = Array(
      items.map { ($0, disagreement($0)) }.filter { $0.1 > 0 }
        .sorted { (-$0.1, $0.0) < (-$1.1, $1.0) }.prefix(Self.disputedLimit).map(\.0))
  }
}
