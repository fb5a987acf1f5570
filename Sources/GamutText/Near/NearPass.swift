// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// One pass over all records in keep order.
struct NearPass: Sendable {
  /// What the pass is for.
  enum Mode: Sendable {
    /// The first match removes a record.
    case anchors
    /// The first match removes a record, and only those of the reference match.
    case references
    /// Nothing is removed, matches join records to components.
    case components
  }

  /// Two records that are alike.
  struct Match: Sendable {
    let later: RecordIndex
    let earlier: RecordIndex
    let likeness: Likeness
  }

  /// How two records are alike.
  struct Likeness: Sendable {
    let overlap: SetOverlap
    let differsInNumbers: Bool
  }

  /// A record that matches another one.
  struct Found: Sendable {
    let rank: UInt32
    let likeness: Likeness
  }

  var links: BucketLinks
  var cache: SetCache
  var components = Components(count: 0)
  /// Candidates beside those that share a bucket.
  let pairs: RankedPairs
  let keepOrder: [RecordIndex]
  let options: TextSketcher.Options
  let rule: NearRule
  let reader: SetReader
  let limits: NearLimits
  let mode: Mode
  let workers: Int
  var matches: [Match] = []
  /// The ranks kept so far that were not compared with all their candidates.
  var cutRanks: [UInt32] = []
  var counts = NearCounts()

  /// How many records and how many shingles a block has at most, unless one record has more.
  static let blockCount = 4096
  static let blockShingleCount = 4 << 20

  init(
    _ keys: consuming BandKeys, keepOrder: [RecordIndex], pairs: RankedPairs, matcher: NearMatcher,
    mode: Mode, workers: Int
  ) {
    options = matcher.options
    rule = matcher.rule
    reader = SetReader(options: options)
    limits = matcher.limits
    links = BucketLinks(
      keys, keepOrder: keepOrder, boundsSizes: matcher.boundsSizes,
      sortByteCount: limits.sortByteCount, workers: workers)
    cache = SetCache(rankCount: keepOrder.count, byteCount: limits.cacheByteCount)
    self.pairs = pairs
    self.keepOrder = keepOrder
    self.mode = mode
    self.workers = workers
    counts.recordCount = keepOrder.count
    counts.wordlessCount = links.shingleCounts.count { $0 == 0 }
    if mode == .components { components = Components(count: keepOrder.count) }
  }

  /// Decides all records.
  mutating func run<Failure: Error>(
    referenceCount: Int, texts: ([RecordIndex]) throws(Failure) -> ShapedTexts
  ) throws(Failure) {
    for rank in 0..<referenceCount { links.keep(rank) }
    var start = referenceCount
    while start < links.count {
      let range = start..<blockEnd(from: start)
      cache.trim()
      var block = NearBlock(range, links: links, pairs: pairs)
      block.sets = try readSets(of: block.members, texts)
      block.candidates = candidates(of: block)
      try verify(&block, texts)
      decide(block)
      start = range.upperBound
    }
    // Of a component the first record stays.
    counts.unverifiedCount = cutRanks.count {
      mode != .components || components.root(of: $0) == $0
    }
  }

  private func blockEnd(from start: Int) -> Int {
    var end = start
    var shingleCount = 0
    while end < links.count, end - start < Self.blockCount {
      shingleCount += Int(links.shingleCounts[end])
      if shingleCount > Self.blockShingleCount, end > start { break }
      end += 1
    }
    return end
  }
}
