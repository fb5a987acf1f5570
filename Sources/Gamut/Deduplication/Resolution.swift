// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutText

/// Puts the decisions of the stages together, so that every removal names a record that stays.
///
/// Copies follow their representative: when a later stage removes it, they take its cause, similarity
/// and keeper. Records that a semantic removal stood for as near-duplicates take its keeper too, at
/// their own cosine to it.
struct Resolution {
  /// What a stage decided of one record of the union.
  struct Match {
    let cause: Stage
    let keeper: RecordIndex
    let similarity: Double
    /// Of a near removal, the share of the smaller shingle set in the larger; else nil.
    var containment: Double?
    /// Whether a near removal differs from its keeper in numbers or operators.
    var differsInNumbers = false
  }

  /// What the exact stage removed.
  var exact: ExactDecisions?
  /// What the near stage removed.
  var near: NearDecisions?
  /// What the semantic stage removed.
  var semantic: [RecordIndex: Match] = [:]
  /// The cosine of a record to another keeper, for near removals whose keeper goes.
  var cosine: (RecordIndex, RecordIndex) -> Double = { _, _ in 1 }

  /// Calls `body` with each removed record and where it ends, ascending.
  ///
  /// - Complexity: O(n log n) in the removals, and a number of comparisons for each.
  func forEachRemoval(_ body: (RecordIndex, Match) -> Void) {
    let lists = [exact?.removed ?? [], near?.removed ?? [], semantic.keys.sorted()]
    var next = [0, 0, 0]
    while true {
      // The lists share no record: a stage sees what the earlier ones left.
      var least: Int?
      for list in lists.indices where next[list] < lists[list].count {
        if let chosen = least, lists[chosen][next[chosen]] < lists[list][next[list]] { continue }
        least = list
      }
      guard let list = least else { return }
      let record = lists[list][next[list]]
      next[list] += 1
      if let match = match(of: record) { body(record, match) }
    }
  }

  /// Where `record` ends; nil if it stays.
  func match(of record: RecordIndex) -> Match? {
    guard let own = decision(on: record) else { return nil }
    guard let next = match(of: own.keeper) else { return own }
    switch own.cause {
    case .exact: return next
    case .near, .semantic, .repeated:
      // Only a semantic removal takes a keeper away from a near one, and it asked for this cosine.
      return Match(
        cause: next.cause, keeper: next.keeper, similarity: cosine(record, next.keeper))
    }
  }

  /// What the stage that removed `record` decided.
  private func decision(on record: RecordIndex) -> Match? {
    if let keeper = exact?.keeper(of: record) {
      return Match(cause: .exact, keeper: keeper, similarity: 1)
    }
    if let near, let place = near.place(of: record) {
      return Match(
        cause: .near, keeper: near.keepers[place], similarity: near.similarities[place],
        containment: near.containments[place], differsInNumbers: near.differInNumbers[place])
    }
    return semantic[record]
  }
}
