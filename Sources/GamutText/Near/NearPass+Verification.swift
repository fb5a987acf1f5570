// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

extension NearPass {
  /// The shingle sets of `ranks`, in their order.
  mutating func readSets<Failure: Error>(
    of ranks: [UInt32], _ texts: ([RecordIndex]) throws(Failure) -> ShapedTexts
  ) throws(Failure) -> ShingleSets {
    counts.rereadCount += ranks.count
    return try reader.sets(
      of: ranks.map { keepOrder[Int($0)] }, workers: workers, texts)
  }

  /// The records kept before the block that each member is to be compared with.
  mutating func candidates(of block: NearBlock) -> [NearBlock.Candidates] {
    var found = collect(block)
    for member in found.indices where !found[member].list.ranks.isEmpty {
      counts.candidateCount += found[member].list.ranks.count
      let rank = Int(block.members[member])
      found[member].list.ranks.removeAll { !canReach(rank, Int($0)) }
    }
    return found
  }

  private func collect(_ block: NearBlock) -> [NearBlock.Candidates] {
    Parallel.mapChunks(of: block.members.count, chunkSize: 64, workers: workers) {
      $0.map {
        block.candidatesBefore($0, links: links, pairs: pairs, bucketLimit: limits.bucketLimit)
      }
    }.flatMap { $0 }
  }

  /// The part of a member's candidates that one round compares.
  struct Task: Sendable {
    let member: Int
    let candidates: Range<Int>
  }

  /// Compares the members with their candidates, in rounds that need a bounded number of sets.
  ///
  /// Most members match one of their first candidates or have few; so a round takes some of each,
  /// and each round twice as many as the one before.
  mutating func verify<Failure: Error>(
    _ block: inout NearBlock, _ texts: ([RecordIndex]) throws(Failure) -> ShapedTexts
  ) throws(Failure) {
    var next = [Int](repeating: 0, count: block.members.count)
    var open = block.members.indices.filter { !block.candidates[$0].list.ranks.isEmpty }
    var share = 4
    while !open.isEmpty {
      cache.trim()
      let (tasks, missing) = round(block, open, next, share: share)
      let sets = try readSets(of: missing, texts)
      for (i, rank) in missing.enumerated() { cache.add(i, of: sets, as: rank) }
      for (task, result) in zip(tasks, compare(tasks, block)) {
        next[task.member] = task.candidates.upperBound
        block.matches[task.member].append(contentsOf: result.found)
        counts.verificationCount += result.count
      }
      open.removeAll { member in
        next[member] == block.candidates[member].list.ranks.count
          || (mode != .components && !block.matches[member].isEmpty)
      }
      share = min(share * 2, 1 << 20)
    }
  }

  /// The tasks of a round, and the ranks whose sets they lack.
  private func round(_ block: NearBlock, _ open: [Int], _ next: [Int], share: Int)
    -> (tasks: [Task], missing: [UInt32])
  {
    var tasks: [Task] = []
    var missing: [UInt32] = []
    var isAsked = Set<UInt32>()
    var hashCount = 0
    for member in open {
      let ranks = block.candidates[member].list.ranks
      let end = min(next[member] + share, ranks.count)
      var reached = next[member]
      while reached < end, hashCount < Self.blockShingleCount, missing.count < Self.blockCount {
        let rank = ranks[reached]
        if !cache.holds(rank), isAsked.insert(rank).inserted {
          missing.append(rank)
          hashCount += Int(links.shingleCounts[Int(rank)])
        }
        reached += 1
      }
      if reached > next[member] {
        tasks.append(Task(member: member, candidates: next[member]..<reached))
      }
      if reached < end { break }
    }
    return (tasks, missing)
  }

  /// What a task found.
  struct Comparison: Sendable {
    var found: [Found] = []
    /// How many sets were compared.
    var count = 0
  }

  private func compare(_ tasks: [Task], _ block: NearBlock) -> [Comparison] {
    Parallel.mapChunks(of: tasks.count, chunkSize: 16, workers: workers) { range in
      range.map { i in
        let task = tasks[i]
        let ranks = block.candidates[task.member].list.ranks[task.candidates]
        return compare(task.member, of: block, with: ranks, in: cache.sets) { cache.place(of: $0) }
      }
    }.flatMap { $0 }
  }

  /// Compares the set of `member` with those of `ranks`, each set `place` of it in `sets`: for
  /// anchors up to the first match, for components once for each.
  func compare(
    _ member: Int, of block: NearBlock, with ranks: ArraySlice<UInt32>, in sets: ShingleSets,
    at place: (UInt32) -> Int
  ) -> Comparison {
    var result = Comparison()
    var roots: [UInt32] = []
    for rank in ranks {
      if mode == .components, roots.contains(components.root(of: rank)) { continue }
      result.count += 1
      guard let likeness = likeness(of: member, in: block.sets, with: place(rank), in: sets) else {
        continue
      }
      result.found.append(Found(rank: rank, likeness: likeness))
      if mode != .components { break }
      if mode == .components { roots.append(components.root(of: rank)) }
    }
    return result
  }

  /// How set `a` of `first` and set `b` of `second` are alike; nil where they are not, unless `any`
  /// likeness will do.
  func likeness(
    of a: Int, in first: ShingleSets, with b: Int, in second: ShingleSets, any: Bool = false
  ) -> Likeness? {
    let differs = first.numbers[a] != second.numbers[b]
    if differs, rule.numbers == .distinct, !any { return nil }
    let overlap = reader.overlap(
      of: a, in: first, with: b, in: second, atLeast: any ? 0 : options.threshold,
      orContained: rule.containment)
    return overlap.map { Likeness(overlap: $0, differsInNumbers: differs) }
  }

  /// Whether two ranks are near enough in size to be alike.
  func canReach(_ a: Int, _ b: Int) -> Bool {
    rule.containment != nil || links.canReach(options.threshold, a, b)
  }
}
