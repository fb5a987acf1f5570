// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import Testing

@Suite struct AdditionPlanTests {
  @Test func `water filling equals the reference`() {
    let plan = AdditionPlan.additions(
      budget: 500, shares: [0.2, 0.2, 0.2, 0.1, 0.3], counts: [600, 50, 20, 0, 330])
    #expect(abs(plan.level - 1_125) < 1e-9)
    for (addition, expected) in zip(plan.additions, [0, 175, 205, 112.5, 7.5]) {
      #expect(abs(addition - expected) < 1e-9)
    }
  }

  @Test func `water filling spends the budget and nothing on the full`() {
    var random = SeededRandom(seed: 51)
    for _ in 0..<200 {
      let count = 1 + random.next(below: 8)
      let counts = (0..<count).map { _ in random.next(below: 100) }
      var shares = (0..<count).map { _ in random.nextUnit() }
      let sum = shares.reduce(0, +)
      shares = shares.map { $0 / sum }
      let budget = Double(random.next(below: 500))
      let plan = AdditionPlan.additions(budget: budget, shares: shares, counts: counts)
      #expect(abs(plan.additions.reduce(0, +) - budget) < 1e-7 * max(1, budget))
      for cluster in 0..<count where plan.additions[cluster] > 0 {
        let filled = Double(counts[cluster]) + plan.additions[cluster]
        #expect(abs(filled / shares[cluster] - plan.level) < 1e-6 * plan.level)
      }
    }
  }

  @Test func `greedy picks equal the naive greedy`() {
    var random = SeededRandom(seed: 53)
    for _ in 0..<20 {
      let sample = rows(12, around: [1, 0, 0], noise: 1, &random)
      let initial = sample.map { _ in random.nextUnit() * 0.9 }
      func similarity(_ i: Int, _ j: Int) -> Double {
        ReferenceRows.cosine(sample[i], sample[j])
      }
      var best = initial
      var naive: [Int] = []
      for _ in 0..<5 {
        let gains = sample.indices.map { row in
          sample.indices.reduce(0.0) { $0 + max(0, similarity(row, $1) - best[$1]) }
        }
        let pick = gains.indices.max { (gains[$0], -$0) < (gains[$1], -$1) }
        guard let pick, gains[pick] > 0 else { break }
        naive.append(pick)
        for row in sample.indices { best[row] = max(best[row], similarity(pick, row)) }
      }
      let picks = AnnotationOrder.picks(
        rowCount: 12, initial: initial, limit: 5, similarity: similarity)
      #expect(picks == naive)
    }
    #expect(AnnotationOrder.picks(rowCount: 0, initial: [], limit: 5) { _, _ in 0 } == [])
  }

  @Test func `picks of V that cover U equal the reference`() {
    let u = ReferenceRows.u
    let v = ReferenceRows.v
    // Candidates are rows 40… of the union; only rows of U have something to gain.
    let all = u + v
    let picks = AnnotationOrder.picks(
      rowCount: 70, initial: all.indices.map { $0 < 40 ? 0 : 1 }, limit: 5
    ) { i, j in
      i < 40 || j >= 40 ? 0 : (1 + ReferenceRows.cosine(all[i], all[j])) / 2
    }
    #expect(picks.map { $0 - 40 } == [12, 22, 20, 9, 3])
  }
}
