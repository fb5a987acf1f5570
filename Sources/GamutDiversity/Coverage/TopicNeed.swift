// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear

/// How many records a topic needs until the training set reaches its reference records as often as
/// they reach each other, by the topic's own curve.
package struct TopicNeed: Hashable, Sendable {
  /// What the curve was fitted on.
  package enum Pool: String, Hashable, Codable, Sendable {
    /// The training records of the topic: they are what more of the same would be like.
    case training
    /// The reference records of the topic against each other, where there are fewer than ten
    /// training records, or these would have to grow more than threefold.
    case reference
  }

  /// What the curve was fitted on.
  package let pool: Pool
  /// The expected reach by the number of records added.
  package let curve: ReachCurve
  /// The least number of records after which the reference's own reach is expected.
  package let additions: Int
  /// The 95 % interval of `additions`, by a jackknife of its logarithm over the reference records.
  package let additionInterval: Interval
  /// The curves without each block of reference records in turn.
  private let leftOut: [ReachCurve]

  /// Fewer training records of a topic say too little of what more of them would do.
  package static let minimumTrainingCount = 10
  /// Beyond three times its count a curve is not extrapolated.
  ///
  /// > Source: A. Chao et al., *Rarefaction and extrapolation with Hill numbers*, 2014,
  /// > doi:10.1890/13-0133.1, which bounds it by the double or triple.
  private static let extrapolation = 3

  /// Fits the curve.
  ///
  /// - Parameters:
  ///   - reach: what is reached now.
  ///   - reference: the reference records of the topic.
  ///   - maxCosines: the largest cosine of each to a training record.
  ///   - training: the training records of the topic.
  /// - Complexity: a product of the reference records with the pool, and 33 fits.
  init(
    reach: TopicReach, reference: Matrix, maxCosines: [Double], training: Matrix
  ) {
    let isReached = maxCosines.map { Coverage.reaches(reach.threshold, cosine: $0) }
    let all = Array(0..<reference.rowCount)
    let target = reach.own.value
    var near = NearRecords(of: reference, among: training, threshold: reach.threshold)
    var pool = Pool.training
    var curve = near.curve(of: all, isReached: isReached)
    if training.rowCount < TopicNeed.minimumTrainingCount
      || curve.share(after: (TopicNeed.extrapolation - 1) * training.rowCount) < target
    {
      pool = .reference
      near = NearRecords(of: reference, among: nil, threshold: reach.threshold)
      curve = near.curve(of: all, isReached: isReached)
    }
    self.pool = pool
    self.curve = curve
    let blocks = JackknifeBlocks(rowCount: reference.rowCount, options: .init())
    leftOut = blocks.rows.map { block in
      let isOut = Set(block)
      return near.curve(of: all.filter { !isOut.contains($0) }, isReached: isReached)
    }
    additions = curve.additions(toReach: target)
    func logarithm(_ count: Int) -> Double { naturalLogarithm(Double(max(1, count))) }
    let estimate = Estimate(
      value: logarithm(additions),
      leaveOneOut: leftOut.map { logarithm($0.additions(toReach: target)) },
      within: 0...logarithm(ReachCurve.additionLimit))
    // Around the count itself: it is what is advised, and the bias of a logarithm is no news.
    let error =
      (estimate.standardError ?? 0)
      * Quantile.student(0.975, degreesOfFreedom: max(1, leftOut.count - 1))
    additionInterval = Interval(
      low: Double(additions) * exponential(-error), high: Double(additions) * exponential(error))
  }

  /// The expected reach after `additions` with its 95 % interval, 0…1.
  package func reach(after additions: Int) -> (value: Double, interval: Interval) {
    let value = curve.share(after: additions)
    let estimate = Estimate(
      value: value, leaveOneOut: leftOut.map { $0.share(after: additions) }, within: 0...1)
    let error =
      (estimate.standardError ?? 1)
      * Quantile.student(0.975, degreesOfFreedom: max(1, leftOut.count - 1))
    return (value, Interval(low: max(0, value - error), high: min(1, value + error)))
  }
}
