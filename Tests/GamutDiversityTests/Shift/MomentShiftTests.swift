// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import GamutTestSupport
import Testing

@Suite struct MomentShiftTests {
  private static let u = moments(of: ReferenceRows.u, columnCount: 8)
  private static let v = moments(of: ReferenceRows.v, columnCount: 8)

  private static func blocks(of rows: [[Double]], count: Int) -> MomentBlocks {
    MomentBlocks(
      blocks: (0..<count).map { block in
        moments(
          of: Array(rows[rows.count * block / count..<rows.count * (block + 1) / count]),
          columnCount: rows[0].count)
      }, columnCount: rows[0].count)
  }

  @Test func `the numbers of the reference rows`() throws {
    #expect(abs(MeanDiscrepancy.linear(Self.u, Self.v) - 0.06696591256954311) < 1e-9)
    #expect(abs(MeanDiscrepancy.quadratic(Self.u, Self.v) - 0.05364391319192823) < 1e-9)
    let frechet = try FrechetDistance(from: Self.u).squared(to: Self.v)
    #expect(abs(frechet - 0.17705645570263157) < 1e-9)
    let ken = try NovelDirections(reference: Self.v, training: Self.u, factor: 1)
    #expect(abs(ken.sum - 0.27329989815859956) < 1e-9)
    let strict = try NovelDirections(reference: Self.v, training: Self.u, factor: 2)
    #expect(strict.eigenvalues.count == 1)
    #expect(abs(strict.sum - 0.0347459804401619) < 1e-9)
    #expect(strict.entropy == 0)
  }

  @Test func `all of them in one go, from blocks`() throws {
    let shift = try MomentShift(
      reference: Self.blocks(of: ReferenceRows.v, count: 5),
      training: Self.blocks(of: ReferenceRows.u, count: 8), workers: 2)
    #expect(abs(shift.linear.value - 0.06696591256954311) < 1e-9)
    #expect(abs(shift.quadratic.value - 0.05364391319192823) < 1e-9)
    #expect(abs(shift.frechet.value - 0.17705645570263157) < 1e-9)
    #expect(abs(shift.novel.value - 0.27329989815859956) < 1e-9)
    #expect(abs(shift.strictlyNovel.value - 0.0347459804401619) < 1e-9)
    // 30 rows are fewer than ten for each of 8 columns.
    #expect(shift.frechet.interval == nil && shift.novel.interval == nil)
    #expect(shift.linear.interval != nil)
  }

  /// MMD² by its definition, over all pairs of rows.
  @Test func `the discrepancy is that of all pairs`() {
    func mean(_ a: [[Double]], _ b: [[Double]], _ power: Int) -> Double {
      var sum = 0.0
      for x in a {
        for y in b {
          let cosine = ReferenceRows.cosine(x, y)
          sum += power == 1 ? cosine : cosine * cosine
        }
      }
      return sum / Double(a.count * b.count)
    }
    let (u, v) = (ReferenceRows.u, ReferenceRows.v)
    for power in 1...2 {
      let wanted = mean(u, u, power) + mean(v, v, power) - 2 * mean(u, v, power)
      let got =
        power == 1
        ? MeanDiscrepancy.linear(Self.u, Self.v) : MeanDiscrepancy.quadratic(Self.u, Self.v)
      #expect(abs(got - wanted) < 1e-12)
    }
  }

  @Test func `the jackknife takes the bias of equal distributions away`() throws {
    var random = SeededRandom(seed: 41)
    let centre = [1.0, 0, 0, 0]
    var (plain, corrected, frechet) = (0.0, 0.0, 0.0)
    var held = 0
    for _ in 0..<60 {
      let shift = try MomentShift(
        reference: Self.blocks(of: rows(160, around: centre, noise: 1, &random), count: 16),
        training: Self.blocks(of: rows(240, around: centre, noise: 1, &random), count: 16),
        workers: 1)
      plain += shift.quadratic.value / 60
      corrected += try #require(shift.quadratic.corrected) / 60
      frechet += shift.frechet.value / 60
      if try #require(shift.linear.interval).low == 0 { held += 1 }
    }
    // Clamped at 0, the corrected value keeps about half of its noise.
    #expect(plain > 0 && corrected < 0.6 * plain)
    #expect(frechet > 0)
    #expect(held >= 52)
  }

  @Test func `hand computed`() throws {
    // Points −1 and 1 against 1 and 3: means 2 apart, equal variances.
    let a = moments(of: [[-1], [1]], columnCount: 1)
    let b = moments(of: [[1], [3]], columnCount: 1)
    #expect(MeanDiscrepancy.linear(a, b) == 4)
    #expect(MeanDiscrepancy.quadratic(a, b) == 16)
    #expect(abs(try FrechetDistance(from: a).squared(to: b) - 4) < 1e-12)
    // Variances 2 and 8: (√8 − √2)² = 2 more.
    let c = moments(of: [[-2], [2]], columnCount: 1)
    #expect(abs(try FrechetDistance(from: a).squared(to: c) - 2) < 1e-12)
    let ken = try NovelDirections(reference: b, training: a, factor: 1)
    #expect(ken.eigenvalues == [4] && ken.entropy == 0)
    #expect(try NovelDirections(reference: a, training: b, factor: 1).eigenvalues.isEmpty)
  }

  @Test func `a new direction is named by the rows along it`() throws {
    let training = matrix(of: Array(repeating: [1, 0, 0], count: 6))
    let reference = matrix(of: [[1, 0, 0], [0, 1, 0], [0, 0.6, 0.8], [1, 0, 0], [0, 1, 0]])
    let ken = try NovelDirections(
      reference: MomentBlocks(of: reference, seed: 0, workers: 1).total,
      training: MomentBlocks(of: training, seed: 0, workers: 1).total, factor: 1)
    #expect(ken.eigenvalues.count == 2 && abs(ken.sum - 0.6) < 1e-6)
    #expect(ken.rows(of: reference, along: 0, limit: 3) == [1, 4, 2])
    #expect(ken.entropy > 0)
  }

  @Test func `equal sets and empty ones are not apart`() throws {
    let same = Self.blocks(of: ReferenceRows.u, count: 4)
    let shift = try MomentShift(reference: same, training: same, workers: 1)
    #expect(shift.linear.value == 0 && shift.quadratic.value == 0 && shift.novel.value == 0)
    #expect(shift.frechet.value < 1e-12)
    let none = MomentBlocks(of: Matrix(rowCount: 0, columnCount: 8), seed: 0, workers: 1)
    let empty = try MomentShift(reference: none, training: none, workers: 1)
    #expect(empty.linear.value == 0 && empty.frechet.value == 0 && empty.linear.interval == nil)
    let one = MomentBlocks(
      of: Matrix(rowCount: 1, columnCount: 2, elements: [1, 0]), seed: 0, workers: 1)
    #expect(try MomentShift(reference: one, training: one, workers: 1).linear.value == 0)
  }

  @Test func `the number of workers changes nothing`() throws {
    var random = SeededRandom(seed: 43)
    let a = matrix(of: rows(900, around: [1, 0, 0, 0], noise: 1, &random))
    let b = matrix(of: rows(400, around: [0, 1, 0, 0], noise: 1, &random))
    func shift(_ workers: Int) throws -> MomentShift {
      try MomentShift(
        reference: MomentBlocks(of: b, seed: 1, workers: workers),
        training: MomentBlocks(of: a, seed: 1, workers: workers), workers: workers)
    }
    #expect(try shift(1) == shift(4))
    #expect(try shift(1).frechet.interval != nil)
  }

  @Test func `no factor of 0`() async {
    await #expect(processExitsWith: .failure) {
      let none = RowMoments(columnCount: 1)
      _ = try? NovelDirections(reference: none, training: none, factor: 0)
    }
  }
}
