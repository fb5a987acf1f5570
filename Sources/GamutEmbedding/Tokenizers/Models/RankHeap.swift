// SPDX-License-Identifier: Apache-2.0

/// A binary heap of places by rank, the first place of equal ranks first.
struct RankHeap: Sendable {
  private var keys: [UInt64] = []

  mutating func removeAll() { keys.removeAll(keepingCapacity: true) }

  mutating func push(rank: UInt32, place: UInt32) {
    keys.append(UInt64(rank) << 32 | UInt64(place))
    var child = keys.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if keys[parent] <= keys[child] { return }
      keys.swapAt(parent, child)
      child = parent
    }
  }

  mutating func pop() -> (rank: UInt32, place: UInt32)? {
    guard let top = keys.first, let last = keys.popLast() else { return nil }
    if !keys.isEmpty {
      var parent = 0
      keys[0] = last
      while true {
        var least = parent
        for child in [2 * parent + 1, 2 * parent + 2]
        where child < keys.count && keys[child] < keys[least] { least = child }
        if least == parent { break }
        keys.swapAt(parent, least)
        parent = least
      }
    }
    return (UInt32(top >> 32), UInt32(truncatingIfNeeded: top))
  }
}
