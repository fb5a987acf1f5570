// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutDiversity
import GamutLinear
import GamutTestSupport
import Testing

@Suite struct ClusterShiftTests {
  @Test func `the numbers of the reference shares`() {
    let found = ShareDivergence(first: [30, 10, 5, 0, 5], second: [10, 10, 10, 10, 10])
    #expect(abs(found.jensenShannon - 0.138629436111989) < 1e-9)
    #expect(abs(found.totalVariation - 0.4) < 1e-9)
    #expect(abs(found.hellinger - 0.413215592653043) < 1e-9)
    #expect(abs(found.frontierIntegral - 0.1931574411755891) < 1e-9)
    // By hand, ½ added to each count of 50 in five classes.
    let p = [30.5, 10.5, 5.5, 0.5, 5.5].map { $0 / 52.5 }
    let wanted = p.reduce(0) { $0 + ($1 - 0.2) * log($1 / 0.2) }
    #expect(abs(found.stabilityIndex - wanted) < 1e-12)
  }

  @Test func `the frontier integral is the integral`() {
    var random = SeededRandom(seed: 61)
    for round in 0..<20 {
      var (a, b) = (
        (0..<6).map { _ in Double(random.next(below: 9)) + 0.25 },
        (0..<6).map { _ in Double(random.next(below: 9)) }
      )
      // Near each other, where the closed form would lose its digits.
      if round % 2 == 0 { b = a.map { $0 * (1 + 1e-4 * random.nextUnit()) } }
      if round % 5 == 0 { a[0] = 0 }
      let (n, m) = (a.reduce(0, +), b.reduce(0, +))
      var integral = 0.0
      let steps = 2_000
      for step in 0..<steps {
        let l = (Double(step) + 0.5) / Double(steps)
        for (x, y) in zip(a, b) {
          let (p, q) = (x / n, y / m)
          let r = l * p + (1 - l) * q
          if p > 0 { integral += 2 * l * p * log(p / r) / Double(steps) }
          if q > 0 { integral += 2 * (1 - l) * q * log(q / r) / Double(steps) }
        }
      }
      let found = ShareDivergence(first: a, second: b)
      #expect(abs(found.frontierIntegral - integral) < 1e-6)
      let again = ShareDivergence(first: b, second: a)
      #expect(abs(found.jensenShannon - again.jensenShannon) < 1e-14)
      #expect(abs(found.frontierIntegral - again.frontierIntegral) < 1e-14)
    }
  }

  @Test func `ends of the scales`() {
    let apart = ShareDivergence(first: [5, 0], second: [0, 7])
    #expect(abs(apart.jensenShannon - log(2)) < 1e-15 && apart.totalVariation == 1)
    #expect(apart.hellinger == 1 && apart.frontierIntegral == 1)
    let equal = ShareDivergence(first: [5, 0, 3], second: [10, 0, 6])
    #expect(equal.jensenShannon == 0 && equal.frontierIntegral == 0 && equal.hellinger == 0)
    #expect(ShareDivergence(first: [], second: []).stabilityIndex == 0)
    #expect(ShareDivergence(first: [1], second: [0]).jensenShannon == 0)
  }

  @Test func `leaving blocks out counts the rest`() throws {
    let reference = (0..<64).map { $0 % 4 == 0 ? 1 : 0 }
    let training = (0..<64).map { $0 % 2 }
    var options = JackknifeBlocks.Options()
    options.blockCount = 4
    options.order = .consecutive
    let found = ClusterShift(
      reference: reference, training: training, clusterCount: 2, blocks: options)
    // Each block has the shares of the whole, so leaving one out changes nothing.
    #expect(found.totalVariation.value == 0.25)
    #expect(found.totalVariation.interval == Interval(low: 0.25, high: 0.25))
    #expect(found.rowCount == 64)
  }

  @Test func `the same source is near, another far`() throws {
    var random = SeededRandom(seed: 62)
    func set(_ count: Int, _ shares: [Int]) -> Matrix {
      matrix(
        of: (0..<count).flatMap { i in
          let axis = shares[i % shares.count]
          return rows(1, around: (0..<6).map { $0 == axis ? 1 : 0 }, noise: 0.3, &random)
        })
    }
    let training = set(600, [0, 1, 2, 3])
    let same = try #require(
      ClusterShift(training: training, reference: set(400, [0, 1, 2, 3]), seed: 0, workers: 2))
    #expect(same.clusterCount == 25 && same.rowCount == 200)
    #expect(try #require(same.jensenShannon.corrected) < 0.05)
    let other = set(400, [0, 0, 0, 4])
    let far = try #require(
      ClusterShift(training: training, reference: other, seed: 0, workers: 2))
    // ¾ and ¼ new against four quarters: half of either has no match.
    #expect(abs(far.totalVariation.value - 0.75) < 0.1)
    #expect(
      far == ClusterShift(training: training, reference: other, seed: 0, workers: 1))
  }

  @Test func `few rows have no clusters`() {
    let few = Matrix(rowCount: 30, columnCount: 2)
    #expect(ClusterShift(training: few, reference: few, seed: 0, workers: 1) == nil)
    let none = Matrix(rowCount: 0, columnCount: 2)
    #expect(ClusterShift(training: none, reference: few, seed: 0, workers: 1) == nil)
    let equal = Matrix(rowCount: 64, columnCount: 1, elements: Array(repeating: 1, count: 64))
    let found = ClusterShift(training: equal, reference: equal, seed: 0, workers: 1)
    #expect(found?.jensenShannon.value == 0)
  }

  @Test func `classes must agree`() async {
    await #expect(processExitsWith: .failure) { _ = ShareDivergence(first: [1], second: [1, 2]) }
    await #expect(processExitsWith: .failure) { _ = ShareDivergence(first: [-1], second: [1]) }
  }
}
