// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import Testing

@Suite struct TestedShareTests {
  private func accuracy(_ sensitivity: Int, _ specificity: Int, of total: Int = 100)
    -> DetectorAccuracy
  {
    DetectorAccuracy(
      sensitivity: Share(count: sensitivity, total: total),
      specificity: Share(count: specificity, total: total))
  }

  @Test func `a detector without errors changes nothing, but for what it was tried on`() throws {
    let share = Share(count: 30, total: 100)
    let found = try #require(TestedShare(share, by: accuracy(1_000_000, 1_000_000, of: 1_000_000)))
    #expect(abs(found.value - 0.3) < 1e-12)
    // Without error in the two it is the interval of Agresti and Coull.
    #expect(abs(found.interval.low - 0.2184) < 2e-3 && abs(found.interval.high - 0.3961) < 2e-3)
  }

  @Test func `by hand`() throws {
    // (.3 + .9 − 1) / (.8 + .9 − 1) = .2 / .7.
    let found = try #require(TestedShare(Share(count: 30, total: 100), by: accuracy(80, 90)))
    #expect(abs(found.value - 2.0 / 7) < 1e-12)
    #expect(found.interval.low < found.value && found.value < found.interval.high)
    // Fewer counted than the detector takes wrongly: none.
    #expect(try #require(TestedShare(Share(count: 5, total: 100), by: accuracy(80, 90))).value == 0)
    #expect(TestedShare(Share(count: 0, total: 0), by: accuracy(80, 90)) == nil)
    #expect(TestedShare(Share(count: 3, total: 9), by: accuracy(40, 60)) == nil)
  }

  @Test func `the interval holds the true share in about 95 of a hundred samples`() throws {
    var random = SeededRandom(seed: 91)
    func drawn(_ count: Int, _ chance: Double) -> Int {
      (0..<count).count { _ in random.nextUnit() < chance }
    }
    for truth in [0.05, 0.3, 0.6] {
      var inside = 0
      for _ in 0..<1_000 {
        let accuracy = DetectorAccuracy(
          sensitivity: Share(count: drawn(300, 0.85), total: 300),
          specificity: Share(count: drawn(300, 0.96), total: 300))
        let counted = Share(
          count: drawn(500, truth * 0.85 + (1 - truth) * 0.04), total: 500)
        let found = try #require(TestedShare(counted, by: accuracy))
        inside += (found.interval.low...found.interval.high).contains(truth) ? 1 : 0
      }
      // Five standard errors of 95 % of 1,000 are 34.
      #expect(inside > 915, "\(truth): \(inside)")
    }
  }
}
