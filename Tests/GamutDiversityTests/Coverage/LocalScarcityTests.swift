// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import Testing

@testable import GamutDiversity

@Suite struct LocalScarcityTests {
  @Test func `the tail is that of random orders of few rows`() {
    // All orders of 3 reference (1 bits) and 4 training rows: how often at most m before the 2nd.
    var counts = [Int](repeating: 0, count: 5)
    var orders = 0
    for bits in 0..<128 where bits.nonzeroBitCount == 3 {
      orders += 1
      var seen = 0
      var before = 0
      for place in 0..<7 where seen < 2 {
        if bits >> place & 1 == 1 { seen += 1 } else { before += 1 }
      }
      counts[before] += 1
    }
    var sum = 0
    let tail = LocalScarcity.tail(k: 2, reference: 3, training: 4)
    for (m, value) in tail.enumerated() {
      sum += counts[m]
      #expect(abs(value - Double(sum) / Double(orders)) < 1e-12)
    }
    // 3/7 · 2/6: the first value is above what is relevant, and the only one.
    #expect(tail.count == 1)
    #expect(abs(tail[0] - 1.0 / 7) < 1e-12)
    let long = LocalScarcity.tail(k: 5, reference: 60, training: 240)
    #expect(long.count > 2)
    #expect(zip(long, long.dropFirst()).allSatisfy { $0 < $1 })
    #expect(long.dropFirst().allSatisfy { $0 <= LocalScarcity.relevantPValue })
  }

  @Test func `rows of one source are seldom scarce, rows of a missing one are`() {
    var random = SeededRandom(seed: 71)
    let centres = rows(3, around: [Double](repeating: 0, count: 16), noise: 1, &random)
    func sample(_ counts: [Int]) -> [[Double]] {
      counts.indices.flatMap { rows(counts[$0], around: centres[$0], noise: 0.6, &random) }
    }
    let training = matrix(of: sample([150, 150, 0]))
    let reference = matrix(of: sample([40, 40, 30]))
    let found = LocalScarcity(training: training, reference: reference, workers: 2)
    #expect(found.qValues[..<80].count { $0 <= 0.05 } <= 4)
    #expect(found.qValues[80...].count { $0 <= 0.05 } >= 27)
    let same = LocalScarcity(
      training: matrix(of: sample([150, 150, 100])), reference: reference, workers: 2)
    #expect(same.qValues.allSatisfy { $0 > 0.05 })
  }

  @Test func `copies of a reference row are no evidence`() {
    var random = SeededRandom(seed: 72)
    let zero = [Double](repeating: 0, count: 8)
    let training = rows(200, around: zero, noise: 1, &random)
    var reference = rows(60, around: zero, noise: 1, &random)
    reference += Array(repeating: reference[7], count: 40)
    let found = LocalScarcity(
      training: matrix(of: training), reference: matrix(of: reference), workers: 1)
    #expect(found.qValues.allSatisfy { $0 > 0.05 })
    #expect(found.pValues[60...].allSatisfy { $0 == found.pValues[7] })
    let distinct = DistinctRows(of: matrix(of: reference))
    #expect(distinct.firsts == Array(0..<60))
    #expect(distinct.places[60...].allSatisfy { $0 == 7 })
  }

  @Test func `groups are joined as by the plain method`() {
    var random = SeededRandom(seed: 73)
    for _ in 0..<20 {
      let sample = matrix(
        of: rows(14, around: [Double](repeating: 0, count: 3), noise: 1, &random))
      for bound in [-0.5, 0.2, 0.6, 0.95] {
        #expect(AverageLinkage.groups(of: sample, atLeast: bound) == naive(sample, bound))
      }
    }
    #expect(AverageLinkage.groups(of: Matrix(rowCount: 0, columnCount: 2), atLeast: 0).isEmpty)
    let equal = matrix(of: Array(repeating: [1.0, 0], count: 5))
    #expect(AverageLinkage.groups(of: equal, atLeast: 0.9) == [[0, 1, 2, 3, 4]])
  }

  /// Joins the nearest two groups until none are near enough.
  private func naive(_ sample: Matrix, _ bound: Double) -> [[Int]] {
    var groups = (0..<sample.rowCount).map { [$0] }
    func mean(_ a: [Int], _ b: [Int]) -> Double {
      var sum = 0.0
      for i in a { for j in b { sum += sample.exactRowProduct(i, with: sample, row: j) } }
      return sum / Double(a.count * b.count)
    }
    while true {
      var best = (similarity: -Double.infinity, a: 0, b: 0)
      for a in groups.indices {
        for b in groups.indices where b > a {
          let similarity = mean(groups[a], groups[b])
          if similarity > best.similarity { best = (similarity, a, b) }
        }
      }
      guard best.similarity >= bound else { break }
      groups[best.a] += groups.remove(at: best.b)
    }
    return groups.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }
}
