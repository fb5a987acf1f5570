// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import GamutSimilarity
import GamutTestSupport
import Testing

@Suite struct NeighborExcessTests {
  /// Unit rows of a Gaussian in `columns` dimensions: a continuum without repeats.
  private func continuum(_ count: Int, columns: Int, seed: UInt64) -> Matrix {
    var random = SeededRandom(seed: seed)
    var rows = Matrix(
      rowCount: count, columnCount: columns,
      elements: (0..<count * columns).map { _ in Float(random.nextGaussian()) })
    _ = rows.normalizeRows()
    return rows
  }

  /// `rows`, and of each of the first `count` a neighbour at about cosine 1 − noise²/2.
  private func repeating(_ rows: Matrix, _ count: Int, noise: Double, seed: UInt64) -> Matrix {
    var random = SeededRandom(seed: seed)
    let scale = noise / Double(rows.columnCount).squareRoot()
    var copies = rows.selectingRows(0..<count)
    for i in copies.elements.indices {
      copies.elements[i] += Float(random.nextGaussian() * scale)
    }
    _ = copies.normalizeRows()
    return rows.appendingRows(of: copies)
  }

  private func excess(of rows: Matrix) -> NeighborExcess {
    NeighborExcess(
      cosines: NearestNeighbors(
        within: rows, count: NeighborExcess.neighborCount, workers: 2
      ).similarities)
  }

  @Test func `the chance at a threshold is that of four rows in a ball`() throws {
    // Forty rows alike, by hand. Squared distances: second neighbour .5 of the last, so that d/2 is
    // ln(.3857…)/ln(.5) = 1.3743 ; at cosine .9 the ball has (.2/.4)^1.3743 = .3857 of the volume.
    let list = [0.95, 0.9, 0.86, 0.83, 0.8]
    let found = NeighborExcess(cosines: (0..<40).flatMap { _ in list })
    #expect(abs(try #require(found.dimension) - 2 * 1.3743) < 1e-3)
    let point = try #require(found.points.first { $0.threshold == 0.9 })
    #expect(point.rowCount == 40)
    let outside = 1 - 0.385727568
    #expect(abs(point.chanceCount - 40 * (1 - outside * outside * outside * outside)) < 1e-6)
    #expect(found.advised == nil)
  }

  @Test(arguments: [3, 8, 20]) func `the dimension of a continuum is found`(columns: Int) throws {
    let dimension = try #require(excess(of: continuum(3_000, columns: columns, seed: 5)).dimension)
    // A sphere in n columns has n − 1 dimensions; the estimate is low where few rows fill many.
    #expect(dimension > 0.7 * Double(columns - 1) && dimension < 1.15 * Double(columns - 1))
  }

  @Test(arguments: [3, 8, 20]) func `a continuum gets no advice`(columns: Int) {
    #expect(excess(of: continuum(2_000, columns: columns, seed: 6)).advised == nil)
  }

  @Test(arguments: [30, 300, 1_000]) func `planted repeats lie above the advice`(count: Int) throws
  {
    let rows = continuum(1_500, columns: 20, seed: 7)
    let all = repeating(rows, count, noise: 0.3, seed: 8)  // cosines about .96
    let advised = try #require(excess(of: all).advised)
    let pairs = ThresholdJoin(within: all, threshold: advised, workers: 2).answer().pairs
    let planted = pairs.count { Int($0.b) == Int($0.a) + 1_500 }
    #expect(Double(planted) >= 0.95 * Double(count))
    #expect(Double(planted) >= 0.95 * Double(pairs.count))
  }

  @Test func `fewer rows than needed give no advice`() {
    // Nineteen rows with a neighbour are too few, however near it is.
    let pair = [0.97, 0.1, 0.05, 0.04, 0.03]
    let lonely = [0.3, 0.1, 0.05, 0.04, 0.03]
    func cosines(_ repeats: Int) -> [Double] {
      (0..<100).flatMap { $0 < repeats ? pair : lonely }
    }
    #expect(NeighborExcess(cosines: cosines(19)).advised == nil)
    #expect(NeighborExcess(cosines: cosines(20)).advised == 0.7)
  }

  @Test func `copies of one row, and no rows, say nothing`() {
    #expect(NeighborExcess(cosines: []).advised == nil)
    #expect(NeighborExcess(cosines: []).dimension == nil)
    let copies = NeighborExcess(cosines: [Double](repeating: 1, count: 500))
    #expect(copies.advised == nil && copies.dimension == nil)
    let alike = NeighborExcess(cosines: [Double](repeating: 0.8, count: 500))
    #expect(alike.advised == nil)
  }

  @Test func `groups of six copies are a continuum to it`() {
    // All five neighbours are copies: chance explains every one, so nothing is advised.
    let copies = [1.0, 1, 1, 1, 1]
    let others = [0.5, 0.45, 0.44, 0.43, 0.42]
    let found = NeighborExcess(cosines: (0..<200).flatMap { $0 < 100 ? copies : others })
    #expect(found.advised == nil)
  }

  @Test func `points fall with the threshold`() {
    let points = excess(of: continuum(800, columns: 6, seed: 9)).points
    for (a, b) in zip(points, points.dropFirst()) {
      #expect(a.threshold < b.threshold && a.rowCount >= b.rowCount)
      #expect(a.chanceCount >= b.chanceCount)
    }
  }
}
