// SPDX-License-Identifier: Apache-2.0

/// The share of a topic's reference records that are reached, as a function of how many records of the
/// topic are added to the training set.
///
/// Records that are reached stay so; the others gain by a `RarefactionCurve`.
package struct ReachCurve: Hashable, Sendable {
  /// What is added is like what the curve was fitted on.
  package let rarefaction: RarefactionCurve
  /// How many records the topic has in the reference.
  package let recordCount: Int
  /// How many of them are reached now.
  package let reachedCount: Int
  /// The records that are not reached, counted by how many of the pool are near to them, ascending.
  private let unreached: [Tally]

  private struct Tally: Hashable, Sendable {
    let nearCount: Int
    let records: Int
  }

  /// Makes the curve of one topic.
  ///
  /// - Parameters:
  ///   - isReached: for each record whether it is reached now.
  ///   - counts: for each record how many of the pool are near to it.
  ///   - poolCount: how many there are in the pool, at least 1.
  package init(isReached: [Bool], counts: [Int], poolCount: Int) {
    precondition(isReached.count == counts.count, "\(isReached.count), \(counts.count) records")
    rarefaction = RarefactionCurve(counts: counts, poolCount: poolCount)
    recordCount = counts.count
    reachedCount = isReached.count { $0 }
    var tallies: [Int: Int] = [:]
    for (count, isReached) in zip(counts, isReached) where !isReached {
      tallies[count, default: 0] += 1
    }
    unreached = tallies.sorted { $0.key < $1.key }
      .map { Tally(nearCount: $0.key, records: $0.value) }
  }

  /// The share expected after `additions`, 0…1; never falls as they grow.
  package func share(after additions: Int) -> Double {
    guard recordCount > 0 else { return 0 }
    let gained = unreached.reduce(0.0) {
      $0 + Double($1.records) * rarefaction.gain(count: $1.nearCount, additions: additions)
    }
    return (Double(reachedCount) + gained) / Double(recordCount)
  }

  /// The most that is ever advised for one topic.
  package static let additionLimit = 1 << 20

  /// The least number of additions with which `share` is expected, up to `additionLimit`.
  package func additions(toReach share: Double) -> Int {
    guard self.share(after: 0) < share else { return 0 }
    var high = 1
    while high < ReachCurve.additionLimit, self.share(after: high) < share { high *= 2 }
    var low = high / 2
    while low + 1 < high {
      let middle = (low + high) / 2
      if self.share(after: middle) < share { low = middle } else { high = middle }
    }
    return high
  }
}
