// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutDiversity

@Suite struct TopicReachTests {
  @Test func `the yardstick is the median, and both shares are counted by it`() {
    let reach = TopicReach(
      training: [0.9, 0.1, 0.7, 0.2, 0.1], own: [0.5, 0.6, 0.7, 0.8, 0.9])
    #expect(reach.threshold == 0.7)
    #expect(reach.training == Share(count: 2, total: 5))
    #expect(reach.own == Share(count: 3, total: 5))
    // Differences 1, 0, 0, −1, −1: mean −.2, variance .7, t₄ = 2.776.
    #expect(
      abs(reach.difference.high - (-0.2 + 2.7764451051977934 * (0.7 / 5).squareRoot())) < 1e-9)
    #expect(reach.difference.low == -1)
    #expect(!reach.isShort)
  }

  @Test func `as near as its own is not short, and nothing near is`() {
    let own = (0..<40).map { 0.5 + Double($0) / 100 }
    #expect(!TopicReach(training: own, own: own).isShort)
    #expect(TopicReach(training: own.map { $0 - 0.5 }, own: own).isShort)
    #expect(!TopicReach(training: [0], own: [0.9]).isShort)
    // Raising the training cosines never makes a topic short.
    var random = SeededRandom(seed: 82)
    for _ in 0..<50 {
      let training = own.map { _ in random.nextUnit() }
      let raised = training.map { min(1, $0 + random.nextUnit() * 0.3) }
      if TopicReach(training: raised, own: own).isShort {
        #expect(TopicReach(training: training, own: own).training.count <= 20)
      }
      #expect(
        TopicReach(training: raised, own: own).training.count
          >= TopicReach(training: training, own: own).training.count)
    }
  }
}

@Suite struct RarefactionCurveTests {
  @Test func `with the same chance for every record it is the binomial`() {
    // Every record has 10 of 100 near: the correlation that fits best is the least that is tried.
    let curve = RarefactionCurve(counts: Array(repeating: 10, count: 50), poolCount: 100)
    #expect(abs(curve.alpha / (curve.alpha + curve.beta) - 0.1) < 1e-12)
    for additions in [1, 5, 20] {
      let binomial = 1 - (0..<additions).reduce(1.0) { power, _ in power * 0.9 }
      #expect(abs(curve.gain(count: 10, additions: additions) - binomial) < 0.01)
    }
  }

  @Test func `by hand: α = β = 1 with none of one near`() {
    // Two records of a pool of 1, one near and one not: the mean is ½. Whatever the correlation ρ,
    // α = β = (1/ρ − 1)/2, and a record without a near one gains α / (2α + 1) by one addition.
    let curve = RarefactionCurve(counts: [0, 1], poolCount: 1)
    #expect(abs(curve.alpha - curve.beta) < 1e-12)
    let expected = curve.alpha / (2 * curve.alpha + 1)
    #expect(abs(curve.gain(count: 0, additions: 1) - expected) < 1e-10)
    #expect(curve.gain(count: 0, additions: 0) == 0)
  }

  @Test func `it foretells what beta-binomial records gain`() {
    // Chances drawn from a beta distribution of α = 1, β = 9 (by inversion: 1 − u^(1/9)).
    var random = SeededRandom(seed: 83)
    let chances = (0..<4_000).map { _ in
      1 - exponential(naturalLogarithm(max(1e-12, random.nextUnit())) / 9)
    }
    func near(_ chance: Double, of count: Int) -> Int {
      (0..<count).count { _ in random.nextUnit() < chance }
    }
    let counts = chances.map { near($0, of: 30) }
    let curve = RarefactionCurve(counts: counts, poolCount: 30)
    for additions in [3, 10, 30, 100] {
      let expected =
        zip(chances, counts).reduce(0.0) { $0 + curve.gain(count: $1.1, additions: additions) }
      let seen = chances.count { near($0, of: additions) > 0 }
      // Four standard errors of a count of 4,000 are at most 126.
      #expect(abs(expected - Double(seen)) < 126)
    }
  }

  @Test func `a gain grows with the additions and with what is near already, and stays a share`() {
    var random = SeededRandom(seed: 84)
    for _ in 0..<100 {
      let pool = 1 + random.next(below: 60)
      let counts = (0..<(1 + random.next(below: 30))).map { _ in random.next(below: pool + 1) }
      let curve = RarefactionCurve(counts: counts, poolCount: pool)
      var last = 0.0
      for additions in [0, 1, 2, 5, 40, 10_000, 1 << 20] {
        let gain = curve.gain(count: 0, additions: additions)
        #expect(gain >= last - 1e-9 && gain <= 1)
        #expect(curve.gain(count: pool, additions: additions) >= gain - 1e-9)
        last = gain
      }
    }
  }
}

@Suite struct ReachCurveTests {
  @Test func `the least number that reaches a share is found`() {
    let curve = ReachCurve(
      isReached: [true, false, false, false], counts: [3, 1, 0, 0], poolCount: 3)
    #expect(curve.share(after: 0) == 0.25)
    #expect(curve.additions(toReach: 0.2) == 0)
    for target in [0.3, 0.5, 0.6] {
      let additions = curve.additions(toReach: target)
      #expect(curve.share(after: additions) >= target)
      #expect(curve.share(after: additions - 1) < target)
    }
    #expect(curve.additions(toReach: 2) == ReachCurve.additionLimit)
  }

  @Test func `a budget is spread as the best of all ways to spread it`() {
    var random = SeededRandom(seed: 85)
    for _ in 0..<20 {
      let curves = (0..<3).map { _ in
        let counts = (0..<(3 + random.next(below: 9))).map { _ in random.next(below: 4) }
        return ReachCurve(
          isReached: counts.map { $0 > 2 }, counts: counts, poolCount: 4 + random.next(below: 9))
      }
      func reached(_ additions: [Int]) -> Double {
        zip(curves, additions).reduce(0) {
          $0 + Double($1.0.recordCount) * $1.0.share(after: $1.1)
        }
      }
      let budget = 7
      var best = 0.0
      for a in 0...budget {
        for b in 0...(budget - a) { best = max(best, reached([a, b, budget - a - b])) }
      }
      let spread = BudgetPlan.additions(
        budget: budget, curves: curves, limits: [99, 99, 99])
      #expect(spread.reduce(0, +) == budget)
      #expect(abs(reached(spread) - best) < 1e-9)
    }
    #expect(BudgetPlan.additions(budget: 5, curves: [], limits: []) == [])
    let one = ReachCurve(isReached: [false], counts: [0], poolCount: 1)
    #expect(BudgetPlan.additions(budget: 1_000_003, curves: [one], limits: [.max]) == [1_000_003])
    // What no topic needs is not spent.
    #expect(BudgetPlan.additions(budget: 50, curves: [one, one], limits: [3, 7]) == [3, 7])
    #expect(BudgetPlan.additions(budget: 4, curves: [one, one], limits: [1, 7]) == [1, 3])
  }
}
