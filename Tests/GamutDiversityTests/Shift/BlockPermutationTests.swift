// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import GamutTestSupport
import Testing

@Suite struct BlockPermutationTests {
  @Test func `another mean is no chance, the same distribution is`() throws {
    var random = SeededRandom(seed: 51)
    let a = matrix(of: rows(300, around: [1, 0, 0, 0], noise: 1, &random))
    let b = matrix(of: rows(200, around: [0, 1, 0, 0], noise: 1, &random))
    let found = try #require(BlockPermutation(training: a, reference: b, seed: 0, workers: 1))
    #expect(found.linear == 0.001 && found.quadratic == 0.001)
    #expect(found.rowCount == 192)
    #expect(found == BlockPermutation(training: a, reference: b, seed: 0, workers: 4))
  }

  @Test func `under equal distributions one in twenty lies below 5 %`() throws {
    var random = SeededRandom(seed: 52)
    var below = (linear: 0, quadratic: 0)
    for seed in 0..<200 {
      let a = matrix(of: rows(16, around: [1, 0, 0], noise: 1, &random))
      let b = matrix(of: rows(24, around: [1, 0, 0], noise: 1, &random))
      let found = try #require(
        BlockPermutation(
          training: a, reference: b, permutationCount: 99, seed: UInt64(seed), workers: 1))
      if found.linear <= 0.05 { below.linear += 1 }
      if found.quadratic <= 0.05 { below.quadratic += 1 }
    }
    // 10 of 200 ± four standard errors of √(200·.05·.95) = 3.1.
    #expect((0...22).contains(below.linear) && below.linear > 0)
    #expect((0...22).contains(below.quadratic) && below.quadratic > 0)
  }

  @Test func `a second moment that differs shows in the quadratic kernel alone`() throws {
    // Opposite rows: both means are 0.
    func set(_ axis: Int, _ count: Int) -> Matrix {
      matrix(
        of: (0..<count).map { i in (0..<2).map { $0 == axis ? (i % 2 == 0 ? 1 : -1) : 0 } })
    }
    let found = try #require(
      BlockPermutation(training: set(0, 64), reference: set(1, 64), seed: 3, workers: 1))
    #expect(found.quadratic == 0.001)
    #expect(found.linear > 0.05)
  }

  @Test func `rows all equal are always as far apart as they are`() throws {
    let equal = Matrix(rowCount: 20, columnCount: 1, elements: Array(repeating: 1, count: 20))
    let found = try #require(
      BlockPermutation(training: equal, reference: equal, seed: 0, workers: 1))
    #expect(found.linear == 1 && found.quadratic == 1)
    let few = Matrix(rowCount: 3, columnCount: 1)
    #expect(BlockPermutation(training: few, reference: equal, seed: 0, workers: 1) == nil)
  }

  @Test func `columns must agree`() async {
    await #expect(processExitsWith: .failure) {
      _ = BlockPermutation(
        training: Matrix(rowCount: 1, columnCount: 2),
        reference: Matrix(rowCount: 1, columnCount: 3), seed: 0, workers: 1)
    }
  }
}
