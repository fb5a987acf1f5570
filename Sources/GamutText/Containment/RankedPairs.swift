// SPDX-License-Identifier: Apache-2.0

/// Pairs of ranks that are to be compared, by the later one.
struct RankedPairs: Sendable {
  /// Whether a rank may have partners that are not among its pairs.
  private var isCut: [Bool] = []
  /// The earlier ranks, in order of the later ones; those of rank r are `ends[r - 1]..<ends[r]`.
  private var earlier: [UInt32] = []
  private var ends: [Int] = []
  private var isMember: [Bool] = []

  /// Makes no pairs.
  init() {}

  /// Makes pairs of `keyed`, each the later rank in the upper and the earlier in the lower half, in
  /// any order, repeats allowed; ranks are below `isCut.count`.
  init(_ keyed: consuming [UInt64], isCut: [Bool]) {
    let count = isCut.count
    self.isCut = isCut
    var sorted = keyed
    var scratch: [UInt64] = []
    RadixSort.sortByUpperHalf(&sorted, scratch: &scratch)
    ends = [Int](repeating: 0, count: count)
    isMember = [Bool](repeating: false, count: count)
    earlier.reserveCapacity(sorted.count)
    for pair in sorted {
      let (later, earlier) = (Int(pair &>> 32), Int(pair & 0xFFFF_FFFF))
      precondition(earlier < later && later < count, "ranks \(earlier), \(later) of \(count)")
      self.earlier.append(UInt32(earlier))
      ends[later] += 1
      isMember[later] = true
      isMember[earlier] = true
    }
    for rank in ends.indices.dropFirst() { ends[rank] += ends[rank - 1] }
  }

  /// Whether `rank` is in a pair.
  func isPaired(_ rank: Int) -> Bool { rank < isMember.count && isMember[rank] }

  /// Whether `rank` may have partners that are not among its pairs.
  func isCut(_ rank: Int) -> Bool { rank < isCut.count && isCut[rank] }

  /// The earlier ranks that `rank` is paired with, in no order, perhaps repeated.
  func earlier(than rank: UInt32) -> ArraySlice<UInt32> {
    let rank = Int(rank)
    if rank >= ends.count { return [] }
    return earlier[(rank == 0 ? 0 : ends[rank - 1])..<ends[rank]]
  }
}
