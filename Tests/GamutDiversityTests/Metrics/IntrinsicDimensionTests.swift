// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutTestSupport
import Testing

@Suite struct IntrinsicDimensionTests {
  private static func cosines(of rows: [[Double]]) -> [Double] {
    rows.indices.flatMap { row in
      ReferenceRows.sortedCosines(rows[row], rows, except: row)
        .prefix(IntrinsicDimension.neighborCount)
    }
  }

  @Test func `the numbers of the reference rows`() throws {
    let found = IntrinsicDimension(cosines: Self.cosines(of: ReferenceRows.u))
    #expect(found.rowCount == 40 && found.copyCount == 0)
    #expect(abs(try #require(found.twoNN).value - 2.4747034120635396) < 1e-9)
    #expect(abs(try #require(found.maximumLikelihood).value - 4.675461918011411) < 1e-9)
    #expect(found.twoNN?.interval != nil && found.maximumLikelihood?.interval != nil)
  }

  @Test(arguments: [2, 4, 8])
  func `rows of a sphere of d dimensions say d`(dimension: Int) throws {
    var random = SeededRandom(seed: 3)
    let rows = (0..<1_000).map { _ in
      let row = (0...dimension).map { _ in random.nextGaussian() }
      let norm = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return row.map { $0 / norm }
    }
    let found = IntrinsicDimension(cosines: Self.cosines(of: rows))
    let d = Double(dimension)
    // The standard error of TwoNN is d/√n; curvature and edges add a few per cent.
    #expect(abs(try #require(found.twoNN).value - d) < 4 * d / 1000.0.squareRoot() + 0.05 * d)
    #expect(abs(try #require(found.maximumLikelihood).value - d) < 0.15 * d)
  }

  @Test func `copies are left out and counted`() throws {
    var rows = ReferenceRows.u
    rows.append(rows[0])
    let found = IntrinsicDimension(cosines: Self.cosines(of: rows))
    #expect(found.copyCount == 2 && found.rowCount == 39)
    #expect(try #require(found.twoNN).value > 0)
  }

  @Test func `nothing, one row, and rows all equal have no dimension`() {
    #expect(IntrinsicDimension(cosines: []).twoNN == nil)
    let equal = IntrinsicDimension(cosines: Array(repeating: 1, count: 50))
    #expect(equal.twoNN == nil && equal.maximumLikelihood == nil && equal.copyCount == 10)
    // All at one distance: no ratio says anything.
    let even = IntrinsicDimension(cosines: Array(repeating: 0.5, count: 50))
    #expect(even.twoNN == nil && even.rowCount == 10)
    let one = IntrinsicDimension(cosines: [0.9, 0.8, 0.7, 0.6, 0.5])
    #expect(one.twoNN != nil && one.twoNN?.interval == nil)
  }

  @Test func `half a list is a programmer's error`() async {
    await #expect(processExitsWith: .failure) { _ = IntrinsicDimension(cosines: [1, 1]) }
  }
}
