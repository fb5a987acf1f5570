// SPDX-License-Identifier: Apache-2.0

/// The kept records that a record should be compared with.
struct CandidateList {
  /// Ranks, ascending, each once.
  var ranks: [UInt32] = []
  /// Whether there were more than the limit.
  var isCut = false

  /// Sorts the ranks and keeps one of each, at most `limit`: those that stand most often. Each time
  /// is a band in which all rows agree, so those are the most alike; ties go to the lower rank.
  mutating func close(limit: Int) {
    ranks.sortAscending()
    if ranks.count <= limit {
      ranks.removeRepeats()
      return
    }
    // How rarely a rank stands above, the rank below.
    var runs: [UInt64] = []
    var start = 0
    while start < ranks.count {
      var end = start + 1
      while end < ranks.count, ranks[end] == ranks[start] { end += 1 }
      runs.append(UInt64(ranks.count - (end - start)) &<< 32 | UInt64(ranks[start]))
      start = end
    }
    if runs.count > limit {
      isCut = true
      RadixSort.sortByUpperHalf(&runs)
      runs.removeLast(runs.count - limit)
    }
    ranks = runs.map { UInt32(truncatingIfNeeded: $0) }
    ranks.sortAscending()
  }
}

extension [UInt32] {
  /// Sorts, long lists by their digits: the library's sort takes ten times as long there.
  mutating func sortAscending() {
    if count < 256 {
      sort()
    } else {
      var values = map { UInt64($0) &<< 32 }
      RadixSort.sortByUpperHalf(&values)
      self = values.map { UInt32(truncatingIfNeeded: $0 &>> 32) }
    }
  }

  /// Keeps one of each run of equal elements.
  mutating func removeRepeats() {
    var count = 0
    for i in indices where i == 0 || self[i] != self[count - 1] {
      self[count] = self[i]
      count += 1
    }
    removeLast(self.count - count)
  }
}

/// A stretch of a bucket's ring, both ends included.
struct RingStretch {
  let band: Int
  let first: UInt32
  let last: UInt32
}

extension BucketLinks {
  /// Collects the records of `stretches`, at most `limit`.
  ///
  /// The stretches in turn give their next record, so that short ones count whole where long ones
  /// are cut; a record of several stretches is given by each and counts once. For each of the
  /// `limit` two entries may be looked at, so that the work is bounded also where all stretches
  /// name the same records; of these, those named most often stay.
  func candidates(in stretches: [RingStretch], limit: Int) -> CandidateList {
    var list = CandidateList()
    let entryLimit = limit.multipliedReportingOverflow(by: 2)
    let most = entryLimit.overflow ? Int.max : entryLimit.partialValue
    var open = stretches
    var next = stretches.map(\.first)
    while !open.isEmpty {
      var kept = 0
      for i in open.indices {
        if list.ranks.count == most {
          list.isCut = true
          break
        }
        list.ranks.append(next[i])
        if next[i] != open[i].last {
          next[kept] = self.next(after: next[i], band: open[i].band)
          open[kept] = open[i]
          kept += 1
        }
      }
      if list.isCut { break }
      open.removeLast(open.count - kept)
      next.removeLast(next.count - kept)
    }
    list.close(limit: limit)
    return list
  }

  /// Whether two records are near enough in size to reach `threshold`: J is at most the ratio of
  /// their counts, and rounding keeps that order.
  func canReach(_ threshold: Double, _ a: Int, _ b: Int) -> Bool {
    let (x, y) = (shingleCounts[a], shingleCounts[b])
    return Double(min(x, y)) / Double(max(x, y)) >= threshold
  }
}
