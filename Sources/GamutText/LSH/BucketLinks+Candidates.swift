// SPDX-License-Identifier: Apache-2.0

/// The kept records that a record should be compared with.
struct CandidateList {
  /// Ranks, ascending and each once when closed.
  var ranks: [UInt32] = []
  /// Whether a bucket held more than the limit.
  var isCut = false

  /// Adds those of `ranks` that are kept and meet `condition`.
  mutating func add(
    _ ranks: ArraySlice<UInt32>, keptOf links: BucketLinks, where condition: (UInt32) -> Bool
  ) {
    for rank in ranks where condition(rank) && links.isKept[Int(rank)] { self.ranks.append(rank) }
  }

  /// Sorts the ranks and keeps one of each.
  mutating func close() {
    ranks.sortAscending()
    ranks.removeRepeats()
  }
}

extension [UInt32] {
  /// Sorts, long lists by their digits: the library's sort takes ten times as long there.
  fileprivate mutating func sortAscending() {
    if count < 256 {
      sort()
    } else {
      var values = map { UInt64($0) &<< 32 }
      var scratch: [UInt64] = []
      RadixSort.sortByUpperHalf(&values, scratch: &scratch)
      self = values.map { UInt32(truncatingIfNeeded: $0 &>> 32) }
    }
  }

  /// Keeps one of each run of equal elements.
  fileprivate mutating func removeRepeats() {
    var count = 0
    for i in indices where i == 0 || self[i] != self[count - 1] {
      self[count] = self[i]
      count += 1
    }
    removeLast(self.count - count)
  }
}

extension BucketLinks {
  /// Adds the records of a bucket's ring from `first` to `last` to `list`, the earliest ones, at
  /// most `limit`; returns how many.
  func collect(
    from first: UInt32, through last: UInt32, band: Int, limit: Int, into list: inout CandidateList
  ) -> Int {
    var rank = first
    for taken in 0..<limit {
      list.ranks.append(rank)
      if rank == last { return taken + 1 }
      rank = next(after: rank, band: band)
    }
    list.isCut = true
    return limit
  }
}
