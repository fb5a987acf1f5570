// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

extension NearPass {
  /// Makes a match of each record that is not the first of its component, with that first record.
  ///
  /// - Parameter referenceCount: how many ranks are never removed.
  mutating func matchComponents<Failure: Error>(
    referenceCount: Int, texts: ([RecordIndex]) throws(Failure) -> ShapedTexts
  ) throws(Failure) {
    var removed: [UInt32] = []
    for rank in UInt32(referenceCount)..<UInt32(keepOrder.count)
    where components.root(of: rank) != rank { removed.append(rank) }
    var start = 0
    while start < removed.count {
      var end = start
      var shingleCount = 0
      while end < removed.count, end - start < Self.blockCount / 2 {
        // Two sets each, at the most.
        shingleCount += 2 * Int(links.shingleCounts[Int(removed[end])])
        if shingleCount > Self.blockShingleCount, end > start { break }
        end += 1
      }
      let later = Array(removed[start..<end])
      start = end
      let earlier = later.map { components.root(of: $0) }
      let firsts = Set(earlier).sorted()
      let sets = try readSets(of: firsts + later, texts)
      for (i, rank) in later.enumerated() {
        guard let keeper = firsts.sortedIndex(of: earlier[i]),
          let likeness = likeness(
            of: firsts.count + i, in: sets, with: keeper, in: sets, any: true)
        else { continue }
        matches.append(
          Match(
            later: keepOrder[Int(rank)], earlier: keepOrder[Int(earlier[i])], likeness: likeness))
      }
    }
  }
}
