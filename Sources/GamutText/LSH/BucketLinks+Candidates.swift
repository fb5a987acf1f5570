// SPDX-License-Identifier: Apache-2.0

/// The kept records that a record should be compared with.
struct CandidateList {
  /// Ranks, ascending, each once.
  var ranks: [UInt32] = []
  /// Whether there were more than the limit.
  var isCut = false
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
  /// `limit` four entries may be looked at, so that the work is bounded also where all stretches
  /// name the same records.
  func candidates(in stretches: [RingStretch], limit: Int) -> CandidateList {
    var list = CandidateList()
    let entryLimit = limit.multipliedReportingOverflow(by: 4)
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
    list.ranks.sort()
    var count = 0
    for i in list.ranks.indices where i == 0 || list.ranks[i] != list.ranks[count - 1] {
      list.ranks[count] = list.ranks[i]
      count += 1
    }
    if count > limit {
      list.isCut = true
      count = limit
    }
    list.ranks.removeLast(list.ranks.count - count)
    return list
  }

  /// Whether two records are near enough in size to reach `threshold`: J is at most the ratio of
  /// their counts, and rounding keeps that order.
  func canReach(_ threshold: Double, _ a: Int, _ b: Int) -> Bool {
    let (x, y) = (shingleCounts[a], shingleCounts[b])
    return Double(min(x, y)) / Double(max(x, y)) >= threshold
  }
}
