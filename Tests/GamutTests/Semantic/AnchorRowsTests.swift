// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutReport
import GamutSimilarity
import Testing

@testable import Gamut

@Suite struct AnchorRowsTests {
  /// `count` rows of `kinds` different ones, spread over a circle.
  private func rows(_ count: Int, kinds: Int) -> Matrix {
    Matrix(
      rowCount: count, columnCount: 2,
      elements: (0..<count).flatMap { i -> [Float] in
        let x = Float((i * 7) % kinds) / Float(kinds)
        return [x, (1 - x * x).squareRoot()]
      })
  }

  @Test(arguments: [0.7, 0.95, 0.999]) func `what goes is the same by different rows alone`(
    threshold: Double
  ) throws {
    let anchors = AnchorRows(rows(500, kinds: 40), workers: 1)
    let all = anchors.removalCount(
      threshold: threshold, hasNeighbor: [Bool](repeating: true, count: 500))
    let (distinct, copyCount) = try #require(anchors.withoutCopies())
    #expect(distinct.rows.rowCount == 40 && copyCount == 460)
    let ofDistinct = distinct.removalCount(
      threshold: threshold, hasNeighbor: [Bool](repeating: true, count: 40))
    #expect(copyCount + ofDistinct == all)
  }

  @Test func `a set of many copies of few rows is counted whole, and something stays`() throws {
    let rows = rows(20_500, kinds: 40)
    let anchors = AnchorRows(rows, workers: 2)
    let advice = SemanticAdvice(
      neighbors: RowNeighbors(of: rows, sampleAbove: 1_000, seed: 1, workers: 2), anchors: anchors,
      labels: [], records: (0..<20_500).map { RecordIndex($0) })
    for bin in advice.bins.dropFirst() {
      guard case .exactly(let count) = bin.removed else {
        Issue.record("\(bin.low) is not counted")
        continue
      }
      #expect(count >= 20_460 && count < 20_500)
    }
    #expect(advice.advised == nil && advice.reason.contains("repeat another"))
  }
}
