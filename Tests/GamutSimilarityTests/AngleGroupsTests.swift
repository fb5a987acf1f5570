// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutSimilarity
import Testing

@Suite struct AngleGroupsTests {
  private func options(
    _ centerCount: Int?, _ arithmetic: BoundArithmetic? = nil
  ) -> ThresholdJoin.Options {
    var options = ThresholdJoin.Options()
    options.centerCount = centerCount
    options.arithmetic = arithmetic
    return options
  }

  private static let rows = clusteredRows(400, 12, seed: 61, spread: 0.3)
  private static let pairs = naivePairs(within: rows, threshold: 0)

  @Test(arguments: [0.3, 0.95, 1], [1, 4, 40])
  func `pairs of one set equal the definition`(threshold: Double, centerCount: Int) {
    let expected = Self.pairs.filter { $0.similarity >= threshold }
    for arithmetic in [BoundArithmetic.floats, .bytes] where arithmetic.isSupported {
      let answer = ThresholdJoin(
        within: Self.rows, threshold: threshold, options: options(centerCount, arithmetic),
        workers: 2
      ).answer()
      #expect(answer.pairs == expected)
      if threshold > 0.9, centerCount > 1 { #expect(answer.statistics.skippedShare > 0.2) }
      #expect(answer.statistics.skippedShare <= 1)
      #expect(answer.statistics.comparedPairCount == 400 * 399 / 2)
    }
  }

  @Test(arguments: [0.5, 0.9], [1, 7, 60])
  func `pairs of two sets equal the definition`(threshold: Double, centerCount: Int) {
    let left = clusteredRows(180, 12, seed: 61, spread: 0.3)
    let right = clusteredRows(310, 12, seed: 61, spread: 0.3)
    let expected = naivePairs(of: left, with: right, threshold: threshold)
    let reversed = expected.map(\.reversed).sorted()
    for (a, b, pairs) in [(left, right, expected), (right, left, reversed)] {
      let answer = ThresholdJoin(
        of: a, with: b, threshold: threshold, options: options(centerCount), workers: 2
      ).answer()
      #expect(answer.pairs == pairs && !pairs.isEmpty)
    }
  }

  @Test func `blocks come in order, the same for any number of workers`() {
    let plain = ThresholdJoin(
      within: Self.rows, threshold: 0.7, options: options(0), workers: 1
    ).answer()
    #expect(plain.statistics.skippedPairCount == 0)
    var first: ThresholdJoin.Statistics?
    for workers in [1, 2, 3] {
      var streamed: [SimilarPair] = []
      let statistics = ThresholdJoin(
        within: Self.rows, threshold: 0.7, options: options(9), workers: workers
      ).forEachBlock { streamed.append(contentsOf: $0) }
      #expect(streamed == plain.pairs)
      #expect(statistics == first ?? statistics)
      first = statistics
    }
  }

  @Test func `thresholds at the cosines of pairs, and one rounding beside`() {
    // All angles to the one centre differ from each other by exactly the angle of the pair.
    let degrees = [0, 10, 20, 35, 50, 85, 120, 180]
    var elements: [Float] = []
    for degree in degrees {
      let angle = Float(degree) * .pi / 180
      elements += [cosine(angle), cosine(angle - .pi / 2)]
    }
    var rows = Matrix(rowCount: degrees.count, columnCount: 2, elements: elements)
    _ = rows.normalizeRows()
    for pair in naivePairs(within: rows, threshold: -2) where pair.similarity > 0 {
      let product = rows.exactRowProduct(Int(pair.a), with: rows, row: Int(pair.b))
      for threshold in [product.nextDown, product, product.nextUp] {
        let expected = naivePairs(within: rows, threshold: threshold)
        for centerCount in 1...8 {
          let found = ThresholdJoin(
            within: rows, threshold: threshold, options: options(centerCount), workers: 1
          ).answer().pairs
          #expect(found == expected, "\(threshold), \(centerCount) centres")
        }
      }
    }
  }

  /// The Taylor series, enough for a Float within ±π.
  private func cosine(_ angle: Float) -> Float {
    let square = Double(angle) * Double(angle)
    var (sum, term) = (1.0, 1.0)
    for k in 1...16 {
      term *= -square / Double(2 * k * (2 * k - 1))
      sum += term
    }
    return Float(sum)
  }

  @Test func `equal, opposite and zero rows, and more centres than rows`() {
    let kinds: [[Float]] = [[0.6, 0.8, 0], [-0.6, -0.8, 0], [0, 0, 0], [0, 0, 1]]
    let elements = (0..<130).flatMap { kinds[$0 % 4] }
    let rows = Matrix(rowCount: 130, columnCount: 3, elements: elements)
    for threshold in [0.1, 0.999, 1, 1.001] {
      let expected = naivePairs(within: rows, threshold: threshold)
      for centerCount in [1, 3, 1_000] {
        let found = ThresholdJoin(
          within: rows, threshold: threshold, options: options(centerCount), workers: 2
        ).answer().pairs
        #expect(found == expected)
      }
    }
    let none = Matrix(rowCount: 0, columnCount: 3)
    #expect(
      ThresholdJoin(of: none, with: rows, threshold: 0.5, options: options(3), workers: 1)
        .answer().pairs.isEmpty)
    #expect(
      ThresholdJoin(of: rows, with: none, threshold: 0.5, options: options(3), workers: 1)
        .answer().pairs.isEmpty)
    let zero = Matrix(rowCount: 40, columnCount: 3)
    #expect(
      ThresholdJoin(within: zero, threshold: 0.5, options: options(2), workers: 1)
        .answer().pairs.isEmpty)
  }

  @Test func `rows of other norms and thresholds of at most 0 have no angles to go by`() {
    var rows = Self.rows
    for index in rows.elements.indices { rows.elements[index] *= Float(1 + index % 5) }
    let scaled = ThresholdJoin(within: rows, threshold: 3, options: options(9), workers: 2).answer()
    #expect(scaled.pairs == naivePairs(within: rows, threshold: 3))
    #expect(scaled.statistics.skippedPairCount == 0)
    let low = ThresholdJoin(within: Self.rows, threshold: 0, options: options(9), workers: 2)
      .answer()
    #expect(low.pairs == Self.pairs && low.statistics.skippedPairCount == 0)
  }
}

extension SimilarPair {
  /// The pair seen from the other set.
  fileprivate var reversed: SimilarPair { SimilarPair(a: b, b: a, similarity: similarity) }
}
