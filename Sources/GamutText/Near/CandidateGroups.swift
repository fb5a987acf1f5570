// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// The later records that each record shares a bucket with, for consecutive records, some at a time.
///
/// A group has so few records that their lists hold `limit` ranks together, or is of one record. How
/// many is tried, and follows from the lists alone, so groups are the same for any number of workers.
struct CandidateGroups: Sendable {
  private let links: BucketLinks
  private let threshold: Double
  private let limit: Int
  /// How many records the next group has at most.
  private var size = CandidateGroups.largestSize
  private var start = 0

  /// Records whose candidates are collected at a time: enough to occupy all workers.
  private static let largestSize = 64

  /// The later records to compare one record with.
  struct List: Sendable {
    /// Those near enough in size, ascending.
    var ranks: [UInt32]
    /// How many there are of any size.
    let metCount: Int
  }

  /// Consecutive records.
  struct Group: Sendable {
    /// The first one.
    let start: Int
    /// The list of each.
    let lists: [List]
  }

  /// Groups all records of `links`, each of which is kept.
  init(of links: BucketLinks, threshold: Double, limit: Int) {
    self.links = links
    self.threshold = threshold
    self.limit = limit
  }

  /// The next group; nil after the last.
  mutating func next(workers: Int) -> Group? {
    while start < links.count {
      let groups = self
      let count = min(size, links.count - start)
      // One record has what it has; of several, each may have its share.
      let share = size == 1 ? Int.max : limit / size
      let found = Parallel.mapChunks(
        of: count, chunkSize: size == Self.largestSize ? 4 : 1, workers: workers
      ) { $0.map { groups.list(of: groups.start + $0, atMost: share) } }.joined()
      let lists = found.prefix { $0 != nil }.compactMap(\.self)
      if lists.count < count {
        size /= 2
      } else if lists.allSatisfy({ $0.metCount <= limit / size / 2 }) {
        size = min(Self.largestSize, size * 2)
      }
      if lists.isEmpty { continue }
      defer { start += lists.count }
      return Group(start: start, lists: lists)
    }
    return nil
  }

  /// The candidates of `rank`; nil where there are more than `most`.
  private func list(of rank: Int, atMost most: Int) -> List? {
    var ranks: [UInt32] = []
    let own = UInt32(truncatingIfNeeded: rank)
    for band in 0..<links.bandCount {
      var ring: [UInt32] = []
      var next = links.next(after: own, band: band)
      // The last record of a ring links to its first, which is no later than this one.
      while next != BucketLinks.none, next > own {
        if ring.count == most { return nil }
        ring.append(next)
        next = links.next(after: next, band: band)
      }
      // Band by band: equal texts meet in all of them.
      ranks.formUnion(ascending: ring)
      if ranks.count > most { return nil }
    }
    let metCount = ranks.count
    ranks.removeAll { !links.canReach(threshold, rank, Int($0)) }
    return List(ranks: ranks, metCount: metCount)
  }
}

extension [UInt32] {
  /// Adds what `other` has more; both are ascending, with each element once.
  fileprivate mutating func formUnion(ascending other: [UInt32]) {
    if other.isEmpty || self == other { return }
    if isEmpty {
      self = other
      return
    }
    var union: [UInt32] = []
    union.reserveCapacity(Swift.max(count, other.count))
    var (i, j) = (0, 0)
    while i < count, j < other.count {
      let (a, b) = (self[i], other[j])
      union.append(Swift.min(a, b))
      if a <= b { i += 1 }
      if b <= a { j += 1 }
    }
    union += self[i...]
    union += other[j...]
    self = union
  }
}
