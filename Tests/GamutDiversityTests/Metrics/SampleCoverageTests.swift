// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import Testing

@Suite struct SampleCoverageTests {
  @Test func `the numbers of the reference counts`() {
    let found = SampleCoverage(counts: [10, 8, 5, 3, 2, 2, 1, 1, 1, 1])
    #expect(abs(found.coverage - 0.8823529411764706) < 1e-9)
    #expect(abs(found.unseenMass - 4.0 / 34) < 1e-12)
    #expect(abs(found.chao1 - 12) < 1e-9)
    #expect(abs(found.ace - 14.85925925925926) < 1e-9)
    // Esty by hand: (4·(1 − 4/34) + 2·2) / 34².
    let variance: Double = (4 * 30.0 / 34 + 4) / 1156
    let reach = 1.959963984540054 * variance.squareRoot()
    let wilson = Share(count: 4, total: 34).interval
    #expect(abs(found.interval.low - min(30.0 / 34 - reach, 1 - wilson.high)) < 1e-12)
    #expect(found.chao1Interval.low > 10 && found.chao1Interval.low < 12)
    #expect(found.chao1Interval.high > 12)
  }

  @Test func `hostile counts`() {
    let none = SampleCoverage(counts: [])
    #expect(none.coverage == 0 && none.chao1 == 0 && none.ace == 0)
    #expect(none.interval == Interval(low: 0, high: 1))
    #expect(SampleCoverage(counts: [0, 0]) == none)
    let one = SampleCoverage(counts: [1])
    #expect(one.coverage == 0 && one.unseenMass == 1 && one.chao1 == 1 && one.ace == 1)
    // All single: nothing repeats, so the bound is n(n−1)/2 more.
    let single = SampleCoverage(counts: Array(repeating: 1, count: 6))
    #expect(single.coverage == 0 && single.chao1 == 6 + 15 && single.ace == single.chao1)
    let frequent = SampleCoverage(counts: [50, 60])
    #expect(frequent.coverage == 1 && frequent.chao1 == 2 && frequent.ace == 2)
    // Not a point: Wilson's bound of 0 of 110 stays.
    #expect(frequent.interval.low < 1 && frequent.interval.low > 0.95)
    #expect(frequent.chao1Interval.low == 2 && frequent.chao1Interval.high < 2.001)
  }

  /// 400 draws of 300 rows from 60 classes of falling frequency: the interval holds the share of the
  /// source that was seen in about 95 of 100, and Chao1 is a lower bound.
  @Test func `the interval holds the true coverage`() {
    let weights = (1...60).map { 1 / Double($0) }
    let total = weights.reduce(0, +)
    var random = SeededRandom(seed: 11)
    var held = 0
    var mean = 0.0
    for _ in 0..<400 {
      var counts = [Int](repeating: 0, count: 60)
      for _ in 0..<300 {
        var rest = random.nextUnit() * total
        var place = 0
        while place < 59, rest >= weights[place] {
          rest -= weights[place]
          place += 1
        }
        counts[place] += 1
      }
      let found = SampleCoverage(counts: counts)
      let truth = zip(counts, weights).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) } / total
      if found.interval.low <= truth && truth <= found.interval.high { held += 1 }
      mean += found.chao1 / 400
    }
    // .95 less four standard errors of √(.95·.05/400) = 1.1 %.
    #expect(Double(held) / 400 >= 0.906)
    #expect(mean > 55 && mean < 65)
  }

  @Test func `a negative count is a programmer's error`() async {
    await #expect(processExitsWith: .failure) { _ = SampleCoverage(counts: [1, -1]) }
  }
}
