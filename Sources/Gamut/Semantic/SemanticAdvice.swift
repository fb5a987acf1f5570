// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import GamutReport

/// What a semantic stage would remove at one threshold or another, and which one the data advise.
struct SemanticAdvice: Hashable, Sendable {
  /// One bin of nearest-neighbour cosines.
  struct Bin: Hashable, Sendable {
    let low: Double
    let high: Double
    let rowCount: Int
    /// What a threshold at `low` removes; nil for the first bin.
    let removed: SemanticThresholds.Removed?
    /// Pairs of records.
    let examples: [NeighborBins.Pair]
  }

  let bins: [Bin]
  let advised: Double?
  let removedAtAdvised: SemanticThresholds.Removed?
  let reason: String
  let rowCount: Int
  let countedRowCount: Int

  /// Pairs shown of a bin.
  private static let exampleCount = 3
  /// With more rows that have a neighbour, a threshold's removals are bounded, not counted: counting
  /// compares each with all that are kept.
  private static let countedLimit = 20_000

  /// Weighs the neighbours of rows that take part in a semantic stage.
  ///
  /// - Parameters:
  ///   - neighbors: of the rows of `anchors`, or of a sample of them.
  ///   - anchors: the same rows.
  ///   - labels: the cluster of each row, over which examples are spread; empty for none.
  ///   - records: the record of each row.
  init(
    neighbors: RowNeighbors, anchors: AnchorRows, labels: [Int], records: [RecordIndex]
  ) {
    let total = anchors.rows.rowCount
    let isWhole = neighbors.rows.count == total
    rowCount = total - anchors.referenceCount
    // Records compared with are not records of the set: they are neighbours, and not counted.
    var isReference = [Bool](repeating: false, count: total)
    for row in anchors.keepOrder[..<anchors.referenceCount] { isReference[Int(row)] = true }
    let places = neighbors.rows.indices.filter { !isReference[neighbors.rows[$0]] }
    countedRowCount = places.count
    let (counted, whole) = (countedRowCount, rowCount)
    func projected(_ count: Int) -> Int {
      isWhole || counted == 0
        ? count : Int((Double(count) * Double(whole) / Double(counted)).rounded())
    }
    let nearest = neighbors.nearestCosines
    // As records with copies are many where others are counted at most, what differs may be few.
    let rest = isWhole && counted <= Self.countedLimit ? nil : anchors.withoutCopies()
    let distinct = rest.flatMap { $0.anchors.rows.rowCount <= Self.countedLimit ? $0 : nil }
    // Of records that compare with each other alone, one stays at least.
    let most = anchors.referenceCount > 0 ? whole : max(0, whole - 1)
    func removed(at threshold: Double) -> SemanticThresholds.Removed {
      if let distinct {
        let all = [Bool](repeating: true, count: distinct.anchors.rows.rowCount)
        return .exactly(
          distinct.copyCount
            + distinct.anchors.removalCount(threshold: threshold, hasNeighbor: all))
      }
      guard isWhole else {
        return .aboutAtMost(min(most, projected(places.count { nearest[$0] >= threshold })))
      }
      let hasNeighbor = nearest.map { $0 >= threshold }
      let count = places.count { hasNeighbor[$0] }
      guard count <= Self.countedLimit else { return .atMost(min(most, count)) }
      return .exactly(anchors.removalCount(threshold: threshold, hasNeighbor: hasNeighbor))
    }
    let pairs = neighbors.count == 0 ? [] : neighbors.nearestPairs
    let sorted = NeighborBins(
      pairs: pairs.isEmpty ? [] : places.map { pairs[$0] }, labels: labels,
      exampleCount: Self.exampleCount)
    bins = sorted.bins.enumerated().map { index, bin in
      Bin(
        low: bin.low, high: bin.high, rowCount: projected(bin.rowCount),
        removed: index == 0 ? nil : pairs.isEmpty ? .exactly(0) : removed(at: bin.low),
        examples: bin.examples.map {
          NeighborBins.Pair(
            records[Int($0.a)], records[Int($0.b)], similarity: $0.similarity)
        })
    }
    let k = neighbors.count
    let excess = NeighborExcess(
      cosines: k < NeighborExcess.neighborCount
        ? [] : places.flatMap { neighbors.cosines[$0 * k..<($0 + 1) * k] })
    advised = excess.advised
    removedAtAdvised = excess.advised.map(removed(at:))
    reason = SemanticThresholds.reason(
      rows: rowCount, advised: excess.advised,
      point: excess.advised.flatMap { advised in
        excess.points.first { $0.threshold == advised }
      }.map { (projected($0.rowCount), $0.chanceShare) },
      lack: Self.lack(
        nearest: pairs.isEmpty ? [] : places.map { nearest[$0] }, excess: excess),
      least: NeighborExcess.leastRowCount, limit: NeighborExcess.chanceShare)
  }

  /// Why no threshold is advised.
  ///
  /// - Parameter nearest: the cosine of each record that counts to its nearest other.
  private static func lack(nearest: [Double], excess: NeighborExcess) -> SemanticThresholds.Lack {
    // Texts that differ at all are seldom as near as the highest threshold that is tried.
    let copies = NeighborExcess.thresholds.last.map { top in nearest.count { $0 >= top } } ?? 0
    if copies > 0, copies * 2 >= nearest.count {
      return .repeats(share: Double(copies) / Double(nearest.count))
    }
    let hasNeighbors = excess.points.contains { $0.rowCount >= NeighborExcess.leastRowCount }
    return hasNeighbors ? .noneApart : .fewNeighbours
  }

  /// The section of a report, with the texts that `texts` gives for records.
  func section(_ texts: ([RecordIndex]) -> [PlacedText]) -> SemanticThresholds {
    let shown = bins.map { bin in
      let placed = texts(bin.examples.flatMap { [$0.a, $0.b] })
      return SemanticThresholds.Bin(
        low: bin.low, high: bin.high, rows: bin.rowCount, removed: bin.removed,
        examples: bin.examples.enumerated().map { i, pair in
          SemanticThresholds.Pair(
            similarity: pair.similarity, a: placed[2 * i], b: placed[2 * i + 1])
        })
    }
    return SemanticThresholds(
      bins: shown, advised: advised, removedAtAdvised: removedAtAdvised, reason: reason,
      rows: rowCount, countedRows: countedRowCount)
  }
}
