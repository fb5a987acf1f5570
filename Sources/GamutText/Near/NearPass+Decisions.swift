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
        stays(rank)
        if pairs.isCut(rank) { cutRanks.append(UInt32(rank)) }
        continue
      }
      var found = block.matches[member]
      var isCut = block.candidates[member].list.isCut || pairs.isCut(rank)
      if mode == .components || (mode == .anchors && found.isEmpty) {
        let within = matchesWithin(block, member, places: places)
        found.append(contentsOf: within.comparison.found)
        isCut = isCut || within.isCut
        counts.candidateCount += within.candidateCount
        counts.verificationCount += within.comparison.count
      }
      take(found, of: rank)
      if mode != .components, !found.isEmpty {
        links.remove(rank)
      } else {
        stays(rank)
        if mode != .references { cache.add(member, of: block.sets, as: UInt32(rank)) }
        if isCut { cutRanks.append(UInt32(rank)) }
      }
      member += 1
    }
  }

  /// Decides that `rank` stays; where records are not compared with each other, no bucket lists it.
  private mutating func stays(_ rank: Int) {
    if mode == .references { links.remove(rank) } else { links.keep(rank) }
  }

  private mutating func take(_ found: [Found], of rank: Int) {
    for match in found {
      switch mode {
      case .components: components.join(UInt32(rank), match.rank)
      case .anchors, .references:
        matches.append(
          Match(
            later: keepOrder[rank], earlier: keepOrder[Int(match.rank)], likeness: match.likeness))
      }
    }
  }

  /// What `member` matches among the records kept within its block by now.
  private func matchesWithin(_ block: NearBlock, _ member: Int, places: [Int]) -> (
    comparison: Comparison, isCut: Bool, candidateCount: Int
  ) {
    let list = block.candidatesWithin(member, links: links, pairs: pairs)
    if list.ranks.isEmpty { return (Comparison(), list.isCut, 0) }
    let rank = Int(block.members[member])
    let ranks = list.ranks.filter { canReach(rank, Int($0)) }
    let comparison = compare(member, of: block, with: ranks[...], in: block.sets) {
      places[Int($0) - block.range.lowerBound]
    }
    return (comparison, list.isCut, list.ranks.count)
  }
}
