// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import Testing

@Suite struct NearestNeighborSummaryTests {
  @Test func `the mean distance of U to its nearest rows equals the reference`() {
    let cosines = ReferenceRows.u.indices.map {
      ReferenceRows.sortedCosines(ReferenceRows.u[$0], ReferenceRows.u, except: $0)[0]
    }
    let summary = NearestNeighborSummary(cosines: cosines)
    #expect(abs(1 - summary.mean.value - 0.3091286689011688) < 1e-9)
    #expect(summary.deciles.count == 9)
    #expect(summary.histogram.counts.reduce(0, +) == 40)
  }

  @Test func `deciles and bins of even values are even`() {
    let cosines = (0...100).map { Double($0) / 100 }.reversed()
    let summary = NearestNeighborSummary(cosines: Array(cosines))
    for (index, decile) in summary.deciles.enumerated() {
      #expect(abs(decile - Double(index + 1) / 10) < 1e-12)
    }
    #expect(summary.histogram.counts[..<50].allSatisfy { $0 == 0 })
    #expect(summary.histogram.counts[99] >= 2)
    #expect(summary.mean.corrected.map { abs($0 - 0.5) < 1e-3 } == true)
  }

  @Test func `the interval of the mean is that of its standard error`() throws {
    var random = SeededRandom(seed: 71)
    let cosines = (0..<3_200).map { _ in random.nextUnit() }
    let error = try #require(NearestNeighborSummary(cosines: cosines).mean.standardError)
    // The standard error of a uniform mean; a 32-block estimate errs by 1/√62 = 13 % of it.
    let expected = (1.0 / 12 / 3_200).squareRoot()
    #expect(abs(error - expected) < 4 * 0.13 * expected)
  }

  @Test func `no rows and one row have no interval`() {
    #expect(NearestNeighborSummary(cosines: []).mean == Estimate(value: 0))
    #expect(NearestNeighborSummary(cosines: []).deciles.isEmpty)
    let one = NearestNeighborSummary(cosines: [0.25])
    #expect(one.mean == Estimate(value: 0.25))
    #expect(one.deciles == Array(repeating: 0.25, count: 9))
  }

  @Test func `values outside a histogram count in its end bins`() {
    let histogram = Histogram(of: [-5, 0, 0.5, 1, 7], low: 0, high: 1, binCount: 2)
    #expect(histogram.counts == [2, 3])
  }
}
