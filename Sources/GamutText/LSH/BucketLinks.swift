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
  /// `rankCount` × `bandCount`.
  private(set) var links: [UInt32]
  /// Whether a rank is decided to be kept.
  private(set) var isKept: [Bool]
  /// How many different shingles each rank has.
  let shingleCounts: [UInt32]

  /// How many records there are.
  var count: Int { shingleCounts.count }

  /// Links the records of `table` that `keepOrder` names, in that order.
  ///
  /// Takes 20 bytes a record beside the table while it works, up to `parallelLimit` records so much
  /// for each worker; and once more what the table takes if `keepOrder` does not ascend.
  init(_ table: consuming BandTable, keepOrder: [RecordIndex], workers: Int) {
    bandCount = table.bandCount
    let arranged = Self.arrange(table, by: keepOrder)
    links = arranged.keys
    shingleCounts = arranged.shingleCounts
    isKept = [Bool](repeating: false, count: keepOrder.count)
    linkAll(workers: workers)
  }

  /// Up to how many records bands are sorted side by side, at 20 bytes a record each.
  private static let parallelLimit = 1 << 22

  private mutating func linkAll(workers: Int) {
    let workers = count > Self.parallelLimit ? 1 : workers
    var start = 0
    while start < bandCount {
      let bands = start..<min(start + workers, bandCount)
      for (column, band) in zip(predecessors(inBands: bands, workers: workers), bands) {
        for rank in 0..<count { links[rank * bandCount + band] = column[rank] }
      }
      start = bands.upperBound
    }
  }

  /// The predecessors in each of `bands`. Not mutating, so that no copy of the links is held when
  /// they are written next.
  private func predecessors(inBands bands: Range<Int>, workers: Int) -> [[UInt32]] {
    Parallel.mapChunks(of: bands.count, chunkSize: 1, workers: workers) { range in
      predecessors(inBand: bands.lowerBound + range.lowerBound)
    }
  }

  /// For each rank, the one before it with the same key; itself for the first of two or more.
  private func predecessors(inBand band: Int) -> [UInt32] {
    var keyed: [UInt64] = []
    keyed.reserveCapacity(count)
    for rank in 0..<count where shingleCounts[rank] > 0 {
      keyed.append(UInt64(links[rank * bandCount + band]) &<< 32 | UInt64(rank))
    }
    RadixSort.sortByUpperHalf(&keyed)
    var column = [UInt32](repeating: Self.none, count: count)
    for i in keyed.indices.dropFirst() where keyed[i] &>> 32 == keyed[i - 1] &>> 32 {
      let before = UInt32(truncatingIfNeeded: keyed[i - 1])
      column[Int(UInt32(truncatingIfNeeded: keyed[i]))] = before
      if column[Int(before)] == Self.none { column[Int(before)] = before }
    }
    return column
  }

  /// Puts rows into keep order and drops the others; in place where the order ascends.
  private static func arrange(_ table: consuming BandTable, by keepOrder: [RecordIndex])
    -> BandTable
  {
    let (width, count) = (table.bandCount, table.count)
    var table = table
    if let largest = keepOrder.max() {
      precondition(Int(largest) < count, "record \(largest) of \(count)")
    }
    if keepOrder.indices.dropFirst().allSatisfy({ keepOrder[$0 - 1] < keepOrder[$0] }) {
      for (rank, record) in keepOrder.enumerated() where rank != Int(record) {
        for i in 0..<width { table.keys[rank * width + i] = table.keys[Int(record) * width + i] }
        table.shingleCounts[rank] = table.shingleCounts[Int(record)]
      }
      table.keys.removeLast((count - keepOrder.count) * width)
      table.shingleCounts.removeLast(count - keepOrder.count)
      return table
    }
    var arranged = BandTable(bandCount: width)
    arranged.reserveCapacity(keepOrder.count)
    for record in keepOrder {
      arranged.keys.append(contentsOf: table.keys[Int(record) * width..<(Int(record) + 1) * width])
      arranged.shingleCounts.append(table.shingleCounts[Int(record)])
    }
    return arranged
  }
}

extension BucketLinks {
  /// Whether `rank` shares a bucket with another record.
  func isLinked(_ rank: Int) -> Bool {
    links[rank * bandCount..<(rank + 1) * bandCount].contains { $0 != Self.none }
  }

  /// The record before the undecided `rank` in its bucket of `band`, or `none`.
  func predecessor(of rank: Int, band: Int) -> UInt32 {
    let link = links[rank * bandCount + band]
    return Int(link) == rank ? Self.none : link
  }

  /// The last record kept before the undecided `rank` in its bucket of `band`, or `none`.
  func lastKept(before rank: Int, band: Int) -> UInt32 {
    let link = links[rank * bandCount + band]
    if link == Self.none || Int(link) == rank { return Self.none }
    return isKept[Int(link)] ? link : links[Int(link) * bandCount + band]
  }

  /// The kept record after the kept record `rank` in its ring.
  func next(after rank: UInt32, band: Int) -> UInt32 { links[Int(rank) * bandCount + band] }

  /// Decides that `rank` is kept and adds it to its rings.
  mutating func keep(_ rank: Int) {
    for band in 0..<bandCount {
      let place = rank * bandCount + band
      if links[place] == Self.none || Int(links[place]) == rank { continue }
      let last = lastKept(before: rank, band: band)
      if last == Self.none {
        links[place] = UInt32(truncatingIfNeeded: rank)
      } else {
        links[place] = links[Int(last) * bandCount + band]
        links[Int(last) * bandCount + band] = UInt32(truncatingIfNeeded: rank)
      }
    }
    isKept[rank] = true
  }

  /// Decides that `rank` is removed.
  mutating func remove(_ rank: Int) {
    for band in 0..<bandCount where links[rank * bandCount + band] != Self.none {
      links[rank * bandCount + band] = lastKept(before: rank, band: band)
    }
  }
}
