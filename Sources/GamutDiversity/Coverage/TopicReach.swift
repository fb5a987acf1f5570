// SPDX-License-Identifier: Apache-2.0

/// How many reference records of a topic have a training record as near as the topic's own records
/// are to each other.
///
/// One cosine for all topics cannot tell: in a set about one thing, records of a topic that is missing
/// still lie near to those of its neighbours. So each topic brings its own yardstick, the median cosine
/// of its records to the nearest other reference record, which half of them reach by construction.
package struct TopicReach: Hashable, Sendable {
  /// The topic's yardstick, a cosine; inclusive.
  package let threshold: Double
  /// How many of its records have a training record at least that near.
  package let training: Share
  /// How many have another reference record at least that near: half, or more where cosines tie.
  package let own: Share
  /// The 95 % interval of the difference of the two shares, training less own, paired by record.
  package let difference: Interval

  /// Compares both for the records of one topic.
  ///
  /// - Parameters:
  ///   - training: for each record the largest cosine to a training record.
  ///   - own: for each record the largest cosine to another reference record.
  package init(training: [Double], own: [Double]) {
    precondition(training.count == own.count, "\(training.count) and \(own.count) records")
    precondition(!own.isEmpty, "no records")
    let threshold = Quantile.sample(0.5, sorted: own.sorted())
    let pairs = zip(training, own).map { training, own in
      (
        training: Coverage.reaches(threshold, cosine: training) ? 1.0 : 0,
        own: Coverage.reaches(threshold, cosine: own) ? 1.0 : 0
      )
    }
    self.threshold = threshold
    self.training = Share(count: pairs.count { $0.training == 1 }, total: pairs.count)
    self.own = Share(count: pairs.count { $0.own == 1 }, total: pairs.count)
    difference = TopicReach.interval(of: pairs.map { $0.training - $0.own })
  }

  /// Whether the training set comes less near than the reference itself, beyond chance.
  package var isShort: Bool { difference.high < 0 }

  /// Student's 95 % interval of a mean; −1…1 where one value says nothing of the spread.
  private static func interval(of values: [Double]) -> Interval {
    guard values.count > 1 else { return Interval(low: -1, high: 1) }
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    let reach =
      Quantile.student(0.975, degreesOfFreedom: values.count - 1) * (variance / n).squareRoot()
    return Interval(low: max(-1, mean - reach), high: min(1, mean + reach))
  }
}
