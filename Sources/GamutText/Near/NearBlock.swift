// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// The records of one block that share a bucket with any other record, and what is known of them.
struct NearBlock: Sendable {
  /// The ranks of the block.
  let range: Range<Int>
  /// The ranks that share a bucket, ascending; all below go by place in this list.
  let members: [UInt32]
  /// The last record kept before the block in each bucket of each member, or `none`.
  let tails: [UInt32]
  /// The shingle set of each member.
  var sets = ShingleSets()
  /// The records kept before the block that each member is compared with.
  var candidates: [CandidateList] = []
  /// What each member matches of these; for anchors the first alone.
  var matches: [[(rank: UInt32, similarity: Double)]]
  private let bandCount: Int

  init(_ range: Range<Int>, links: BucketLinks) {
    self.range = range
    bandCount = links.bandCount
    var members: [UInt32] = []
    var tails: [UInt32] = []
    var places = [Int](repeating: 0, count: range.count)
    for rank in range where links.isLinked(rank) {
      places[rank - range.lowerBound] = members.count
      members.append(UInt32(truncatingIfNeeded: rank))
      for band in 0..<links.bandCount {
        let before = links.predecessor(of: rank, band: band)
        if before == BucketLinks.none || before < range.lowerBound {
          tails.append(links.lastKept(before: rank, band: band))
        } else {
          // The record before is of this block and undecided: what holds for it holds here.
          tails.append(tails[places[Int(before) - range.lowerBound] * bandCount + band])
        }
      }
    }
    self.members = members
    self.tails = tails
    matches = Array(repeating: [], count: members.count)
  }

  /// The buckets of `member`, as far as they were filled before the block.
  func stretchesBefore(_ member: Int, links: BucketLinks) -> [RingStretch] {
    (0..<bandCount).compactMap { band in
      let last = tails[member * bandCount + band]
      if last == BucketLinks.none { return nil }
      return RingStretch(band: band, first: links.next(after: last, band: band), last: last)
    }
  }

  /// The buckets of `member`, as far as they were filled within the block by now.
  func stretchesWithin(_ member: Int, links: BucketLinks) -> [RingStretch] {
    (0..<bandCount).compactMap { band in
      let tail = tails[member * bandCount + band]
      let last = links.lastKept(before: Int(members[member]), band: band)
      if last == BucketLinks.none || last == tail { return nil }
      // Without a tail the ring began in this block, and its last record links to its first.
      let first = links.next(after: tail == BucketLinks.none ? last : tail, band: band)
      return RingStretch(band: band, first: first, last: last)
    }
  }
}
