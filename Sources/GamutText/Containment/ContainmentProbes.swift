// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutUnicode

/// Finds records whose shingles may lie in those of another one, however much longer that is.
///
/// Bands find sets of like size. Here each text names its probes, the `probeCount` shingles of the
/// least hashes, a random sample of its set; every shingle of every text is then looked up among
/// them. Of a set of which a share c lies in a larger one, the number of probes found there is
/// at least binomial, so those pairs are compared of which as many are found as 99.9 % of the pairs
/// at the containment asked for have.
///
/// A probe that more than `ownerLimit` texts name is boilerplate that says nothing: it counts for
/// none of them, and they answer for their other probes. A text of nothing else, and one with more
/// than `partnerLimit` partners, is cut, and counted so.
///
/// It reads all texts twice more, and takes up to 260 bytes a record for the probes and 8 bytes a
/// pair, twice while they are sorted.
///
/// > Source: the sample is the bottom-k sketch of A. Broder, *On the resemblance and containment of
/// > documents*, 1997, doi:10.1109/SEQUEN.1997.666900, looked up in whole sets instead of sketches.
struct ContainmentProbes: Sendable {
  let width: ShingleWidth
  let folding: Folding
  /// How many probes must be found of a text that names 0, 1, …, `probeCount`.
  let neededCounts: [Int]

  static let probeCount = 16
  private static let ownerLimit = 256
  private static let partnerLimit = 256
  /// How many texts are read at once.
  private static let blockCount = 4096

  /// Chooses what must be found for a containment of 0…1.
  init(width: ShingleWidth, containment: Double, folding: Folding = .words) {
    self.folding = folding
    self.width = width
    neededCounts = (0...Self.probeCount).map { Self.neededCount(of: $0, containment) }
  }

  /// The most that a binomial number of `count` trials falls below with a probability of at most
  /// .001, but at least 1.
  private static func neededCount(of count: Int, _ share: Double) -> Int {
    // The probability of exactly i successes, by multiplication alone: the same on every machine.
    func probability(_ i: Int) -> Double {
      var value = 1.0
      for j in 0..<i { value *= share * Double(count - j) / Double(j + 1) }
      for _ in 0..<count - i { value *= 1 - share }
      return value
    }
    var below = 0.0
    var needed = 0
    while needed < count {
      below += probability(needed)
      if below > 0.001 { break }
      needed += 1
    }
    return max(1, needed)
  }

  /// The pairs of ranks in `keepOrder` to compare.
  func pairs<Failure: Error>(
    keepOrder: [RecordIndex], workers: Int, texts: ([RecordIndex]) throws(Failure) -> TextBatch
  ) throws(Failure) -> RankedPairs {
    var entries: [ProbeTable.Entry] = []
    var isCut = [Bool](repeating: false, count: keepOrder.count)
    try forEachBlock(keepOrder, workers: workers, texts) {
      probes(of: $0, $1)
    } take: {
      entries += $0
    }
    let table = ProbeTable(entries, ownerLimit: Self.ownerLimit)
    let needed = neededCounts(of: table, &isCut)
    var keyed: [UInt64] = []
    try forEachBlock(keepOrder, workers: workers, texts) {
      partners(of: $0, $1, table, needed)
    } take: { partners in
      for partner in partners {
        keyed += partner.keyed
        if let rank = partner.cutRank { isCut[Int(rank)] = true }
      }
    }
    return RankedPairs(keyed, isCut: isCut)
  }

  /// How many probes of each text must be found; 0 for one that has none to look for.
  private func neededCounts(of table: ProbeTable, _ isCut: inout [Bool]) -> [UInt8] {
    var probeCounts = [UInt8](repeating: 0, count: isCut.count)
    for rank in table.droppedRanks { isCut[Int(rank)] = true }
    for entry in table.entries {
      probeCounts[Int(entry.rank)] += 1
      isCut[Int(entry.rank)] = false
    }
    return probeCounts.map { $0 == 0 ? 0 : UInt8(neededCounts[Int($0)]) }
  }

  /// Reads the texts block by block, makes something of the shingles of each on any thread, and takes
  /// the results in order.
  private func forEachBlock<Part: Sendable, Failure: Error>(
    _ keepOrder: [RecordIndex], workers: Int,
    _ texts: ([RecordIndex]) throws(Failure) -> TextBatch,
    map: @Sendable (borrowing ShingleBuffer, UInt32) -> [Part], take: ([Part]) -> Void
  ) throws(Failure) {
    let hasher = ShingleHasher(width: width)
    for start in stride(from: 0, to: keepOrder.count, by: Self.blockCount) {
      let block = start..<min(keepOrder.count, start + Self.blockCount)
      let batch = try texts(Array(keepOrder[block]))
      let parts = Parallel.mapChunks(of: block.count, chunkSize: 128, workers: workers) { range in
        var folded = FoldedText()
        var shingles = ShingleBuffer()
        let folder = WordFolder(folding)
        return range.flatMap { i in
          batch.withText(i) { folder.fold($0, into: &folded) }
          hasher.hash(folded, into: &shingles)
          return map(shingles, UInt32(start + i))
        }
      }
      for part in parts { take(part) }
    }
  }

  /// The probes of a text: its least shingles, each once.
  private func probes(of shingles: borrowing ShingleBuffer, _ rank: UInt32) -> [ProbeTable.Entry] {
    shingles.withHashes { hashes in
      var least: [UInt64] = []
      for i in hashes.indices {
        let hash = hashes[i]
        if least.count == Self.probeCount, hash >= least[Self.probeCount - 1] { continue }
        guard let place = least.firstIndex(where: { $0 >= hash }) else {
          least.append(hash)
          continue
        }
        if least[place] == hash { continue }
        least.insert(hash, at: place)
        if least.count > Self.probeCount { least.removeLast() }
      }
      return least.map { ProbeTable.Entry(hash: $0, rank: rank) }
    }
  }

  /// A text's partners, as `RankedPairs` takes them.
  private struct Partners: Sendable {
    var keyed: [UInt64] = []
    /// The text, where it has more.
    var cutRank: UInt32?
  }

  /// The texts of which enough probes stand among the shingles of text `rank`.
  private func partners(
    of shingles: borrowing ShingleBuffer, _ rank: UInt32, _ table: ProbeTable, _ needed: [UInt8]
  ) -> [Partners] {
    var partners = Partners()
    let others = owners(of: shingles, table)
    var start = 0
    while start < others.count {
      var end = start + 1
      while end < others.count, others[end] == others[start] { end += 1 }
      let other = others[start]
      if other != rank, end - start >= Int(needed[Int(other)]) {
        if partners.keyed.count == Self.partnerLimit {
          partners.cutRank = rank
          break
        }
        partners.keyed.append(UInt64(max(rank, other)) &<< 32 | UInt64(min(rank, other)))
      }
      start = end
    }
    return partners.keyed.isEmpty ? [] : [partners]
  }

  /// The texts that name a shingle of the text as a probe, each once for each probe, ascending.
  private func owners(of shingles: borrowing ShingleBuffer, _ table: ProbeTable) -> [UInt32] {
    var found: [(hash: UInt64, owners: ArraySlice<ProbeTable.Entry>)] = []
    shingles.withHashes { hashes in
      for i in hashes.indices {
        let owners = table.owners(of: hashes[i])
        if !owners.isEmpty { found.append((hashes[i], owners)) }
      }
    }
    found.sort { $0.hash < $1.hash }
    var ranks: [UInt32] = []
    for i in found.indices where i == 0 || found[i].hash != found[i - 1].hash {
      for owner in found[i].owners { ranks.append(owner.rank) }
    }
    ranks.sort()
    return ranks
  }
}
