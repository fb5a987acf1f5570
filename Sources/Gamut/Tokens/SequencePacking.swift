// SPDX-License-Identifier: Apache-2.0

/// How much room batches and sequences of a length leave empty.
enum SequencePacking {
  /// The share of positions that hold nothing where `size` texts after the other are filled up to the
  /// longest of them.
  static func batchPadding(_ lengths: [Int], size: Int) -> Double {
    var (filled, room) = (0, 0)
    for start in stride(from: 0, to: lengths.count, by: size) {
      let batch = lengths[start..<min(start + size, lengths.count)]
      filled += batch.reduce(0, +)
      room += (batch.max() ?? 0) * batch.count
    }
    return share(filled: filled, of: room)
  }

  /// The same where each text is filled up to `limit`, which none exceeds.
  static func fullPadding(_ lengths: [Int], limit: Int) -> Double {
    share(filled: lengths.reduce(0, +), of: limit * lengths.count)
  }

  /// How many sequences of `limit` tokens hold all texts, none longer, where the longest is put first
  /// and each into the first sequence that has room for it.
  ///
  /// > Source: D. S. Johnson, *Near-optimal bin packing algorithms*, 1973 (first fit decreasing).
  ///
  /// - Complexity: O(n log n).
  static func sequenceCount(_ lengths: [Int], limit: Int) -> Int {
    let sorted = lengths.filter { $0 > 0 }.sorted(by: >)
    guard !sorted.isEmpty else { return 0 }
    // A tree of the room that is left: each inner node has the greatest of its two.
    var leafCount = 1
    while leafCount < sorted.count { leafCount *= 2 }
    var room = [Int](repeating: limit, count: 2 * leafCount)
    var used = 0
    for length in sorted {
      var node = 1
      while node < leafCount { node = room[2 * node] >= length ? 2 * node : 2 * node + 1 }
      used = max(used, node - leafCount + 1)
      room[node] -= length
      while node > 1 {
        node /= 2
        room[node] = max(room[2 * node], room[2 * node + 1])
      }
    }
    return used
  }

  /// The share of `room` that nothing fills.
  static func share(filled: Int, of room: Int) -> Double {
    room > 0 ? 1 - Double(filled) / Double(room) : 0
  }
}
