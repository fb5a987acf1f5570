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
  var candidates: [Candidates] = []
  /// What each member matches of these; for anchors the first alone.
  var matches: [[NearPass.Found]]
  private let bandCount: Int

  /// What a member is compared with of the records kept before the block.
  struct Candidates: Sendable {
    var list = CandidateList()
    /// How many more records each bucket may give.
    var rooms: [UInt32] = []
  }

  init(_ range: Range<Int>, links: BucketLinks, pairs: RankedPairs) {
    self.range = range
    bandCount = links.bandCount
    var members: [UInt32] = []
    var tails: [UInt32] = []
    var places = [Int](repeating: 0, count: range.count)
    for rank in range where links.isLinked(rank) || pairs.isPaired(rank) {
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

  /// Collects the records that were kept before the block and are to be compared with `member`: of
  /// each of its buckets the first `bucketLimit`, and those it is paired with.
  func candidatesBefore(
    _ member: Int, links: BucketLinks, pairs: RankedPairs, bucketLimit: Int
  ) -> Candidates {
    var found = Candidates()
    found.rooms.reserveCapacity(bandCount)
    for band in 0..<bandCount {
      let last = tails[member * bandCount + band]
      var taken = 0
      if last != BucketLinks.none {
        taken = links.collect(
          from: links.next(after: last, band: band), through: last, band: band, limit: bucketLimit,
          into: &found.list)
      }
      found.rooms.append(UInt32(clamping: bucketLimit - taken))
    }
    found.list.add(pairs.earlier(than: members[member]), keptOf: links) { $0 < range.lowerBound }
    found.list.close()
    return found
  }

  /// Collects those kept within the block by now: of each bucket as many as there was room left for,
  /// and those it is paired with.
  func candidatesWithin(_ member: Int, links: BucketLinks, pairs: RankedPairs) -> CandidateList {
    var list = CandidateList()
    for band in 0..<bandCount {
      let tail = tails[member * bandCount + band]
      let last = links.lastKept(before: Int(members[member]), band: band)
      if last == BucketLinks.none || last == tail { continue }
      // Without a tail the ring began in this block, and its last record links to its first.
      let first = links.next(after: tail == BucketLinks.none ? last : tail, band: band)
      _ = links.collect(
        from: first, through: last, band: band, limit: Int(candidates[member].rooms[band]),
        into: &list)
    }
    list.add(pairs.earlier(than: members[member]), keptOf: links) { $0 >= range.lowerBound }
    list.close()
    return list
  }
}
