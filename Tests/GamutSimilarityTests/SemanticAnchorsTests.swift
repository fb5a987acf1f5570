// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutSimilarity
import Testing

/// The rule as it is written, in Double, one row after the other.
private func naiveRemovals(
  _ rows: Matrix, order: [RecordIndex], threshold: Double, referenceCount: Int,
  stoodFor: [[RecordIndex]], excluded: [Bool]
) -> [SemanticAnchors.Removal?] {
  var removals = [SemanticAnchors.Removal?](repeating: nil, count: rows.rowCount)
  var kept: [RecordIndex] = []
  for (place, row) in order.enumerated() where excluded.isEmpty || !excluded[Int(row)] {
    if place >= referenceCount {
      for keeper in kept {
        let own = naiveCosine(rows, Int(row), rows, Int(keeper))
        let others = stoodFor.isEmpty ? [] : stoodFor[Int(row)]
        if own >= threshold,
          others.allSatisfy({
            naiveCosine(rows, Int($0), rows, Int(keeper)) >= threshold
          })
        {
          removals[Int(row)] = .init(keeper: keeper, similarity: own)
          break
        }
      }
    }
    if removals[Int(row)] == nil { kept.append(row) }
  }
  return removals
}

@Suite struct SemanticAnchorsTests {
  @Test(arguments: [2, 8, 130, 384], [BoundArithmetic.floats, nil])
  func `equal rows reach a threshold of 1, whatever their rounding`(
    columnCount: Int, arithmetic: BoundArithmetic?
  ) {
    let some = clusteredRows(150, columnCount, seed: 31, spread: 9)
    let half = some.selectingRows(
      (0..<150).filter { some.exactRowProduct($0, with: some, row: $0) > 0 })
    let count = half.rowCount
    let rows = half.appendingRows(of: half)
    var options = ThresholdJoin.Options()
    options.arithmetic = arithmetic
    let pairs = ThresholdJoin(within: rows, threshold: 1, options: options, workers: 2)
      .answer().pairs
    #expect(pairs == naivePairs(within: rows, threshold: 1))
    for i in 0..<count {
      #expect(pairs.contains(SimilarPair(a: UInt32(i), b: UInt32(i + count), similarity: 1)))
    }
    let anchors = SemanticAnchors(
      of: rows, keepOrder: (0..<2 * count).map(RecordIndex.init), threshold: 1, options: options,
      workers: 2)
    #expect(anchors.removals[count...].allSatisfy { $0 != nil })
    // Some of their products lie below 1.
    let products = (0..<count).map { half.exactRowProduct($0, with: half, row: $0) }
    #expect(columnCount == 2 || products.contains { $0 < 1 })
  }

  @Test func `a chain removes only direct matches of kept rows`() {
    // Neighbours 10° apart in a plane: at cosine ≥ cos 15°, row 1 falls to row 0, row 2 stays.
    let rows = Matrix(
      rowCount: 4, columnCount: 2,
      elements: [1, 0, 0.98480775, 0.17364818, 0.9396926, 0.34202014, 0.8660254, 0.5])
    let anchors = SemanticAnchors(of: rows, keepOrder: [0, 1, 2, 3], threshold: 0.966, workers: 1)
    #expect(anchors.removals.map { $0?.keeper } == [nil, 0, nil, 2])
    let reversed = SemanticAnchors(of: rows, keepOrder: [3, 2, 1, 0], threshold: 0.966, workers: 1)
    #expect(reversed.removals.map { $0?.keeper } == [1, nil, 3, nil])
  }

  @Test func `a row stays when one it stands for does not reach the keeper`() {
    // Row 1 stands for row 3, which is too far from row 0 but near enough to row 2.
    let rows = Matrix(
      rowCount: 4, columnCount: 2,
      elements: [1, 0, 0.98480775, 0.17364818, 0.9961947, 0.087155744, 0.9396926, 0.34202014])
    let stoodFor: [[RecordIndex]] = [[], [3], [], []]
    let anchors = SemanticAnchors(
      of: rows, keepOrder: [0, 1, 2, 3], threshold: 0.966, stoodFor: stoodFor,
      excluded: [false, false, false, true], workers: 1)
    #expect(anchors.removals.map { $0?.keeper } == [nil, nil, 0, nil])
  }

  @Test func `references stay and are not compared with each other`() {
    let rows = Matrix(rowCount: 4, columnCount: 1, elements: [1, 1, 1, 1])
    let anchors = SemanticAnchors(
      of: rows, keepOrder: [2, 1, 0, 3], threshold: 0.9, referenceCount: 2, workers: 1)
    #expect(anchors.removals.map { $0?.keeper } == [2, nil, nil, 2])
    #expect(anchors.statistics.pairCount == 2)
  }

  @Test(arguments: [(0.3, nil), (0.7, 3), (0.9, 5), (0.97, nil)] as [(Double, Int?)])
  func `removals equal the rule as written, for any number of workers`(
    threshold: Double, prefix: Int?
  ) {
    let rows = clusteredRows(700, 12, seed: 31)
    var random = SeededRandom(seed: 32)
    let order = random.permutation(of: 700).map(RecordIndex.init)
    var stoodFor = [[RecordIndex]](repeating: [], count: 700)
    var excluded = [Bool](repeating: false, count: 700)
    for _ in 0..<150 {
      let other = random.next(below: 700)
      excluded[other] = true
      stoodFor[random.next(below: 700)].append(RecordIndex(other))
    }
    let expected = naiveRemovals(
      rows, order: order, threshold: threshold, referenceCount: 37, stoodFor: stoodFor,
      excluded: excluded)
    var options = ThresholdJoin.Options()
    options.prefixColumnCount = prefix
    for (workers, arithmetic) in [
      (1, nil), (2, .floats), (3, nil), (1, .bytes), (2, .bytes),
    ] as [(Int, BoundArithmetic?)] where arithmetic?.isSupported ?? true {
      options.arithmetic = arithmetic
      let anchors = SemanticAnchors(
        of: rows, keepOrder: order, threshold: threshold, referenceCount: 37, stoodFor: stoodFor,
        excluded: excluded, options: options, workers: workers)
      #expect(anchors.removals == expected)
    }
    #expect(expected.contains { $0 != nil })
  }

  @Test(arguments: [0.9, 0.9999])
  func `more kept rows than a tile of either arithmetic holds`(threshold: Double) {
    let rows = clusteredRows(3_000, 10, seed: 33, spread: 0.3)
    let order = (0..<3_000).map(RecordIndex.init)
    let removals = [BoundArithmetic.floats, .bytes].filter(\.isSupported).map { arithmetic in
      var options = ThresholdJoin.Options()
      options.arithmetic = arithmetic
      options.prefixColumnCount = 4
      return SemanticAnchors(
        of: rows, keepOrder: order, threshold: threshold, options: options, workers: 2
      ).removals
    }
    #expect(removals.allSatisfy { $0 == removals[0] })
    #expect(removals[0].count { $0 == nil } > (threshold > 0.95 ? 2_048 : 100))
    for (row, removal) in removals[0].enumerated() {
      guard let removal else { continue }
      let keeper = Int(removal.keeper)
      #expect(keeper < row && removals[0][keeper] == nil)
      #expect(rows.exactRowProduct(row, with: rows, row: keeper) >= threshold)
    }
  }

  @Test func `equal rows cost one comparison each beyond the first wave`() {
    let rows = Matrix(
      rowCount: 5_000, columnCount: 2,
      elements: Array([[Float]](repeating: [0.6, 0.8], count: 5_000).joined()))
    let anchors = SemanticAnchors(
      of: rows, keepOrder: (0..<5_000).map(RecordIndex.init), threshold: 0.95, workers: 2)
    #expect(anchors.removals[0] == nil)
    #expect(anchors.removals.dropFirst().allSatisfy { $0?.keeper == 0 })
    #expect(anchors.statistics.scoredPairCount == 4_999)
    #expect(anchors.statistics.comparedPairCount <= 256 * 255 / 2 + 5_000)
  }

  @Test func `no rows and one row`() {
    let none = Matrix(rowCount: 0, columnCount: 3)
    #expect(
      SemanticAnchors(of: none, keepOrder: [], threshold: 0.9, workers: 1).removals.isEmpty)
    let one = Matrix(rowCount: 1, columnCount: 1, elements: [1])
    #expect(SemanticAnchors(of: one, keepOrder: [0], threshold: 0.9, workers: 1).removals == [nil])
  }
}
