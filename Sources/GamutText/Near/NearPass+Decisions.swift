// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

extension NearPass {
  /// Decides the records of `block` in keep order: what matches a record kept before the block is
  /// removed; the others are compared with those kept within it.
  mutating func decide(_ block: NearBlock) {
    var places = [Int](repeating: 0, count: block.range.count)
    for (member, rank) in block.members.enumerated() {
      places[Int(rank) - block.range.lowerBound] = member
    }
    var member = 0
    for rank in block.range {
      guard member < block.members.count, block.members[member] == rank else {
        links.keep(rank)
        continue
      }
      var found = block.matches[member]
      var isCut = block.candidates[member].list.isCut
      if mode == .pairs || found.isEmpty {
        let within = matchesWithin(block, member, places: places)
        found.append(contentsOf: within.matches)
        isCut = isCut || within.isCut
        counts.candidateCount += within.candidateCount
        counts.verificationCount += within.comparisonCount
      }
      for match in found {
        matches.append(
          Match(
            later: keepOrder[rank], earlier: keepOrder[Int(match.rank)],
            similarity: match.similarity))
      }
      if mode == .anchors, !found.isEmpty {
        links.remove(rank)
      } else {
        links.keep(rank)
        cache.add(block.sets.hashes[block.sets.range(of: member)], of: UInt32(rank))
        if isCut { counts.unverifiedCount += 1 }
      }
      member += 1
    }
  }

  /// What `member` matches among the records kept within its block by now.
  private func matchesWithin(_ block: NearBlock, _ member: Int, places: [Int]) -> (
    matches: [(rank: UInt32, similarity: Double)], isCut: Bool, candidateCount: Int,
    comparisonCount: Int
  ) {
    let list = block.candidatesWithin(member, links: links)
    if list.ranks.isEmpty { return ([], list.isCut, 0, 0) }
    let rank = Int(block.members[member])
    let ranks = list.ranks.filter { links.canReach(options.threshold, rank, Int($0)) }
    let result = compare(
      block.sets.range(of: member), of: block, with: ranks[...], in: block.sets.hashes.span
    ) { block.sets.range(of: places[Int($0) - block.range.lowerBound]) }
    return (result.matches, list.isCut, list.ranks.count, result.comparisonCount)
  }
}
