// SPDX-License-Identifier: Apache-2.0

/// What several annotators said of some items, as values of a few categories; anyone may have left out
/// any item.
package struct RatingTable: Hashable, Sendable {
  /// The categories, numbers in ascending order and else in order of their bytes.
  package let categories: [String]
  /// How often each item got each category: `itemCount × categories.count`, row by row.
  package let counts: [Int]
  /// The ratings of two annotators who are the same ones for every item, as category numbers, where
  /// both rated it; nil where there are not two, or nobody knows who they are.
  package let pairs: [Pair]?

  /// What two annotators said of one item.
  package struct Pair: Hashable, Sendable {
    /// The category by the first.
    package let first: Int
    /// The category by the second.
    package let second: Int
  }

  /// How many items there are.
  package var itemCount: Int { categories.isEmpty ? 0 : counts.count / categories.count }

  /// More categories than this are no classes.
  package static let categoryLimit = 1_000

  /// Makes a table of ratings.
  ///
  /// - Parameters:
  ///   - ratings: of each item, by annotators in the same order; nil for what is missing.
  ///   - haveNames: whether the n-th rating of every item is the same annotator's.
  /// - Returns: nil where there are more than `categoryLimit` categories, or fewer than two.
  package init?(ratings: [[String?]], haveNames: Bool) {
    let values = Self.sorted(Set(ratings.joined().compactMap { $0 }))
    guard (2...Self.categoryLimit).contains(values.count) else { return nil }
    let numbers = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
    var counts = [Int](repeating: 0, count: ratings.count * values.count)
    var pairs: [Pair] = []
    for (item, row) in ratings.enumerated() {
      let known = row.map { $0.flatMap { numbers[$0] } }
      for category in known.compactMap({ $0 }) { counts[item * values.count + category] += 1 }
      if known.count == 2, let first = known[0], let second = known[1] {
        pairs.append(Pair(first: first, second: second))
      }
    }
    categories = values
    self.counts = counts
    self.pairs = haveNames && ratings.allSatisfy { $0.count == 2 } ? pairs : nil
  }

  /// Makes a table of how often each item got each of `categories`.
  package init?(categories: [String], counts: [Int]) {
    guard (2...Self.categoryLimit).contains(categories.count) else { return nil }
    precondition(counts.count % categories.count == 0, "\(counts.count) counts")
    self.categories = categories
    self.counts = counts
    pairs = nil
  }

  /// The categories as numbers, where all of them are.
  package var values: [Double]? {
    let numbers = categories.compactMap { Double($0) }
    return numbers.count == categories.count && numbers.allSatisfy(\.isFinite) ? numbers : nil
  }

  /// The items that `rows` name, of which the counts remain.
  func selecting(_ rows: some Sequence<Int>) -> [Int] {
    rows.flatMap { counts[$0 * categories.count..<($0 + 1) * categories.count] }
  }

  private static func sorted(_ values: Set<String>) -> [String] {
    let byBytes = values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let numbers = byBytes.compactMap { Double($0) }
    guard numbers.count == byBytes.count, numbers.allSatisfy(\.isFinite) else { return byBytes }
    return zip(numbers, byBytes).sorted { $0.0 < $1.0 }.map(\.1)
  }
}
