// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import Testing

@testable import GamutSimilarity

/// Greedy k-means++ as it is written: all distances of all trials, in `Double`.
private func naiveSeeds(_ rows: Matrix, count: Int, seed: UInt64) -> [Int] {
  var random = SeededRandom(seed: seed)
  let n = rows.rowCount
  var weights = (0..<n).map { rows.exactRowProduct($0, with: rows, row: $0) > 0 ? 1.0 : 0 }
  var picked: [Int] = []
  func draw() -> Int? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    let target = random.nextUnit() * total
    var sum = 0.0
    for index in 0..<n where weights[index] > 0 {
      sum += weights[index]
      if sum > target { return index }
    }
    return weights.lastIndex { $0 > 0 }
  }
  while picked.count < count {
    var trials: [Int] = []
    for _ in 0..<(picked.isEmpty ? 1 : 6) {
      if let row = draw(), !trials.contains(row) { trials.append(row) }
    }
    if trials.isEmpty { trials = [(0..<n).first { !picked.contains($0) } ?? 0] }
    var best: (total: Double, row: Int, weights: [Double]) = (.infinity, 0, [])
    for trial in trials {
      let lowered = (0..<n).map { row -> Double in
        guard weights[row] > 0 else { return 0 }
        let distance = max(0, 1 - rows.exactRowProduct(row, with: rows, row: trial))
        return picked.isEmpty ? distance : min(weights[row], distance)
      }
      let total = lowered.reduce(0, +)
      if total < best.total { best = (total, trial, lowered) }
    }
    picked.append(best.row)
    weights = best.weights
    weights[best.row] = 0
  }
  return picked
}

@Suite struct KMeansSeedingTests {
  @Test(arguments: [UInt64(1), 2, 3], [0, 1, 12, 60])
  func `picks equal those of the plain method`(seed: UInt64, count: Int) {
    let rows = clusteredRows(400, 12, seed: 70 + seed)
    let expected = naiveSeeds(rows, count: count, seed: seed)
    for arithmetic in [BoundArithmetic.floats, .bytes] where arithmetic.isSupported {
      for workers in [1, 3] {
        let found = KMeansSeeding.rows(
          of: rows, count: count, seed: seed, arithmetic: arithmetic, workers: workers)
        #expect(found == expected)
      }
    }
    #expect(Set(expected).count == count)
  }

  @Test func `more rows than one chunk, and a sample of more rows still`() {
    let rows = clusteredRows(5_000, 6, seed: 74)
    let picks = [BoundArithmetic.floats, .bytes].filter(\.isSupported).map {
      KMeansSeeding.rows(of: rows, count: 20, seed: 9, arithmetic: $0, workers: 2)
    }
    #expect(picks.allSatisfy { $0 == picks[0] })
    #expect(Set(picks[0]).count == 20 && picks[0].allSatisfy { (0..<5_000).contains($0) })
  }

  @Test func `equal rows, zero rows and opposite rows are picked once each`() {
    let kinds: [[Float]] = [[0, 1], [0, 0], [0, -1], [0, 1]]
    let rows = Matrix(rowCount: 8, columnCount: 2, elements: (0..<8).flatMap { kinds[$0 % 4] })
    for arithmetic in [BoundArithmetic.floats, .bytes] where arithmetic.isSupported {
      let all = KMeansSeeding.rows(
        of: rows, count: 8, seed: 1, arithmetic: arithmetic, workers: 1)
      #expect(all.sorted() == Array(0..<8))
      // The first two are the two directions.
      #expect(Set(all.prefix(2).map { rows[$0, 1] }) == [1, -1])
    }
  }
}
