// SPDX-License-Identifier: Apache-2.0

/// Which texts name a shingle as a probe.
struct ProbeTable: Sendable {
  /// A probe of a text.
  struct Entry: Sendable {
    let hash: UInt64
    let rank: UInt32
  }

  /// By hash, then rank; none that more texts than the limit name.
  let entries: [Entry]
  /// The texts that named a probe which was dropped for that, perhaps repeated.
  let droppedRanks: [UInt32]
  /// Where the hashes with each leading bits begin, and the count.
  private let starts: [UInt32]
  private let shift: UInt64

  /// Sorts `entries` and drops what more than `ownerLimit` texts name; about one entry is looked at
  /// for each question.
  init(_ entries: consuming [Entry], ownerLimit: Int) {
    var sorted = entries
    sorted.sort { ($0.hash, $0.rank) < ($1.hash, $1.rank) }
    var droppedRanks: [UInt32] = []
    var count = 0
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end].hash == sorted[start].hash { end += 1 }
      for i in start..<end {
        if end - start > ownerLimit {
          droppedRanks.append(sorted[i].rank)
        } else {
          sorted[count] = sorted[i]
          count += 1
        }
      }
      start = end
    }
    sorted.removeLast(sorted.count - count)
    let bits = max(1, Int.bitWidth - sorted.count.leadingZeroBitCount)
    shift = UInt64(64 - bits)
    var starts = [UInt32](repeating: 0, count: 1 << bits + 1)
    for entry in sorted { starts[Int(entry.hash &>> shift) + 1] += 1 }
    for i in starts.indices.dropFirst() { starts[i] += starts[i - 1] }
    self.entries = sorted
    self.droppedRanks = droppedRanks
    self.starts = starts
  }

  /// The entries of `hash`, by rank.
  func owners(of hash: UInt64) -> ArraySlice<Entry> {
    let bucket = Int(hash &>> shift)
    var first = Int(starts[bucket])
    let end = Int(starts[bucket + 1])
    while first < end, entries[first].hash < hash { first += 1 }
    var last = first
    while last < end, entries[last].hash == hash { last += 1 }
    return entries[first..<last]
  }
}
