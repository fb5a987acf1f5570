// SPDX-License-Identifier: Apache-2.0

package import GamutCore
package import GamutLinear

/// Which rows repeat the meaning of a row kept before them: anchors in keep order.
///
/// Rows are taken in keep order. A row is removed if a row kept before it reaches the threshold with
/// it and with every row it stands for; its keeper is the first such row. So every removal is a
/// direct match to a row that stays, and nothing is removed through a chain.
///
/// Only kept rows are compared with, so a million rows of one text cost a million comparisons. Exact:
/// the bound of `ThresholdJoin`, and inner products in `Double`, in index order, that decide; the same
/// for any number of workers.
package struct SemanticAnchors: Sendable {
  /// Why a row is not kept.
  package struct Removal: Hashable, Sendable {
    /// The row that stands for it, which is kept.
    package let keeper: RecordIndex
    /// Their cosine, −1…1, at least the threshold.
    package let similarity: Double

    /// Makes a removal as given.
    package init(keeper: RecordIndex, similarity: Double) {
      self.keeper = keeper
      self.similarity = similarity
    }
  }

  /// Given two rows and their cosine, their similarity if one repeats the other.
  package typealias Agreement = @Sendable (RecordIndex, RecordIndex, Double) -> Double?

  /// For each row its removal; nil where it is kept.
  package let removals: [Removal?]
  /// How many comparisons there were, p as in `ThresholdJoin`, and how many of them were computed in
  /// full; `pairCount` counts the removals.
  package let statistics: ThresholdJoin.Statistics

  /// Finds the removals among `rows`, which should have norm 1.
  ///
  /// - Parameters:
  ///   - keepOrder: every row once, the first to keep first.
  ///   - threshold: the inclusive cosine from which a row repeats another.
  ///   - referenceCount: how many leading rows of `keepOrder` are references: never removed, nor
  ///     compared with each other.
  ///   - stoodFor: for each row the rows it stands for, which must reach the threshold with its
  ///     keeper too, or it stays; empty for no such rows at all.
  ///   - agreement: what else two rows that reach the threshold must have in common; given their
  ///     cosine it returns their similarity, nil where they are not repeats. Called on any thread.
  ///   - excluded: rows that take no part: they are kept and keep nothing (those removed before, and
  ///     empty ones). Empty for none, otherwise one per row.
  /// - Complexity: O(n·m·p) for m kept rows and a prefix of p columns; (n + m)·(p + 1) floats or 2·(n
  ///   + m)·p bytes.
  package init(
    of rows: Matrix, keepOrder: [RecordIndex], threshold: Double, referenceCount: Int = 0,
    stoodFor: [[RecordIndex]] = [], excluded: [Bool] = [],
    agreement: Agreement? = nil, options: ThresholdJoin.Options = ThresholdJoin.Options(),
    workers: Int
  ) {
    let n = rows.rowCount
    precondition(keepOrder.count == n, "\(keepOrder.count) places for \(n) rows")
    precondition((0...n).contains(referenceCount), "\(referenceCount) references of \(n) rows")
    precondition(stoodFor.isEmpty || stoodFor.count == n, "\(stoodFor.count) lists for \(n) rows")
    precondition(excluded.isEmpty || excluded.count == n, "\(excluded.count) marks for \(n) rows")
    precondition(threshold.isFinite && workers > 0, "threshold \(threshold), workers \(workers)")
    var search = AnchorSearch(
      rows: rows, threshold: threshold, stoodFor: stoodFor, agreement: agreement,
      options: options, workers: workers)
    for (place, row) in keepOrder.enumerated() where excluded.isEmpty || !excluded[Int(row)] {
      if place < referenceCount { search.keep(row) } else { search.waiting.append(row) }
    }
    search.run()
    removals = search.removals
    statistics = search.statistics
  }
}

/// The state of the scan: rows kept so far, as a growing matrix of bounds.
private struct AnchorSearch {
  let exact: ExactProducts
  let bounds: BoundedRows
  let threshold: Double
  /// What a product must reach for its cosine to reach the threshold.
  private let productLimit: Float
  let stoodFor: [[RecordIndex]]
  let agreement: SemanticAnchors.Agreement?
  let workers: Int
  let floatLimit: Float
  var waiting: [RecordIndex] = []
  var kept: [RecordIndex] = []
  /// The bounds of `kept` in their order, in full tiles, so that growing copies nothing.
  var keptTiles: [BoundedRows] = []
  var removals: [SemanticAnchors.Removal?]
  var statistics = ThresholdJoin.Statistics()
  private let tileRowCount: Int

  init(
    rows: Matrix, threshold: Double, stoodFor: [[RecordIndex]],
    agreement: SemanticAnchors.Agreement?, options: ThresholdJoin.Options, workers: Int
  ) {
    exact = ExactProducts(left: rows, right: rows)
    let limit = ExactProducts.productLimit(ofCosine: threshold)
    bounds =
      BoundedRows.pair(
        rows, nil, prefix: options.prefixColumnCount,
        arithmetic: options.arithmetic ?? .fastest(columnCount: rows.columnCount), workers: workers,
        threshold: { _ in limit }
      ).left
    tileRowCount = BoundScan.columnCount(of: bounds)
    self.threshold = threshold
    self.stoodFor = stoodFor
    self.agreement = agreement
    self.workers = workers
    let norm = bounds.largestNorm
    productLimit = Float(roundedDown: limit)
    floatLimit = Float(
      roundedDown: limit - ExactProducts.floatError(columnCount: rows.columnCount) * norm * norm)
    removals = [SemanticAnchors.Removal?](repeating: nil, count: rows.rowCount)
    statistics.prefixColumnCount = bounds.prefix
  }

  mutating func keep(_ row: RecordIndex) {
    kept.append(row)
    if kept.count % tileRowCount == 0 { keptTiles.append(selecting(kept.suffix(tileRowCount))) }
  }

  private func selecting(_ rows: some Collection<RecordIndex>) -> BoundedRows {
    bounds.selecting(rows.map(Int.init))
  }

  /// Waves grow from 256 rows to 4,096: rows of a wave are compared with all kept before it, what
  /// is left with each other, in full only once.
  mutating func run() {
    var next = 0
    var size = Tile.rowCount
    while next < waiting.count {
      let wave = Array(waiting[next..<min(waiting.count, next + size)])
      next += wave.count
      size = min(4_096, size * 2)
      let undecided = removeByKept(wave)
      resolve(undecided)
    }
    statistics.pairCount = removals.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
  }

  /// Removes the rows of `wave` that a kept row stands for and returns the others.
  private mutating func removeByKept(_ wave: [RecordIndex]) -> [RecordIndex] {
    guard !kept.isEmpty else { return wave }
    let state = self
    let tiles = keptTiles + [selecting(kept.suffix(kept.count % tileRowCount))]
    let parts = Parallel.mapChunks(
      of: wave.count, chunkSize: Tile.rowCount, workers: workers
    ) { state.searchKept(tiles, for: Array(wave[$0])) }
    var undecided: [RecordIndex] = []
    var place = 0
    for part in parts {
      statistics.comparedPairCount += part.compared
      statistics.scoredPairCount += part.scored
      for removal in part.removals {
        if removal == nil { undecided.append(wave[place]) }
        removals[Int(wave[place])] = removal
        place += 1
      }
    }
    return undecided
  }

  private typealias Part = (removals: [SemanticAnchors.Removal?], compared: Int, scored: Int)

  private func searchKept(_ tiles: [BoundedRows], for rows: [RecordIndex]) -> Part {
    var part: Part = ([SemanticAnchors.Removal?](repeating: nil, count: rows.count), 0, 0)
    var scan = BoundScan(left: selecting(rows), right: tiles[0])
    let limits = [Float](repeating: productLimit, count: rows.count)
    var candidates: [UInt32] = []
    var open = rows.count
    for (index, tile) in tiles.enumerated() where open > 0 && tile.rowCount > 0 {
      let start = index * tileRowCount
      scan.turn(to: tile)
      scan.take(rows: 0..<rows.count, limits: limits)
      scan.multiply(columns: 0..<tile.rowCount)
      part.compared += open * tile.rowCount
      for i in rows.indices where part.removals[i] == nil {
        candidates.removeAll(keepingCapacity: true)
        scan.appendCandidates(at: i, from: 0, to: &candidates)
        part.removals[i] = removal(
          of: rows[i], among: candidates.lazy.map { kept[start + Int($0)] }, scored: &part.scored)
        if part.removals[i] != nil { open -= 1 }
      }
    }
    return part
  }

  /// The first of `candidates` that may stand for `row`.
  private func removal(
    of row: RecordIndex, among candidates: some Sequence<RecordIndex>, scored: inout Int
  ) -> SemanticAnchors.Removal? {
    for keeper in candidates {
      scored += 1
      if let similarity = similarityIfAllowed(row, keeper) {
        return SemanticAnchors.Removal(keeper: keeper, similarity: similarity)
      }
    }
    return nil
  }

  private func similarityIfAllowed(_ row: RecordIndex, _ keeper: RecordIndex) -> Double? {
    guard let similarity = similarityIfReached(row, keeper) else { return nil }
    if !stoodFor.isEmpty {
      for other in stoodFor[Int(row)] where similarityIfReached(other, keeper) == nil {
        return nil
      }
    }
    return similarity
  }

  private func similarityIfReached(_ a: RecordIndex, _ b: RecordIndex) -> Double? {
    guard exact.float(Int(a), Int(b)) >= floatLimit else { return nil }
    let cosine = exact.cosine(exact.double(Int(a), Int(b)), Int(a), Int(b))
    guard cosine >= threshold else { return nil }
    return if let agreement { agreement(a, b, cosine) } else { cosine }
  }

  /// Decides rows that no row kept before them stands for, among themselves and in their order.
  private mutating func resolve(_ undecided: [RecordIndex]) {
    guard !undecided.isEmpty else { return }
    let state = self
    let block = selecting(undecided)
    // Row i against those before it; who of them is kept is known only in order, so candidates are
    // listed by their bound here and scored below.
    let lists = Parallel.mapChunks(
      of: undecided.count, chunkSize: Tile.rowCount, workers: workers
    ) { state.earlierCandidates(in: block, rows: $0) }
    statistics.comparedPairCount += undecided.count * (undecided.count - 1) / 2
    var isKept = [Bool](repeating: false, count: undecided.count)
    for (i, candidates) in lists.joined().enumerated() {
      let row = undecided[i]
      let keepers = candidates.lazy.filter { isKept[Int($0)] }.map { undecided[Int($0)] }
      let found = removal(of: row, among: keepers, scored: &statistics.scoredPairCount)
      removals[Int(row)] = found
      if found == nil {
        isKept[i] = true
        keep(row)
      }
    }
  }

  private func earlierCandidates(in block: BoundedRows, rows: Range<Int>) -> [[UInt32]] {
    var lists = [[UInt32]](repeating: [], count: rows.count)
    var scan = BoundScan(left: block, right: block)
    let limits = [Float](repeating: productLimit, count: rows.count)
    scan.take(rows: rows, limits: limits)
    for start in stride(from: 0, to: rows.upperBound, by: tileRowCount) {
      scan.multiply(columns: start..<min(rows.upperBound, start + tileRowCount))
      for i in rows where i > start {
        let place = i - rows.lowerBound
        scan.appendCandidates(at: place, from: start, to: &lists[place])
        while let last = lists[place].last, last >= UInt32(i) { lists[place].removeLast() }
      }
    }
    return lists
  }
}
