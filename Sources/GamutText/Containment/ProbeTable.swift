// SPDX-License-Identifier: Apache-2.0

/// Which texts name a shingle as a probe.
struct ProbeTable: Sendable {
  /// A probe of a text.
  struct Entry: Sendable {
    let hash: UInt64
    let rank: UInt32
  }

  /// By hash, then rank.
  private let entries: [Entry]
  /// Where the hashes with each leading `bits` bits begin, and the count.
  private let starts: [UInt32]
  private let shift: UInt64

  /// Sorts the entries; about one is looked at for each question.
  init(_ entries: [Entry]) {
    self.entries = entries.sorted { ($0.hash, $0.rank) < ($1.hash, $1.rank) }
    let bits = max(1, Int.bitWidth - entries.count.leadingZeroBitCount)
    shift = UInt64(64 - bits)
    var starts = [UInt32](repeating: 0, count: 1 << bits + 1)
    for entry in entries { starts[Int(entry.hash &>> shift) + 1] += 1 }
    for i in starts.indices.dropFirst() { starts[i] += starts[i - 1] }
    self.starts = starts
  }

  /// The entries of `hash`, by rank, at most `limit`.
  func owners(of hash: UInt64, limit: Int) -> ArraySlice<Entry> {
    let bucket = Int(hash &>> shift)
    var first = Int(starts[bucket])
    var high = Int(starts[bucket + 1])
    // Many texts may name one probe: a search by halves, and a bounded walk.
    while first < high {
      let middle = (first + high) / 2
      if entries[middle].hash < hash { first = middle + 1 } else { high = middle }
    }
    let end = min(Int(starts[bucket + 1]), first + limit)
    var last = first
    while last < end, entries[last].hash == hash { last += 1 }
    return entries[first..<last]
  }
}
