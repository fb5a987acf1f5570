// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutLinear
import GamutSimilarity
import GamutTestSupport
import Testing

@Suite struct ThresholdJoinTests {
  private func options(_ prefix: Int?) -> ThresholdJoin.Options {
    var options = ThresholdJoin.Options()
    options.prefixColumnCount = prefix
    return options
  }

  @Test func `three rows by hand`() {
    // 0·1 = .6, 0·2 = 0, 1·2 = .8.
    let rows = Matrix(rowCount: 3, columnCount: 2, elements: [1, 0, 0.6, 0.8, 0, 1])
    let pairs = ThresholdJoin(within: rows, threshold: 0.7, workers: 1).answer().pairs
    #expect(pairs.map(\.a) == [1] && pairs.map(\.b) == [2])
    #expect(abs(pairs[0].similarity - 0.8) < 1e-7)
    #expect(ThresholdJoin(within: rows, threshold: 0, workers: 1).answer().pairs.count == 3)
  }

  @Test(arguments: [0, 1, 2, 3], [1, 2, 5])
  func `tiny sets equal the definition at every threshold`(n: Int, d: Int) {
    // Every matrix with elements −1, 0, 1, as far as there are at most 6 elements.
    let count = n * d
    guard count <= 6 else { return }
    var total = 1
    for _ in 0..<count { total *= 3 }
    for code in 0..<total {
      var rest = code
      var elements: [Float] = []
      for _ in 0..<count {
        elements.append(Float(rest % 3 - 1))
        rest /= 3
      }
      var rows = Matrix(rowCount: n, columnCount: d, elements: elements)
      _ = rows.normalizeRows()
      for threshold in [-1.0, -0.5, 0, 0.5, 1] {
        let expected = naivePairs(within: rows, threshold: threshold)
        for prefix in [nil, 0, 1] {
          let answer = ThresholdJoin(
            within: rows, threshold: threshold, options: options(prefix), workers: 1
          ).answer()
          #expect(answer.pairs == expected)
        }
      }
    }
  }

  @Test(arguments: [0.3, 0.9, 0.99], [nil, 1, 7, 16] as [Int?])
  func `floats and bytes bound to the same pairs`(threshold: Double, prefix: Int?) {
    // More rows than a block of either has columns.
    let left = clusteredRows(40, 16, seed: 29)
    let right = clusteredRows(2_150, 16, seed: 29)
    let expected = naivePairs(of: left, with: right, threshold: threshold)
    var within: [[SimilarPair]] = []
    for arithmetic in [BoundArithmetic.floats, .bytes] where arithmetic.isSupported {
      var options = options(prefix)
      options.arithmetic = arithmetic
      let between = ThresholdJoin(
        of: left, with: right, threshold: threshold, options: options, workers: 2
      ).answer()
      #expect(between.pairs == expected)
      #expect(between.statistics.scoredPairCount >= between.pairs.count)
      within.append(
        ThresholdJoin(within: right, threshold: threshold, options: options, workers: 2)
          .answer().pairs)
    }
    #expect(within.allSatisfy { $0 == within[0] && !$0.isEmpty })
  }

  private static let randomRows = clusteredRows(300, 40, seed: 21)
  private static let randomPairs = naivePairs(within: randomRows, threshold: -2)

  @Test(arguments: [-0.2, 0, 0.5, 0.8, 0.95, 1], [nil, 3, 16, 100] as [Int?])
  func `random sets equal the definition with any prefix`(threshold: Double, prefix: Int?) {
    let expected = Self.randomPairs.filter { $0.similarity >= threshold }
    let answer = ThresholdJoin(
      within: Self.randomRows, threshold: threshold, options: options(prefix), workers: 2
    ).answer()
    #expect(answer.pairs == expected)
    #expect(answer.statistics.comparedPairCount == 300 * 299 / 2)
    #expect(answer.statistics.pairCount == expected.count)
    #expect(answer.statistics.scoredPairCount >= expected.count)
    #expect(answer.statistics.prefixColumnCount == min(prefix ?? 40, 40))
  }

  @Test(arguments: [nil, 8] as [Int?])
  func `two sets equal the definition`(prefix: Int?) {
    let left = clusteredRows(290, 24, seed: 22)
    let right = clusteredRows(530, 24, seed: 22)
    let answer = ThresholdJoin(
      of: left, with: right, threshold: 0.85, options: options(prefix), workers: 2
    ).answer()
    #expect(answer.pairs == naivePairs(of: left, with: right, threshold: 0.85))
    #expect(answer.statistics.comparedPairCount == 290 * 530)
    let none = Matrix(rowCount: 0, columnCount: 24)
    #expect(ThresholdJoin(of: none, with: right, threshold: 0, workers: 1).answer().pairs == [])
    #expect(ThresholdJoin(of: left, with: none, threshold: 0, workers: 1).answer().pairs == [])
  }

  @Test func `a prefix chosen from the data changes nothing and spares most pairs`() {
    let rows = clusteredRows(1_300, 48, seed: 23, spread: 1.2)
    let free = ThresholdJoin(within: rows, threshold: 0.95, workers: 2).answer()
    let full = ThresholdJoin(within: rows, threshold: 0.95, options: options(48), workers: 2)
      .answer()
    #expect(free.pairs == full.pairs)
    #expect(free.statistics.prefixColumnCount < 48)
    #expect(free.statistics.scoredShare < 0.2)
    #expect(!free.pairs.isEmpty)
  }

  @Test(arguments: [1, 7, 64])
  func `pairs at the threshold and one rounding apart are decided in double`(prefix: Int) {
    // Rows that differ in the last bits, so that thresholds lie on, just above and just below the
    // products of real pairs.
    let d = 70
    var random = SeededRandom(seed: 24)
    let center = (0..<d).map { _ in Float(random.nextUnit() - 0.5) }
    var elements: [Float] = []
    for _ in 0..<60 {
      elements.append(contentsOf: center.map { $0 * (1 + Float(random.nextUnit()) * 1e-3) })
    }
    var rows = Matrix(rowCount: 60, columnCount: d, elements: elements)
    _ = rows.normalizeRows()
    for (a, b) in [(0, 1), (5, 9), (58, 59)] {
      let product = rows.exactRowProduct(a, with: rows, row: b)
      for threshold in [product.nextDown, product, product.nextUp, product - 1e-8, product + 1e-8] {
        let answer = ThresholdJoin(
          within: rows, threshold: threshold, options: options(prefix), workers: 1
        ).answer()
        #expect(answer.pairs == naivePairs(within: rows, threshold: threshold))
        #expect(answer.pairs.contains { $0.a == a && $0.b == b } == (product >= threshold))
      }
    }
  }

  @Test func `rows that are not of norm 1 are compared by their products`() {
    var rows = clusteredRows(200, 20, seed: 25)
    for index in rows.elements.indices { rows.elements[index] *= Float(1 + index % 7) }
    for threshold in [0.5, 4.0, 20.0] {
      let pairs = ThresholdJoin(
        within: rows, threshold: threshold, options: options(6), workers: 2
      ).answer().pairs
      let expected = naivePairs(within: rows, threshold: threshold)
      #expect(pairs == expected)
    }
  }

  @Test func `equal rows pair with all others and zero rows with none`() {
    let row: [Float] = [0.6, 0, 0.8]
    let rows = Matrix(
      rowCount: 301, columnCount: 3,
      elements: Array([[Float]](repeating: row, count: 300).joined()) + [0, 0, 0])
    let answer = ThresholdJoin(within: rows, threshold: 0.999, workers: 2).answer()
    #expect(answer.pairs.count == 300 * 299 / 2)
    #expect(answer.pairs == answer.pairs.sorted())
    #expect(answer.pairs.allSatisfy { $0.similarity <= 1 && $0.b < 300 })
    #expect(ThresholdJoin(within: rows, threshold: 0, workers: 2).answer().pairs.count == 301 * 150)
  }

  @Test func `blocks come in order and make up the whole, for any number of workers`() {
    let rows = clusteredRows(900, 32, seed: 26)
    let join = ThresholdJoin(within: rows, threshold: 0.8, options: options(10), workers: 1)
    var streamed: [SimilarPair] = []
    let statistics = join.forEachBlock { streamed.append(contentsOf: $0) }
    #expect(streamed == join.answer().pairs)
    #expect(!streamed.isEmpty && streamed == streamed.sorted())
    for workers in [2, 4] {
      let other = ThresholdJoin(
        within: rows, threshold: 0.8, options: options(10), workers: workers
      ).answer()
      #expect(other.pairs == streamed && other.statistics == statistics)
    }
  }

  @Test func `a throwing receiver ends the join`() {
    struct Enough: Error {}
    let rows = clusteredRows(600, 8, seed: 27)
    var calls = 0
    #expect(throws: Enough.self) {
      try ThresholdJoin(within: rows, threshold: 0, workers: 1).forEachBlock {
        (_: [SimilarPair]) throws(Enough) in
        calls += 1
        throw Enough()
      }
    }
    #expect(calls == 1)
  }

  @Test func `wide rows are bounded along directions found from a sample`() {
    // More columns than rows of the sample are decomposed by their inner products.
    let rows = clusteredRows(90, 1_100, seed: 28)
    let components = PrincipalComponents(of: rows)
    #expect(components.values.count > 5 && components.values.count <= 45)
    for i in 0..<components.values.count {
      for j in 0...i {
        let dot = (0..<1_100).reduce(0.0) {
          $0 + components.vectors[i * 1_100 + $1] * components.vectors[j * 1_100 + $1]
        }
        #expect(abs(dot - (i == j ? 1 : 0)) < 1e-12)
      }
    }
    let pairs = ThresholdJoin(within: rows, threshold: 0.8, options: options(5), workers: 2)
      .answer().pairs
    #expect(pairs == naivePairs(within: rows, threshold: 0.8))
  }

  private static let vectors = SharedData.data("embeddings/alpaca_20k_minilm_f16.npy")

  @Test(
    .enabled(
      if: SharedData.isPresent(vectors), "embeddings/alpaca_20k_minilm_f16.npy is not there"))
  func `the pairs of real sentence vectors are those of a product in double`() throws {
    let rows = try halfPrecisionRows(Self.vectors, limit: naiveLimit)
    let answer = ThresholdJoin(within: rows, threshold: 0.9, workers: 2).answer()
    #expect(answer.pairs == naivePairs(within: rows, threshold: 0.9))
    #expect(!answer.pairs.isEmpty)
  }

  /// A naive product of all 20,000 rows takes a minute and a half even when optimised.
  private var naiveLimit: Int {
    #if DEBUG
      300
    #else
      6_000
    #endif
  }

  /// The first rows of a version 1 file of `<f2` in C order.
  private func halfPrecisionRows(_ path: String, limit: Int) throws -> Matrix {
    let file = try Data(contentsOf: URL(filePath: path))
    let start = 10 + Int(file[8]) + 256 * Int(file[9])
    let header = String(decoding: file[10..<start], as: UTF8.self)
    #expect(header.contains("'<f2'") && header.contains("(20000, 384)"))
    var elements: [Float] = []
    for index in 0..<limit * 384 {
      let low = UInt16(file[start + 2 * index])
      let high = UInt16(file[start + 2 * index + 1])
      elements.append(Float(Float16(bitPattern: high << 8 | low)))
    }
    return Matrix(rowCount: limit, columnCount: 384, elements: elements)
  }
}
