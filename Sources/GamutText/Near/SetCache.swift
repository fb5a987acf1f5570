// SPDX-License-Identifier: Apache-2.0

/// Shingle sets by rank, up to a number of bytes; beyond it all are forgotten at once, between two
/// rounds of verification, never within one.
struct SetCache: Sendable {
  private(set) var sets = ShingleSets()
  /// The place of each rank's set, or `none`.
  private var places: [UInt32]
  /// The ranks in the cache.
  private var ranks: [UInt32] = []
  private let byteLimit: Int
  private static let none = UInt32.max

  init(rankCount: Int, byteCount: Int) {
    places = [UInt32](repeating: Self.none, count: rankCount)
    byteLimit = byteCount
  }

  func holds(_ rank: UInt32) -> Bool { places[Int(rank)] != Self.none }

  /// Which of `sets` is that of `rank`, which must be held.
  func place(of rank: UInt32) -> Int { Int(places[Int(rank)]) }

  /// Adds set `index` of `other` as that of `rank`.
  mutating func add(_ index: Int, of other: ShingleSets, as rank: UInt32) {
    places[Int(rank)] = UInt32(truncatingIfNeeded: sets.count)
    ranks.append(rank)
    sets.append(index, of: other)
  }

  /// Forgets all if more is held than the limit.
  mutating func trim() {
    guard sets.byteCount > byteLimit else { return }
    for rank in ranks { places[Int(rank)] = Self.none }
    ranks.removeAll(keepingCapacity: true)
    sets.removeAll()
  }
}
