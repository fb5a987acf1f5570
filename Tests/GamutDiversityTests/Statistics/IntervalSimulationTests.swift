// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutLinear
import GamutSimilarity
import GamutTestSupport
import Testing

@testable import GamutDiversity

/// The 95 % intervals that reports show, over many seeded samples of a distribution whose scores are known:
/// rows √λᵢ·zᵢ of norm 1, z normal, λ falling from 1 to e⁻⁴ over the columns.
@Suite(
  .serialized,
  .enabled(
    if: ProcessInfo.processInfo.environment["GAMUT_HEAVY_TESTS"] != nil,
    "asked for by GAMUT_HEAVY_TESTS"))
struct IntervalSimulationTests {
  private static let workers = ProcessInfo.processInfo.activeProcessorCount

  /// Of how many samples, of how many rows and columns, intervals must hold the truth how often.
  struct Setting: Sendable, CustomTestStringConvertible {
    let columnCount: Int
    let rowCount: Int
    let sampleCount: Int
    let shares: ClosedRange<Double>

    var testDescription: String { "\(sampleCount) samples, d = \(columnCount)" }
  }

  static let settings = [
    Setting(columnCount: 64, rowCount: 1_280, sampleCount: 2_000, shares: 0.935...0.965),
    Setting(columnCount: 384, rowCount: 3_840, sampleCount: 200, shares: 0.91...0.98),
  ]

  private static func variances(_ columnCount: Int) -> [Double] {
    (0..<columnCount).map { exponential(-4 * Double($0) / Double(columnCount)) }
  }

  private static func rows(_ count: Int, scales: [Double], _ random: inout SeededRandom) -> Matrix {
    var elements: [Float] = []
    elements.reserveCapacity(count * scales.count)
    for _ in 0..<count {
      let row = scales.map { $0 * random.nextGaussian() }
      let norm = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for element in row { elements.append(Float(element / norm)) }
    }
    return Matrix(rowCount: count, columnCount: scales.count, elements: elements)
  }

  /// E[xᵢ²] = ∫ λᵢ/(1+2tλᵢ) · Π(1+2tλⱼ)^(−½) dt over t > 0, by Simpson's rule in t/(1+t).
  private static func secondMoments(_ variances: [Double]) -> [Double] {
    let steps = 8_000
    var moments = [Double](repeating: 0, count: variances.count)
    for step in 0..<steps {
      let u = Double(step) / Double(steps)
      let t = u / (1 - u)
      let log = variances.reduce(0) { $0 + naturalLogarithm(1 + 2 * t * $1) }
      let weight = (step == 0 ? 1.0 : step % 2 == 1 ? 4 : 2) / (3 * Double(steps))
      let density = weight * exponential(-log / 2) / ((1 - u) * (1 - u))
      for (i, variance) in variances.enumerated() {
        moments[i] += density * variance / (1 + 2 * t * variance)
      }
    }
    return moments
  }

  @Test(arguments: settings)
  func `intervals of the Vendi score and of RKE hold the score of the distribution`(
    setting: Setting
  ) throws {
    let variances = Self.variances(setting.columnCount)
    let moments = Self.secondMoments(variances)
    // Rows of norm 1: the moments add up to 1.
    #expect(abs(moments.reduce(0, +) - 1) < 1e-9)
    let vendi = exponential(-moments.reduce(0) { $0 + $1 * naturalLogarithm($1) })
    let rke = 1 / moments.reduce(0) { $0 + $1 * $1 }
    let scales = variances.map { $0.squareRoot() }
    var held = (raw: 0, centred: 0, rke: 0)
    for sample in 0..<setting.sampleCount {
      var random = SeededRandom(seed: StableHash.mix(0x1A7 &+ UInt64(sample)))
      let diversity = try SpectralDiversity(
        of: Self.rows(setting.rowCount, scales: scales, &random),
        blocks: JackknifeBlocks.Options(seed: UInt64(sample)), workers: Self.workers)
      func holds(_ estimate: Estimate, _ truth: Double) throws -> Int {
        let interval = try #require(estimate.interval)
        return interval.low <= truth && truth <= interval.high ? 1 : 0
      }
      held.raw += try holds(diversity.estimate(\.raw.one), vendi)
      // The mean of the distribution is 0: both scores are one.
      held.centred += try holds(diversity.estimate(\.centred.one), vendi)
      held.rke += try holds(diversity.rke, rke)
    }
    for (name, count) in [("raw", held.raw), ("centred", held.centred), ("RKE", held.rke)] {
      let share = Double(count) / Double(setting.sampleCount)
      print("\(setting.testDescription), \(setting.rowCount) rows, \(name): \(share)")
      #expect(setting.shares.contains(share), "\(name): \(share)")
    }
  }

  @Test(arguments: settings)
  func `intervals of coverage hold the coverage of the distribution`(setting: Setting) {
    let scales = Self.variances(setting.columnCount).map { $0.squareRoot() }
    let (trainingCount, referenceCount, truthCount) = (250, 500, 40_000)
    var random = SeededRandom(seed: 0xC0)
    // What serves the reference less well than its own kind: a direction in four is missing.
    let narrow = scales.enumerated().map { $0.offset % 4 == 0 ? 0 : $0.element }
    let training = Self.rows(trainingCount, scales: narrow, &random)
    func nearest(_ rows: Matrix) -> [Double] {
      NearestNeighbors(of: rows, among: training, count: 1, workers: Self.workers)
        .largest(rowCount: rows.rowCount)
    }
    let truth = nearest(Self.rows(truthCount, scales: scales, &random)).sorted()
    var held = 0
    for sample in 0..<setting.sampleCount {
      var random = SeededRandom(seed: StableHash.mix(0x2A7 &+ UInt64(sample)))
      let reference = Self.rows(referenceCount, scales: scales, &random)
      // τ is that of the sample, as in reports; the truth is what lies within it in the distribution.
      let halves = HalfCosines(
        of: reference, trainingRowCount: trainingCount, seed: UInt64(sample),
        workers: Self.workers)
      let threshold = CoverageThreshold.threshold(halfCosines: halves.forward)
      let coverage = Coverage(
        maxCosines: nearest(reference), ceilingCosines: halves.backward, threshold: threshold)
      let below = truth.count { !Coverage.reaches(threshold, cosine: $0) }
      let share = 1 - Double(below) / Double(truthCount)
      let interval = coverage.share.interval
      if interval.low <= share && share <= interval.high { held += 1 }
    }
    let share = Double(held) / Double(setting.sampleCount)
    print("\(setting.testDescription), \(referenceCount) rows, coverage: \(share)")
    #expect(setting.shares.contains(share), "\(share)")
  }
}
