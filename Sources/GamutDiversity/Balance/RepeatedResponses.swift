// SPDX-License-Identifier: Apache-2.0

package import GamutCore

/// Which answers are given more than once: the ones a model is over-trained on.
package struct RepeatedResponses: Hashable, Sendable {
  /// The answers given most often, two times at least, most frequent first.
  package let most: [Response]
  /// The share of the rows whose answer occurs in another row too; rows without one do not count.
  package let share: Share

  /// An answer that repeats.
  package struct Response: Hashable, Sendable {
    /// The first row that has it.
    package let firstRow: Int
    /// How many rows have it.
    package let count: Int
  }

  /// Counts equal answers.
  ///
  /// - Parameters:
  ///   - hashes: of each row's answer; nil for an empty one.
  ///   - limit: how many answers to name.
  package init(hashes: [Hash128?], limit: Int = 10) {
    let values = EqualValues(of: hashes)
    let repeated = values.byFrequency.prefix { $0.count > 1 }
    most = repeated.prefix(limit).map { Response(firstRow: $0.firstRow, count: $0.count) }
    share = Share(count: repeated.reduce(0) { $0 + $1.count }, total: values.total)
  }
}
