// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// Finds all pairs of records that share a bucket and reach a threshold, in order, block by block.
///
/// All records count as kept, so each bucket is one ring of all its records. A block is consecutive
/// records with a bounded number of later ones to compare with; its pairs are complete when the next
/// begins, so nothing is held of what was found before.
struct PairScan: Sendable {
  private var links: BucketLinks
  private var cache: SetCache
  private let options: TextSketcher.Options
  private let reader: SetReader
  private let workers: Int
  private(set) var counts = NearCounts()

  /// How many candidates a block has at most, and a group that is collected for it, unless one record
  /// has more.
  private static let candidateLimit = 1 << 20

  /// Consecutive records and the later ones each is compared with.
  private struct Block {
    var members: [UInt32] = []
    var candidates: [[UInt32]] = []
    var candidateCount = 0
    var shingleCount = 0
  }

  init(_ keys: consuming BandKeys, matcher: NearMatcher, workers: Int) {
    options = matcher.options
    reader = SetReader(options: matcher.options)
    self.workers = workers
    let order = Array(0..<RecordIndex(keys.count))
    links = BucketLinks(
      keys, keepOrder: order, boundsSizes: matcher.boundsSizes,
      sortByteCount: matcher.limits.sortByteCount, workers: workers)
    cache = SetCache(rankCount: order.count, byteCount: matcher.limits.cacheByteCount)
    counts.recordCount = order.count
    counts.wordlessCount = links.shingleCounts.count { $0 == 0 }
    for rank in order.indices { links.keep(rank) }
  }

  /// Gives the pairs of every block to `take`, ordered by (a, b) within and between blocks.
  mutating func run<Failure: Error>(
    texts: ([RecordIndex]) throws(Failure) -> ShapedTexts,
    take: ([SimilarPair]) throws(Failure) -> Void
  ) throws(Failure) {
    var block = Block()
    var groups = CandidateGroups(
      of: links, threshold: options.threshold, limit: Self.candidateLimit)
    while let group = groups.next(workers: workers) {
      for (i, list) in group.lists.enumerated() where list.metCount > 0 {
        let rank = group.start + i
        counts.candidateCount += list.metCount
        if list.ranks.isEmpty { continue }
        let shingleCount = Int(links.shingleCounts[rank])
        if block.candidateCount + list.ranks.count > Self.candidateLimit
          || block.shingleCount + shingleCount > NearPass.blockShingleCount
          || block.members.count == NearPass.blockCount
        {
          try finish(block, texts, take)
          block = Block()
        }
        block.members.append(UInt32(rank))
        block.candidates.append(list.ranks)
        block.candidateCount += list.ranks.count
        block.shingleCount += shingleCount
      }
    }
    try finish(block, texts, take)
  }

  /// Compares the members of `block` with their candidates, window by window of these, so that a
  /// bounded number of sets is held.
  private mutating func finish<Failure: Error>(
    _ block: Block, _ texts: ([RecordIndex]) throws(Failure) -> ShapedTexts,
    _ take: ([SimilarPair]) throws(Failure) -> Void
  ) throws(Failure) {
    if block.members.isEmpty { return }
    let own = try reader.sets(of: block.members, workers: workers, texts)
    counts.rereadCount += block.members.count
    counts.verificationCount += block.candidateCount
    var needed = CandidateList()
    needed.ranks = Array(block.candidates.joined())
    needed.close()
    var pairs = [[SimilarPair]](repeating: [], count: block.members.count)
    var start = 0
    while start < needed.ranks.count {
      cache.trim()
      let (end, missing) = window(of: needed.ranks, from: start)
      let sets = try reader.sets(of: missing, workers: workers, texts)
      counts.rereadCount += missing.count
      for (i, rank) in missing.enumerated() { cache.add(i, of: sets, as: rank) }
      let bounds = needed.ranks[start]...needed.ranks[end - 1]
      let scan = self
      let found = Parallel.mapChunks(of: block.members.count, chunkSize: 1, workers: workers) {
        scan.pairs(of: $0.lowerBound, in: block, own: own, with: bounds)
      }
      for member in found.indices { pairs[member].append(contentsOf: found[member]) }
      start = end
    }
    try take(Array(pairs.joined()))
  }

  /// Where the window of `ranks` that begins at `start` ends, and the ranks in it whose sets are not
  /// in the cache.
  private func window(of ranks: [UInt32], from start: Int) -> (end: Int, missing: [UInt32]) {
    var missing: [UInt32] = []
    var shingleCount = 0
    var end = start
    while end < ranks.count, shingleCount < NearPass.blockShingleCount,
      missing.count < NearPass.blockCount
    {
      if !cache.holds(ranks[end]) {
        missing.append(ranks[end])
        shingleCount += Int(links.shingleCounts[Int(ranks[end])])
      }
      end += 1
    }
    return (end, missing)
  }

  /// The pairs of a member with those of its candidates that lie in `bounds`, all of them in the
  /// cache.
  private func pairs(
    of member: Int, in block: Block, own: ShingleSets, with bounds: ClosedRange<UInt32>
  ) -> [SimilarPair] {
    let candidates = block.candidates[member]
    var found: [SimilarPair] = []
    var i = candidates.indices.partitionPoint { candidates[$0] >= bounds.lowerBound }
    while i < candidates.count, candidates[i] <= bounds.upperBound {
      let place = cache.place(of: candidates[i])
      let overlap = reader.overlap(
        of: member, in: own, with: place, in: cache.sets, atLeast: options.threshold,
        orContained: nil)
      if let overlap {
        found.append(
          SimilarPair(a: block.members[member], b: candidates[i], similarity: overlap.similarity))
      }
      i += 1
    }
    return found
  }
}
