// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GamutDiversity

@Suite struct LabelTests {
  @Test func `classes are counted, largest first, and ids are no classes`() throws {
    let labels =
      Array(repeating: "yes" as String?, count: 30) + Array(repeating: "no", count: 10) + [nil]
    let balance = try #require(ClassBalance(labels))
    #expect(balance.classes.map(\.label) == ["yes", "no"] && balance.rowCount == 40)
    #expect(balance.imbalance == 3)
    // exp of the entropy of ¾ and ¼.
    #expect(abs(balance.effectiveCount - 1.7547653506) < 1e-9)
    #expect(ClassBalance((0..<100).map { "id \($0)" }) == nil)
    #expect(ClassBalance(Array(repeating: "yes", count: 100)) == nil)
    #expect(ClassBalance([]) == nil)
  }

  @Test func `a label that four fifths of the neighbours contradict is a suspect`() {
    let found = NeighborLabels(
      labels: [0, 1, 0, nil, 0],
      neighbors: [
        [0, 0, 0, 0, 1], [0, 0, 0, 0, 1], [1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [1, 1, 1, 1],
      ])
    #expect(found.agreement == Share(count: 1, total: 3))
    #expect(found.suspects == [NeighborLabels.Suspect(place: 1, expected: 0)])
  }

  @Test func `pairs are equal, nearly equal, and one longer`() {
    let long = (0..<50).map { UInt64($0) }
    var near = long
    near[49] = 99
    let found = PreferencePairs(
      chosen: [long, long, [1, 2, 3, 4], [1]], rejected: [long, near, [5, 6], [2, 3]], seed: 0)
    #expect(found.equalRows == [0] && found.nearlyEqualRows == [1])
    #expect(found.chosenLonger == Share(count: 1, total: 2))
    #expect(abs((found.logLengthRatio?.value ?? 1) - 0) < 1e-12)
    #expect(PreferencePairs(chosen: [], rejected: [], seed: 0).logLengthRatio == nil)
  }
}
