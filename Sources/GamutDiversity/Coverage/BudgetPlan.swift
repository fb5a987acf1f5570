// SPDX-License-Identifier: Apache-2.0

/// How a budget of new records is spread over topics: each step goes where it reaches the most
/// reference records more.
///
/// The curves are concave, so that the greedy choice is the best one.
///
/// > Source: B. Fox, *Discrete optimization via marginal analysis*, 1966, doi:10.1287/mnsc.13.3.210.
package enum BudgetPlan {
  /// A budget is spread in at most so many steps.
  private static let stepLimit = 4_000

  /// The additions of each topic; they add up to `budget`, or to all limits where that is less.
  ///
  /// - Parameters:
  ///   - budget: how many records can be added, 0 or more.
  ///   - curves: what each topic gains.
  ///   - limits: the most that each is given.
  /// - Complexity: O(steps × topics).
  package static func additions(budget: Int, curves: [ReachCurve], limits: [Int]) -> [Int] {
    precondition(limits.count == curves.count, "\(limits.count) limits, \(curves.count) curves")
    precondition(budget >= 0, "budget \(budget)")
    var additions = [Int](repeating: 0, count: curves.count)
    let budget = min(budget, limits.reduce(0, +))
    let step = max(1, (budget + stepLimit - 1) / stepLimit)
    func gain(_ topic: Int, _ step: Int) -> Double {
      let curve = curves[topic]
      guard additions[topic] < limits[topic] else { return -1 }
      return Double(curve.recordCount)
        * (curve.share(after: additions[topic] + step) - curve.share(after: additions[topic]))
    }
    var gains = curves.indices.map { gain($0, step) }
    var left = budget
    while left > 0 {
      // Ties go to the lower topic, which loses more traffic.
      let best = gains.indices.max { (gains[$0], $1) < (gains[$1], $0) } ?? 0
      let size = min(step, left, limits[best] - additions[best])
      additions[best] += size
      left -= size
      gains[best] = gain(best, step)
    }
    return additions
  }
}
