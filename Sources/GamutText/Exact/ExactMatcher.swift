// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Finds texts that are equal, byte for byte.
///
/// Records with equal hashes form groups by sorting; each group is confirmed on the bytes, read
/// again in batches, against its first record in keep order. Work and memory are linear in the
/// records, also where all are equal.
public enum ExactMatcher {
  /// Decides which records are copies.
  ///
  /// An empty text is never a copy. Beside `identities` this takes 24 bytes a record and one batch.
  ///
  /// - Parameters:
  ///   - identities: what tells the texts apart.
  ///   - keepOrder: the records that take part, those to keep first; each at most once.
  ///   - referenceCount: how many at the start of `keepOrder` are a reference: never removed, never
  ///     compared with each other.
  ///   - texts: reads records again; called with at most 4,096 of them, and about 64 MB of text
  ///     unless two texts take more.
  /// - Throws: what `texts` throws.
  public static func decisions<Failure: Error>(
    for identities: TextIdentities, keepOrder: [RecordIndex], referenceCount: Int = 0,
    texts: ([RecordIndex]) throws(Failure) -> ShapedTexts
  ) throws(Failure) -> ExactDecisions {
    precondition((0...keepOrder.count).contains(referenceCount), "\(referenceCount) of reference")
    var found: [(record: RecordIndex, keeper: RecordIndex)] = []
    var collisionCount = 0
    let ranks = sortedRanks(identities, keepOrder)
    var start = 0
    while start < ranks.count {
      let hash = identities.hashes[Int(keepOrder[ranks[start]])]
      var end = start + 1
      while end < ranks.count, identities.hashes[Int(keepOrder[ranks[end]])] == hash { end += 1 }
      var group = ranks[start..<end]
      // Records with equal hashes and other bytes than the first are a group of their own.
      while let first = group.first, let last = group.last, last >= referenceCount, first < last {
        let equal = try equalRanks(to: group, identities, keepOrder, texts)
        for rank in equal where rank >= referenceCount {
          found.append((keepOrder[rank], keepOrder[first]))
        }
        let rest = subtracting(equal, from: group.dropFirst())
        collisionCount += rest.count
        group = rest[...]
      }
      start = end
    }
    found.sort { $0.record < $1.record }
    return ExactDecisions(
      removed: found.map(\.record), keepers: found.map(\.keeper), collisionCount: collisionCount)
  }

  /// What is in `ranks` and not in `others`, both ascending.
  private static func subtracting(_ others: [Int], from ranks: ArraySlice<Int>) -> [Int] {
    var next = 0
    return ranks.filter { rank in
      while next < others.count, others[next] < rank { next += 1 }
      return next == others.count || others[next] != rank
    }
  }

  /// The ranks of all texts that are not empty, by hash, those of one hash ascending.
  private static func sortedRanks(
    _ identities: TextIdentities, _ keepOrder: [RecordIndex]
  ) -> [Int] {
    var keyed: [UInt64] = []
    keyed.reserveCapacity(keepOrder.count)
    for (rank, record) in keepOrder.enumerated() where identities.byteCounts[Int(record)] > 0 {
      keyed.append(identities.hashes[Int(record)].high & ~0xFFFF_FFFF | UInt64(rank))
    }
    RadixSort.sortByUpperHalf(&keyed)
    // Few runs of 32 equal bits hold two hashes; those are sorted by all bits.
    var ranks = keyed.map { Int($0 & 0xFFFF_FFFF) }
    func hash(_ rank: Int) -> Hash128 { identities.hashes[Int(keepOrder[rank])] }
    var start = 0
    while start < ranks.count {
      var end = start + 1
      while end < ranks.count, keyed[end] &>> 32 == keyed[start] &>> 32 { end += 1 }
      if ranks[start..<end].contains(where: { hash($0) != hash(ranks[start]) }) {
        ranks[start..<end].sort { (hash($0), $0) < (hash($1), $1) }
      }
      start = end
    }
    return ranks
  }

  /// The ranks of `group` after the first whose text and shape equal those of the first, ascending.
  private static func equalRanks<Failure: Error>(
    to group: ArraySlice<Int>, _ identities: TextIdentities, _ keepOrder: [RecordIndex],
    _ texts: ([RecordIndex]) throws(Failure) -> ShapedTexts
  ) throws(Failure) -> [Int] {
    guard let first = group.first else { return [] }
    // All have one length, unless the hashes of different lengths met.
    let byteCount = max(1, Int(identities.byteCounts[Int(keepOrder[first])]))
    let batchCount = min(4095, max(1, (64 << 20) / byteCount))
    var equal: [Int] = []
    var rest = group.dropFirst()
    while !rest.isEmpty {
      let ranks = rest.prefix(batchCount)
      rest = rest.dropFirst(batchCount)
      let batch = try texts([keepOrder[first]] + ranks.map { keepOrder[$0] })
      precondition(batch.texts.count == ranks.count + 1, "\(batch.texts.count) texts given")
      for (i, rank) in ranks.enumerated() where batch.areEqual(0, i + 1) { equal.append(rank) }
    }
    return equal
  }
}
