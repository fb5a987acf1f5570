// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Finds texts that are equal, byte for byte.
///
/// Records with equal hashes form groups by sorting; each group is confirmed on the bytes, read
/// again in batches of many groups, against its first record in keep order. Work and memory are
/// linear in the records, also where all are equal.
public enum ExactMatcher {
  /// Decides which records are copies.
  ///
  /// An empty text is never a copy. Beside `identities` this takes 20 bytes a record and one batch.
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
    let ranks = sortedRanks(identities, keepOrder)
    var groups: [ArraySlice<UInt32>] = []
    var start = 0
    while start < ranks.count {
      let hash = identities.hashes[Int(keepOrder[Int(ranks[start])])]
      var end = start + 1
      while end < ranks.count, identities.hashes[Int(keepOrder[Int(ranks[end])])] == hash {
        end += 1
      }
      if end - start > 1, ranks[end - 1] >= referenceCount { groups.append(ranks[start..<end]) }
      start = end
    }
    var found: [(record: RecordIndex, keeper: RecordIndex)] = []
    var collisionCount = 0
    while !groups.isEmpty {
      // Records with equal hashes and other bytes than the first are a group of their own.
      var others: [ArraySlice<UInt32>] = []
      for batch in ConfirmationBatch.batches(of: groups, identities, keepOrder) {
        for comparison in try batch.compared(keepOrder, texts) {
          let keeper = keepOrder[Int(comparison.first)]
          for rank in comparison.equal where rank >= referenceCount {
            found.append((keepOrder[Int(rank)], keeper))
          }
          if comparison.other.isEmpty { continue }
          collisionCount += comparison.other.count
          if comparison.continues, let last = others.popLast() {
            others.append(last + comparison.other)
          } else {
            others.append(comparison.other[...])
          }
        }
      }
      groups = others.filter { ($0.last ?? 0) >= referenceCount && $0.count > 1 }
    }
    found.sort { $0.record < $1.record }
    return ExactDecisions(
      removed: found.map(\.record), keepers: found.map(\.keeper), collisionCount: collisionCount)
  }

  /// The ranks of all texts that are not empty, by hash, those of one hash ascending.
  private static func sortedRanks(
    _ identities: TextIdentities, _ keepOrder: [RecordIndex]
  ) -> [UInt32] {
    var keyed: [UInt64] = []
    keyed.reserveCapacity(keepOrder.count)
    for (rank, record) in keepOrder.enumerated() where identities.byteCounts[Int(record)] > 0 {
      keyed.append(identities.hashes[Int(record)].high & ~0xFFFF_FFFF | UInt64(rank))
    }
    var scratch: [UInt64] = []
    RadixSort.sortByUpperHalf(&keyed, scratch: &scratch)
    scratch = []
    // Few runs of 32 equal bits hold two hashes; those are sorted by all bits.
    var ranks = keyed.map { UInt32(truncatingIfNeeded: $0) }
    func hash(_ rank: UInt32) -> Hash128 { identities.hashes[Int(keepOrder[Int(rank)])] }
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
}
