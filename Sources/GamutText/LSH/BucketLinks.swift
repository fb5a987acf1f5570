// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// The buckets of all bands, each a ring of the kept records in it, in the memory of the band keys.
///
/// Records are known by their rank, their place in keep order, and are decided in that order. The
/// link of a record in a band is
/// * `none` where it is alone in its bucket, or removed before any record of the bucket was kept;
/// * before it is decided: the rank of the record before it in the bucket, itself if it is the first;
/// * once kept: the next kept record of the bucket; the last links to the first;
/// * once removed: the last record of the bucket kept before it.
///
/// So the last kept record before any undecided one is one or two steps away, rings hold kept
/// records only, and a million records of one bucket take a million steps. Nothing is hashed and
/// nothing beside the links is stored.
struct BucketLinks: Sendable {
  static let none = UInt32.max

  let bandCount: Int
  private let links: KeySegments
  /// Whether a rank is decided to be kept.
  private(set) var isKept: [Bool]
  /// How many different shingles each rank has.
  let shingleCounts: [UInt32]
  /// Whether two records that are alike have sets of like size.
  let boundsSizes: Bool

  /// How many records there are.
  var count: Int { shingleCounts.count }

  /// Links the records of `keys` that `keepOrder` names, in that order.
  ///
  /// While it works it takes 4 bytes a record for each worker, and beside these at most
  /// `sortByteCount`, or 16 bytes a record where that is less, but no less than 1 MiB.
  init(
    _ keys: consuming BandKeys, keepOrder: [RecordIndex], boundsSizes: Bool = true,
    sortByteCount: Int, workers: Int
  ) {
    self.boundsSizes = boundsSizes
    bandCount = keys.bandCount
    let recordCount = keys.count
    if let largest = keepOrder.max() {
      precondition(Int(largest) < recordCount, "record \(largest) of \(recordCount)")
    }
    let (segments, counts) = keys.finished()
    links = segments
    shingleCounts = keepOrder.map { counts[Int($0)] }
    isKept = [Bool](repeating: false, count: keepOrder.count)
    linkAll(keepOrder, sortByteCount: sortByteCount, workers: workers)
  }

  /// What sorting takes of a record: a key with its rank, twice.
  private static let sortedByteCount = 16

  private func linkAll(_ keepOrder: [RecordIndex], sortByteCount: Int, workers: Int) {
    let wanted = max(1, count * Self.sortedByteCount)
    let sideBySide = max(1, min(workers, sortByteCount / wanted))
    let shareCount = (wanted + max(sortByteCount, 1 << 20) - 1) / max(sortByteCount, 1 << 20)
    _ = Parallel.mapChunks(of: bandCount, chunkSize: 1, workers: sideBySide) { range in
      let band = range.lowerBound
      // All keys of a band are read before the first link is written in their place.
      let column = predecessors(inBand: band, keepOrder, shareCount: shareCount)
      for rank in 0..<count { links.set(column[rank], at: rank, band: band) }
    }
  }

  /// For each rank, the one before it with the same key; itself for the first of two or more.
  ///
  /// The keys are sorted in `shareCount` shares by their value, to bound what is held of them.
  private func predecessors(
    inBand band: Int, _ keepOrder: [RecordIndex], shareCount: Int
  ) -> [UInt32] {
    var column = [UInt32](repeating: Self.none, count: count)
    var keyed: [UInt64] = []
    var scratch: [UInt64] = []
    let width = (UInt64(1) << 32 + UInt64(shareCount) - 1) / UInt64(shareCount)
    for share in 0..<UInt64(shareCount) {
      keyed.removeAll(keepingCapacity: true)
      if shareCount == 1 { keyed.reserveCapacity(count) }
      for rank in 0..<count where shingleCounts[rank] > 0 {
        let key = UInt64(links.value(at: Int(keepOrder[rank]), band: band))
        if key / width == share { keyed.append(key &<< 32 | UInt64(rank)) }
      }
      RadixSort.sortByUpperHalf(&keyed, scratch: &scratch)
      var start = 0
      while start < keyed.count {
        var end = start + 1
        while end < keyed.count, keyed[end] &>> 32 == keyed[start] &>> 32 { end += 1 }
        if end - start > 1 { link(keyed[start..<end], inBand: band, keepOrder, &column) }
        start = end
      }
    }
    return column
  }

  /// Links the ranks of `run`, ascending in their lower halves, whose keys have equal upper bits: those
  /// whose lower bits are equal too.
  private func link(
    _ run: ArraySlice<UInt64>, inBand band: Int, _ keepOrder: [RecordIndex],
    _ column: inout [UInt32]
  ) {
    func rank(_ i: Int) -> Int { Int(UInt32(truncatingIfNeeded: run[i])) }
    func low(_ rank: Int) -> UInt16 { links.lowBits(at: Int(keepOrder[rank]), band: band) }
    func link(_ rank: Int, behind before: Int) {
      column[rank] = UInt32(truncatingIfNeeded: before)
      if column[before] == Self.none { column[before] = UInt32(truncatingIfNeeded: before) }
    }
    // Nearly all keys with equal upper bits are equal.
    let first = low(rank(run.startIndex))
    var i = run.startIndex + 1
    while i < run.endIndex, low(rank(i)) == first { i += 1 }
    if i == run.endIndex {
      for i in run.indices.dropFirst() { link(rank(i), behind: rank(i - 1)) }
      return
    }
    let ranks = run.indices.map(rank).sorted { (low($0), $0) < (low($1), $1) }
    for i in ranks.indices.dropFirst() where low(ranks[i]) == low(ranks[i - 1]) {
      link(ranks[i], behind: ranks[i - 1])
    }
  }
}

extension BucketLinks {
  /// Whether `rank` shares a bucket with another record.
  func isLinked(_ rank: Int) -> Bool {
    (0..<bandCount).contains { links.value(at: rank, band: $0) != Self.none }
  }

  /// The record before the undecided `rank` in its bucket of `band`, or `none`.
  func predecessor(of rank: Int, band: Int) -> UInt32 {
    let link = links.value(at: rank, band: band)
    return Int(link) == rank ? Self.none : link
  }

  /// The last record kept before the undecided `rank` in its bucket of `band`, or `none`.
  func lastKept(before rank: Int, band: Int) -> UInt32 {
    let link = links.value(at: rank, band: band)
    if link == Self.none || Int(link) == rank { return Self.none }
    return isKept[Int(link)] ? link : links.value(at: Int(link), band: band)
  }

  /// The kept record after the kept record `rank` in its ring.
  func next(after rank: UInt32, band: Int) -> UInt32 { links.value(at: Int(rank), band: band) }

  /// Whether two records are near enough in size to reach `threshold`: J is at most the ratio of
  /// their counts, and rounding keeps that order.
  func canReach(_ threshold: Double, _ a: Int, _ b: Int) -> Bool {
    let (x, y) = (shingleCounts[a], shingleCounts[b])
    return !boundsSizes || Double(min(x, y)) / Double(max(x, y)) >= threshold
  }
}

extension BucketLinks {
  /// Decides that `rank` is kept and adds it to its rings.
  mutating func keep(_ rank: Int) {
    for band in 0..<bandCount {
      let link = links.value(at: rank, band: band)
      if link == Self.none || Int(link) == rank { continue }
      let own = UInt32(truncatingIfNeeded: rank)
      let last = lastKept(before: rank, band: band)
      if last == Self.none {
        links.set(own, at: rank, band: band)
      } else {
        links.set(links.value(at: Int(last), band: band), at: rank, band: band)
        links.set(own, at: Int(last), band: band)
      }
    }
    isKept[rank] = true
  }

  /// Decides that `rank` is removed.
  mutating func remove(_ rank: Int) {
    for band in 0..<bandCount where links.value(at: rank, band: band) != Self.none {
      links.set(lastKept(before: rank, band: band), at: rank, band: band)
    }
  }
}
