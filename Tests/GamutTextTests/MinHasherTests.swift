// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutText

struct MinHasherTests {
  func sketch(_ hashes: [UInt64], _ hasher: MinHasher) -> [UInt32] {
    var sketch = [UInt32](repeating: 0, count: hasher.options.slotCount)
    var slots = sketch.mutableSpan
    hasher.sketch(hashes.span, into: &slots)
    return sketch
  }

  @Test(arguments: [1, 5, 15, 16, 17, 64, 70, 96, 97, 128, 200])
  func `the kernel agrees with its twin`(slotCount: Int) {
    var random = SeededRandom(seed: UInt64(slotCount))
    let hasher = MinHasher(options: .init(slotCount: slotCount, seed: 9))
    for count in [0, 1, 2, 31, 100] {
      let hashes = (0..<count).map { _ in random.next() }
      #expect(sketch(hashes, hasher) == hasher.plainSketch(hashes))
    }
  }

  @Test func `no shingles give all ones, order and repeats change nothing`() {
    let hasher = MinHasher(options: .init(slotCount: 20))
    #expect(sketch([], hasher) == Array(repeating: .max, count: 20))
    var random = SeededRandom(seed: 1)
    let hashes = (0..<50).map { _ in random.next() }
    #expect(sketch(hashes, hasher) == sketch(hashes.reversed() + hashes, hasher))
  }

  @Test func `a sketch of a union is the lesser of the sketches, slot by slot`() {
    let hasher = MinHasher(options: .init(slotCount: 33))
    var random = SeededRandom(seed: 2)
    let (a, b) = ((0..<40).map { _ in random.next() }, (0..<60).map { _ in random.next() })
    #expect(sketch(a + b, hasher) == zip(sketch(a, hasher), sketch(b, hasher)).map(min))
  }

  /// Over 400 pairs with fresh hashes the mean error is a mean of 400 · 64 slots, and the mean
  /// square is that of 64 independent slots if they are uncorrelated.
  @Test(arguments: [(10, 0.5), (100, 0.2), (100, 0.8), (400, 0.5), (30, 0.9)])
  func `the estimate is unbiased and as concentrated as promised`(size: Int, overlap: Double) {
    let (pairCount, slotCount) = (400, 64)
    var random = SeededRandom(seed: UInt64(size) + UInt64(overlap * 10))
    let common = Int(Double(size) * overlap)
    let exact = Double(common) / Double(2 * size - common)
    var (sum, squares) = (0.0, 0.0)
    for seed in 0..<pairCount {
      let hasher = MinHasher(options: .init(slotCount: slotCount, seed: UInt64(seed)))
      let shared = (0..<common).map { _ in random.next() }
      let a = sketch(shared + (common..<size).map { _ in random.next() }, hasher)
      let b = sketch(shared + (common..<size).map { _ in random.next() }, hasher)
      let error = MinHasher.similarity(a.span, b.span) - exact
      sum += error
      squares += error * error
    }
    let variance = exact * (1 - exact) / Double(slotCount)
    let mean = sum / Double(pairCount)
    #expect(abs(mean) <= 4 * (variance / Double(pairCount)).squareRoot(), "mean error \(mean)")
    // The variance of a sample variance of near-normal errors is 2σ⁴/n.
    let spread = squares / Double(pairCount)
    let bound = 4 * variance * (2 / Double(pairCount)).squareRoot()
    #expect(abs(spread - variance) <= bound, "\(spread) for \(variance)")
  }

  /// With one seed the slots share their factors over all pairs: the estimate must be unbiased over
  /// the hashes alone, since a table has one seed.
  @Test func `one seed finds pairs as often as the curve says`() {
    let banding = Banding(bandCount: 14, rowCount: 5)
    let hasher = MinHasher(options: .init(slotCount: 70))
    var random = SeededRandom(seed: 11)
    for (common, size) in [(50, 100), (70, 100), (80, 100), (9, 10)] {
      let exact = Double(common) / Double(2 * size - common)
      var hits = 0
      let pairCount = 1500
      for _ in 0..<pairCount {
        let shared = (0..<common).map { _ in random.next() }
        let a = sketch(shared + (common..<size).map { _ in random.next() }, hasher)
        let b = sketch(shared + (common..<size).map { _ in random.next() }, hasher)
        let found = (0..<14).contains { a[$0 * 5..<$0 * 5 + 5] == b[$0 * 5..<$0 * 5 + 5] }
        hits += found ? 1 : 0
      }
      let expected = banding.detectionProbability(of: exact)
      let error = (expected * (1 - expected) / Double(pairCount)).squareRoot()
      #expect(abs(Double(hits) / Double(pairCount) - expected) <= 4 * error + 1e-3, "J = \(exact)")
    }
  }

  @Test func `similarity is the share of equal slots`() {
    #expect(MinHasher.similarity([1, 2, 3, 4].span, [1, 2, 0, 0].span) == 0.5)
  }
}
