// SPDX-License-Identifier: Apache-2.0

/// How the records of a set are spread over the classes of one label.
package struct ClassBalance: Hashable, Sendable {
  /// A class.
  package struct Class: Hashable, Sendable {
    /// Its label.
    package let label: String
    /// The first row that has it.
    package let firstRow: Int
    /// The share of the labelled rows that have it.
    package let share: Share
  }

  /// The classes, largest first, then by their first rows.
  package let classes: [Class]
  /// How many rows have a label.
  package let rowCount: Int

  /// Classes of a label, rows that have one, and rows a class: fewer or more make it no class label.
  private static let classCounts = 2...250
  private static let fewestRows = 20
  private static let fewestRowsPerClass = 5

  /// Counts `labels`, nil for rows without one; nil where these are no classes but ids, dates or texts.
  package init?(_ labels: [String?]) {
    let values = EqualValues(of: labels)
    guard Self.classCounts.contains(values.groups.count), values.total >= Self.fewestRows,
      values.total >= Self.fewestRowsPerClass * values.groups.count
    else { return nil }
    rowCount = values.total
    let total = values.total
    classes = values.byFrequency.map {
      Class(
        label: labels[$0.firstRow] ?? "", firstRow: $0.firstRow,
        share: Share(count: $0.count, total: total))
    }
  }

  /// How many classes of equal size would be as diverse: exp of the entropy of the shares.
  ///
  /// > Source: M. Hill, *Diversity and evenness: a unifying notation and its consequences*, 1973,
  /// > doi:10.2307/1934352 (order 1).
  package var effectiveCount: Double {
    HillNumbers(counts: classes.map(\.share.count)).one
  }

  /// How many times as many rows the largest class has as the smallest.
  package var imbalance: Double {
    guard let first = classes.first, let last = classes.last else { return 1 }
    return Double(first.share.count) / Double(last.share.count)
  }
}
