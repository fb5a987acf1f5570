// SPDX-License-Identifier: Apache-2.0

import GamutCore

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
  }

  /// The match of each record of the union that a stage removed; nil for all others.
  private var matches: [Match?]
  /// The cosine of a record to another keeper, for near removals whose keeper goes.
  private let cosine: (RecordIndex, RecordIndex) -> Double

  init(count: Int, cosine: @escaping (RecordIndex, RecordIndex) -> Double = { _, _ in 1 }) {
    matches = [Match?](repeating: nil, count: count)
    self.cosine = cosine
  }

  /// Notes that a stage removed `record`.
  mutating func remove(_ record: RecordIndex, _ match: Match) { matches[Int(record)] = match }

  /// Where `record` ends; nil if it stays.
  func match(of record: RecordIndex) -> Match? {
    guard let own = matches[Int(record)], let next = match(of: own.keeper) else {
      return matches[Int(record)]
    }
    switch own.cause {
    case .exact: return next
    case .near, .semantic, .repeated:
      // Only a semantic removal takes a keeper away from a near one, and it asked for this cosine.
      return Match(
        cause: next.cause, keeper: next.keeper, similarity: cosine(record, next.keeper))
    }
  }
}
