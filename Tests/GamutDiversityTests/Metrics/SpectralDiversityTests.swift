// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import Testing

@Suite struct SpectralDiversityTests {
  @Test func `measures equal those of the reference packages`() throws {
    let measures = try SpectralMeasures(of: moments(of: ReferenceRows.u, columnCount: 8))
    #expect(abs(measures.raw.half - 7.855903759015015) < 1e-9)
    #expect(abs(measures.raw.one - 7.713085621083254) < 1e-9)
    #expect(abs(measures.raw.two - 7.434096890885738) < 1e-9)
    #expect(abs(measures.raw.infinity - 5.043727800030166) < 1e-9)
    #expect(abs(measures.centred.one - 7.708047969633181) < 1e-9)
    #expect(abs(measures.participationRatio - 7.435229687536556) < 1e-9)
    #expect(abs(measures.effectiveRank - 7.928015563214595) < 1e-9)
    #expect(abs(measures.meanSquaredCosine - 0.1345153304668396) < 1e-9)
    #expect(abs(measures.meanCosine - -0.005124387749132389) < 1e-9)
    #expect(abs(measures.meanDistance - 1.005124387749132389) < 1e-9)
  }

  @Test func `the jackknife over 8 consecutive blocks equals the reference`() throws {
    let blocks = (0..<8).map {
      moments(of: Array(ReferenceRows.u[$0 * 5..<$0 * 5 + 5]), columnCount: 8)
    }
    let diversity = try SpectralDiversity(blocks: blocks, columnCount: 8, workers: 2)
    let estimate = Estimate(
      value: diversity.measures.raw.one, leaveOneOut: diversity.leaveOneOut.map(\.raw.one),
      within: 1...40)
    #expect(abs(try #require(estimate.corrected) - 8.6570895284829) < 1e-9)
    #expect(abs(try #require(estimate.standardError) - 0.28111506550287757) < 1e-9)
    // 40 rows of 8 columns are too few for a corrected value to be shown.
    #expect(diversity.estimate(\.raw.one).corrected == nil)
    #expect(diversity.estimate(\.raw.one).value == diversity.measures.raw.one)
  }

  @Test func `halves are every other block and the rest, where blocks are even in number`() throws {
    func diversity(_ count: Int) throws -> SpectralDiversity {
      try SpectralDiversity(
        blocks: (0..<count).map {
          moments(of: Array(ReferenceRows.u[$0 * 5..<$0 * 5 + 5]), columnCount: 8)
        }, columnCount: 8, workers: 2)
    }
    let eight = try diversity(8)
    let even = (0..<4).flatMap { Array(ReferenceRows.u[$0 * 10..<$0 * 10 + 5]) }
    let measures = try SpectralMeasures(of: moments(of: even, columnCount: 8))
    #expect(eight.halves.count == 2 && eight.leaveOneOut.count == 8)
    #expect(abs(eight.halves[0].raw.one - measures.raw.one) < 1e-9)
    #expect(try diversity(7).halves.isEmpty && diversity(2).halves.isEmpty)
  }

  @Test func `a matrix of Float gives the same within its rounding`() throws {
    var options = JackknifeBlocks.Options()
    options.blockCount = 8
    options.order = .consecutive
    let diversity = try SpectralDiversity(
      of: matrix(of: ReferenceRows.u), blocks: options, workers: 2)
    // Each element is rounded by 2⁻²⁵ at most, the eigenvalues by about 2⁻²⁴.
    #expect(abs(diversity.measures.raw.one - 7.713085621083254) < 1e-6)
    #expect(diversity.leaveOneOut.count == 8)
    let without = try SpectralMeasures(
      of: moments(of: Array(ReferenceRows.u[5...]), columnCount: 8))
    #expect(abs(diversity.leaveOneOut[0].centred.two - without.centred.two) < 1e-6)
  }

  @Test func `orthogonal rows count themselves, equal rows count one`() throws {
    let axes = (0..<4).map { axis in (0..<4).map { $0 == axis ? 1.0 : 0 } }
    let varied = try SpectralMeasures(of: moments(of: axes, columnCount: 4))
    for score in [varied.raw.half, varied.raw.one, varied.raw.two, varied.raw.infinity] {
      #expect(abs(score - 4) < 1e-12)
    }
    #expect(abs(varied.spread - 0.75) < 1e-12)
    #expect(abs(varied.meanCosine) < 1e-12)
    let same = try SpectralMeasures(
      of: moments(of: Array(repeating: [0.6, 0.8], count: 9), columnCount: 2))
    #expect(abs(same.raw.one - 1) < 1e-12)
    #expect(same.centred.one == 0)
    #expect(abs(same.spread) < 1e-12)
    #expect(abs(same.meanCosine - 1) < 1e-12)
  }

  @Test func `mean cosine, spread and order 2 equal sums over all pairs`() throws {
    var random = SeededRandom(seed: 31)
    let sample = rows(50, around: [1, 0, 0, 0, 0], noise: 1, &random)
    let measures = try SpectralMeasures(of: moments(of: sample, columnCount: 5))
    var cosines = 0.0
    var squares = 0.0
    for i in sample.indices {
      for j in sample.indices {
        let cosine = ReferenceRows.cosine(sample[i], sample[j])
        if i != j { cosines += cosine }
        squares += cosine * cosine
      }
    }
    #expect(abs(measures.meanCosine - cosines / (50 * 49)) < 1e-12)
    #expect(abs(measures.raw.two - 2_500 / squares) < 1e-10)
    #expect(abs(measures.spread - (1 - (cosines + 50) / 2_500)) < 1e-12)
  }

  @Test func `scores fall with the order, and repeating every row changes nothing`() throws {
    var random = SeededRandom(seed: 32)
    let sample = rows(30, around: [1, 0, 0, 0, 0, 0], noise: 2, &random)
    let once = try SpectralMeasures(of: moments(of: sample, columnCount: 6))
    let twice = try SpectralMeasures(of: moments(of: sample + sample, columnCount: 6))
    for scores in [once.raw, once.centred] {
      #expect(scores.half >= scores.one && scores.one >= scores.two)
      #expect(scores.two >= scores.infinity && scores.infinity >= 1 && scores.half <= 6)
    }
    #expect(abs(once.raw.one - twice.raw.one) < 1e-10)
    #expect(abs(once.centred.half - twice.centred.half) < 1e-10)
  }

  @Test(arguments: [0, 1, 2, 3, 31])
  func `few, zero and missing rows give plain values`(rowCount: Int) throws {
    var few = Matrix(rowCount: rowCount, columnCount: 3)
    for i in 0..<rowCount where i % 2 == 0 { few[i, i % 3] = 1 }
    let diversity = try SpectralDiversity(of: few, workers: 2)
    #expect(diversity.rowCount == rowCount)
    #expect(diversity.measures.raw.one.isFinite && diversity.measures.centred.one.isFinite)
    #expect(diversity.measures.meanCosine.isFinite && diversity.spread.value.isFinite)
    #expect(diversity.leaveOneOut.count == (rowCount < 2 ? 0 : rowCount))
    #expect((diversity.spread.interval == nil) == (rowCount < 2))
  }

  @Test func `any number of workers gives the same bits`() throws {
    var random = SeededRandom(seed: 33)
    let sample = matrix(of: rows(700, around: [1, 1, 0, 0], noise: 1, &random))
    let results = try [1, 2, 4].map { try SpectralDiversity(of: sample, workers: $0) }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test func `the interval covers the score of the distribution, the plain value does not`() throws
  {
    // Rows uniform on the sphere of 16 dimensions have a score of exactly 16.
    let trials = 60
    var covered = 0
    var plainBias = 0.0
    var correctedBias = 0.0
    for trial in 0..<trials {
      var random = SeededRandom(seed: UInt64(1_000 + trial))
      let sample = rows(
        320, around: [Double](repeating: 0, count: 16), noise: 1, &random)
      let diversity = try SpectralDiversity(of: matrix(of: sample), workers: 2)
      // Unclamped: 16 is the greatest possible value, at which a clamped interval would end.
      let estimate = Estimate(
        value: diversity.measures.raw.two, leaveOneOut: diversity.leaveOneOut.map(\.raw.two),
        within: 0...100)
      let interval = try #require(estimate.interval)
      if interval.low <= 16 && 16 <= interval.high { covered += 1 }
      plainBias += (estimate.value - 16) / Double(trials)
      correctedBias += (try #require(estimate.corrected) - 16) / Double(trials)
      let shown = try #require(diversity.estimate(\.raw.two).corrected)
      #expect(shown <= 16)
    }
    #expect(abs(correctedBias) < abs(plainBias) / 4)
    // 57 of 60 expected; three standard errors, √(60 × .95 × .05) = 1.69 each, below.
    #expect(covered >= 52)
  }
}
