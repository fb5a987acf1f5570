// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Where the vector of each text stands, found by the text's hash; 24 bytes a text.
///
/// Sorted runs, each at least twice as long as the next: an addition merges the short ones at the
/// end, so that n texts are moved O(log n) times each, and a search is O(log² n).
struct CacheIndex: Sendable {
  /// A row of a segment.
  struct Place: Hashable, Comparable, Sendable {
    let segment: UInt32
    let row: UInt32

    static func < (left: Place, right: Place) -> Bool {
      (left.segment, left.row) < (right.segment, right.row)
    }
  }

  /// A text's hash, and where its vector stands.
  struct Entry: Comparable, Sendable {
    let hash: Hash128
    let place: Place

    static func < (left: Entry, right: Entry) -> Bool {
      left.hash == right.hash ? left.place < right.place : left.hash < right.hash
    }
  }

  private var runs: [[Entry]] = []

  /// How many entries there are; two of one hash count twice.
  var count: Int { runs.reduce(0) { $0 + $1.count } }

  /// Adds entries in any order.
  mutating func add(_ entries: [Entry]) {
    if entries.isEmpty { return }
    var last = entries.sorted()
    while let before = runs.last, before.count < 2 * last.count {
      runs.removeLast()
      last = Self.merged(before, last)
    }
    runs.append(last)
  }

  /// All places of `hash`; several where two processes have made the same vector.
  func places(of hash: Hash128) -> [Place] {
    var places: [Place] = []
    for run in runs {
      let first = run.indices.partitionPoint { run[$0].hash >= hash }
      for entry in run[first...].prefix(while: { $0.hash == hash }) { places.append(entry.place) }
    }
    return places
  }

  private static func merged(_ left: [Entry], _ right: [Entry]) -> [Entry] {
    var result: [Entry] = []
    result.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if right[j] < left[i] {
        result.append(right[j])
        j += 1
      } else {
        result.append(left[i])
        i += 1
      }
    }
    result += left[i...]
    result += right[j...]
    return result
  }
}
