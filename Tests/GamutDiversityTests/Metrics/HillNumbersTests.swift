// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import Testing

@Suite struct HillNumbersTests {
  @Test func `the numbers of the reference counts`() {
    let hill = HillNumbers(counts: [10, 8, 5, 3, 2, 2, 1, 1, 1, 1])
    #expect(hill.zero == 10)
    // exp of the published entropy; the published inverse Simpson is the unbiased one, Σn(n−1).
    #expect(abs(hill.one - 6.991422920411822) < 1e-9)
    #expect(abs(hill.two - 34.0 * 34 / 210) < 1e-12)
    #expect(hill.topTenShare == 1)
  }

  @Test func `equal clusters count themselves`() {
    let hill = HillNumbers(counts: [7, 7, 7, 7, 0])
    #expect(hill.zero == 4)
    #expect(abs(hill.one - 4) < 1e-12 && abs(hill.two - 4) < 1e-12)
    #expect(abs(hill.evenness - 1) < 1e-12)
    #expect(HillNumbers(counts: Array(repeating: 1, count: 40)).topTenShare == 0.25)
    #expect(HillNumbers(counts: [5]).one == 1)
    #expect(HillNumbers(counts: []).zero == 0)
  }

  @Test func `leaving a block out counts the rest`() {
    let labels = (0..<100).map { $0 % 7 == 0 ? 1 : 0 }
    var options = JackknifeBlocks.Options()
    options.blockCount = 4
    options.order = .consecutive
    let diversity = ClusterDiversity(labels: labels, clusterCount: 3, blocks: options)
    #expect(diversity.counts == [85, 15, 0])
    let rest = labels[25...]
    #expect(
      diversity.leaveOneOut[0]
        == HillNumbers(counts: (0..<3).map { cluster in rest.count { $0 == cluster } }))
  }

  @Test func `the interval covers the truth of known shares`() throws {
    // Shares 1/2, 1/4, 1/8, 1/8 have ²D = 1/(1/4 + 1/16 + 2/64) = 32/11.
    var covered = 0
    for seed in UInt64(0)..<100 {
      var random = SeededRandom(seed: 500 + seed)
      let labels = (0..<2_000).map { _ in [0, 0, 0, 0, 1, 1, 2, 3][random.next(below: 8)] }
      let diversity = ClusterDiversity(labels: labels, clusterCount: 4)
      let interval = try #require(diversity.estimate(\.two).interval)
      if interval.low <= 32.0 / 11 && 32.0 / 11 <= interval.high { covered += 1 }
    }
    // 95 expected; three standard errors, √(100 × .95 × .05) = 2.2 each, below.
    #expect(covered >= 88)
  }

  @Test func `no rows and one row have plain values`() {
    let none = ClusterDiversity(labels: [], clusterCount: 0)
    #expect(none.estimate(\.one) == Estimate(value: 0))
    let one = ClusterDiversity(labels: [0], clusterCount: 1)
    #expect(one.estimate(\.one) == Estimate(value: 1))
  }
}
