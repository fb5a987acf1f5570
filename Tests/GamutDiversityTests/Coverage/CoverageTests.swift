// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import Testing

@Suite struct CoverageTests {
  private let maxCosines = ReferenceRows.v.map {
    ReferenceRows.sortedCosines($0, ReferenceRows.u)[0]
  }

  @Test(arguments: [(0.7, 20), (0.8, 18), (0.9, 9)])
  func `coverage of V by U equals the reference`(threshold: Double, covered: Int) {
    let coverage = Coverage(maxCosines: maxCosines, ceilingCosines: [], threshold: threshold)
    #expect(coverage.share == Share(count: covered, total: 30))
    #expect(abs(coverage.meanMaxCosine - 0.800524419619845) < 1e-9)
  }

  @Test func `an equal row covers at a threshold of 1, whatever its last bits are`() {
    let last = 1 - 0x1p-23
    let coverage = Coverage(maxCosines: [last, 0.99999], ceilingCosines: [last, 1], threshold: 1)
    #expect(coverage.share == Share(count: 1, total: 2))
    #expect(coverage.ceiling == Share(count: 2, total: 2))
    #expect(coverage.curve.last?.coverage == 0.5)
  }

  @Test func `the gap score of V by U equals the reference`() {
    let k = LocalGap.neighborCount
    let gaps = ReferenceRows.v.indices.map { i in
      LocalGap.score(
        trainingCosine: ReferenceRows.sortedCosines(ReferenceRows.v[i], ReferenceRows.u)[k - 1],
        referenceCosine: ReferenceRows.sortedCosines(
          ReferenceRows.v[i], ReferenceRows.v, except: i)[k - 1])
    }
    #expect(abs(gaps.reduce(0, +) / 30 - -0.08310861294617088) < 1e-9)
    #expect(gaps.indices.max { gaps[$0] < gaps[$1] } == 25)
  }

  @Test func `the comparison of Float rows scores them as the Double formulas do`() {
    let comparison = ReferenceComparison(
      training: matrix(of: ReferenceRows.u), reference: matrix(of: ReferenceRows.v), workers: 2)
    let gaps = comparison.rows.gaps
    // Cosines err by less than 8 × 2⁻²³; a distance of .1 or more then by a factor of 1e-5.
    #expect(abs(gaps.reduce(0, +) / 30 - -0.08310861294617088) < 1e-5)
    #expect(gaps.indices.max { gaps[$0] < gaps[$1] } == 25)
    #expect(
      zip(comparison.rows.maxCosines, maxCosines).allSatisfy { abs($0 - $1) < 1e-6 })
    for (row, nearest) in comparison.rows.nearestTrainingRows.enumerated() {
      let cosines = ReferenceRows.u.map { ReferenceRows.cosine(ReferenceRows.v[row], $0) }
      #expect(nearest.map { Int($0) } == cosines.indices.max { cosines[$0] < cosines[$1] })
    }
  }

  @Test func `the curve falls with the threshold and meets the share`() {
    let coverage = Coverage(
      maxCosines: maxCosines, ceilingCosines: maxCosines, threshold: 0.8)
    #expect(coverage.curve.count == 21)
    for (left, right) in zip(coverage.curve, coverage.curve.dropFirst()) {
      #expect(left.coverage >= right.coverage && left.ceiling >= right.ceiling)
    }
    #expect(coverage.curve[16].threshold == 0.8)
    #expect(coverage.curve[16].coverage == coverage.share.value)
    #expect(coverage.ratio == 1)
  }

  @Test func `the threshold is the 5 % quantile, and a threshold reached is covered`() {
    let cosines = (0...100).map { Double($0) / 100 }
    #expect(abs(CoverageThreshold.threshold(halfCosines: cosines.reversed()) - 0.05) < 1e-12)
    #expect(CoverageThreshold.threshold(halfCosines: []) == 1)
    let edge = Coverage(maxCosines: [0.5, 0.49], ceilingCosines: [], threshold: 0.5)
    #expect(edge.share.count == 1)
    #expect(edge.ratio == nil)
  }

  @Test func `conformal p-values count held-out rows at least as far`() {
    let novelty = ConformalNovelty(
      maxCosines: [0.1, 0.5, 0.95, -1], heldOutCosines: [0.9, 0.5, 0.7, 0.2])
    let pValues: [Double] = [0.2, 0.6, 1, 0.2]
    let qValues: [Double] = [0.4, 0.8, 1, 0.4]
    #expect(novelty.pValues == pValues)
    for (q, expected) in zip(novelty.qValues, qValues) { #expect(abs(q - expected) < 1e-12) }
    #expect(novelty.novelCount(atRate: 0.4) == 2)
    #expect(ConformalNovelty(maxCosines: [0.3], heldOutCosines: []).pValues == [1])
  }

  @Test func `rows of the same source are called novel as seldom as promised`() {
    var random = SeededRandom(seed: 41)
    let heldOut = (0..<999).map { _ in random.nextUnit() }
    let same = (0..<2_000).map { _ in random.nextUnit() }
    let novelty = ConformalNovelty(maxCosines: same, heldOutCosines: heldOut)
    let low = Double(novelty.pValues.count { $0 <= 0.1 }) / 2_000
    // √(.1 × .9 × (1/2000 + 1/999)) = .0116 is its standard error.
    #expect(abs(low - 0.1) < 4 * 0.0116)
  }

  @Test func `a split keeps groups together and holds one of each out`() {
    let groups = (0..<100).map { $0 % 40 }
    let split = HeldOutSplit(groups: groups, seed: 3)
    #expect(split.heldOut.count == 20)
    let held = Set(split.heldOut.map { groups[$0] })
    #expect(held.count == 20)
    #expect(split.fitted.allSatisfy { !held.contains(groups[$0]) })
    #expect(Set(split.fitted.map { groups[$0] }).count == 20)
    #expect(split == HeldOutSplit(groups: groups, seed: 3))
    #expect(split != HeldOutSplit(groups: groups, seed: 4))
    #expect(HeldOutSplit(groups: [], seed: 0).fitted.isEmpty)
    #expect(HeldOutSplit(groups: [7, 7, 7], seed: 0).heldOut.isEmpty)
  }
}
