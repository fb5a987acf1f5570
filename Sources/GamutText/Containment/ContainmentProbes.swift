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
/// It reads all texts twice more and takes 16 bytes a probe. A probe that many texts name counts for
/// the first `ownerLimit` of them alone, and a text has at most `partnerLimit` partners; texts that
/// were cut so are counted.
///
/// > Source: the sample is the bottom-k sketch of A. Broder, *On the resemblance and containment of
/// > documents*, 1997, doi:10.1109/SEQUEN.1997.666900, looked up in whole sets instead of sketches.
struct ContainmentProbes: Sendable {
  let width: ShingleWidth
  /// How many probes must be found of a text that names 0, 1, …, `probeCount`.
  let neededCounts: [Int]

  static let probeCount = 16
  private static let ownerLimit = 1024
  private static let partnerLimit = 1024
  /// How many texts are read at once.
  private static let blockCount = 4096

  /// Chooses what must be found for a containment of 0…1.
  init(width: ShingleWidth, containment: Double) {
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
    var probeCounts = [UInt8](repeating: 0, count: keepOrder.count)
    try forEachBlock(keepOrder, workers: workers, texts) {
      probes(of: $0, $1)
    } take: { probes in
      entries += probes
      for probe in probes { probeCounts[Int(probe.rank)] += 1 }
    }
    let needed = probeCounts.map { UInt8(neededCounts[Int($0)]) }
    let table = ProbeTable(entries)
    var keyed: [UInt64] = []
    var cutCount = 0
    try forEachBlock(keepOrder, workers: workers, texts) {
      partners(of: $0, $1, table, needed)
    } take: { partners in
      for partner in partners { keyed += partner.keyed }
      cutCount += partners.count { $0.isCut }
    }
    return RankedPairs(keyed, count: keepOrder.count, cutCount: cutCount)
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
        let folder = WordFolder()
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
    var isCut = false
  }

  /// The texts of which enough probes stand among the shingles of text `rank`.
  private func partners(
    of shingles: borrowing ShingleBuffer, _ rank: UInt32, _ table: ProbeTable, _ needed: [UInt8]
  ) -> [Partners] {
    var partners = Partners()
    let others = owners(of: shingles, table, isCut: &partners.isCut)
    var start = 0
    while start < others.count {
      var end = start + 1
      while end < others.count, others[end] == others[start] { end += 1 }
      let other = others[start]
      if other != rank, end - start >= Int(needed[Int(other)]) {
        if partners.keyed.count == Self.partnerLimit {
          partners.isCut = true
          break
        }
        partners.keyed.append(UInt64(max(rank, other)) &<< 32 | UInt64(min(rank, other)))
      }
      start = end
    }
    return partners.keyed.isEmpty && !partners.isCut ? [] : [partners]
  }

  /// The texts that name a shingle of the text as a probe, each once for each probe, ascending.
  private func owners(
    of shingles: borrowing ShingleBuffer, _ table: ProbeTable, isCut: inout Bool
  ) -> [UInt32] {
    var found: [(hash: UInt64, owners: ArraySlice<ProbeTable.Entry>)] = []
    shingles.withHashes { hashes in
      for i in hashes.indices {
        let owners = table.owners(of: hashes[i], limit: Self.ownerLimit + 1)
        if !owners.isEmpty { found.append((hashes[i], owners)) }
      }
    }
    found.sort { $0.hash < $1.hash }
    var ranks: [UInt32] = []
    for i in found.indices where i == 0 || found[i].hash != found[i - 1].hash {
      if found[i].owners.count > Self.ownerLimit { isCut = true }
      for owner in found[i].owners.prefix(Self.ownerLimit) { ranks.append(owner.rank) }
    }
    ranks.sort()
    return ranks
  }
}
