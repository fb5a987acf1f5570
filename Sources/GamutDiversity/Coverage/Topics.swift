// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutSimilarity

/// A part of the reference that belongs together, and how often the training set has it.
public struct Topic: Hashable, Sendable {
  /// Its place among the topics.
  public let index: Int
  /// The reference rows of the topic, ascending.
  public let referenceRows: [Int]
  /// How many training rows belong to it.
  public let trainingRowCount: Int
  /// Its shares in the reference and in the training set, and what they say, counted on the halves
  /// of both that had no part in finding it.
  public let odds: ClusterOdds
  /// The false discovery rate (Benjamini–Hochberg) among the topics of thin rows, or among the
  /// others, whichever it is of.
  public let qValue: Double
  /// How many of its reference rows are covered.
  public let coverage: Share

  /// The traffic that is lost: the topic's share of the reference times its uncovered share, 0…1.
  public var lostShare: Double { odds.reference.value * (1 - coverage.value) }
}

/// The topics of a reference, found with one half of the rows and counted on the other.
///
/// The gap scores of the first halves divide the reference in thin rows and the rest, and each part
/// is clustered by itself: a gap is then a cluster of its own even where it is a corner of a larger
/// one. A row belongs to the topic of the nearest clustered row, provided that is as near as rows of
/// one source are, so training rows on other matters join none.
struct Topics {
  let topicCount: Int
  /// The topics below this one are of thin rows.
  let thinTopicCount: Int
  /// The topic of each reference row.
  let referenceTopics: [Int?]
  /// The topic of each training row.
  let trainingTopics: [Int?]
  /// The rows that had no part in finding the topics.
  let testedReference: [Int]
  let testedTraining: [Int]

  init(training: Matrix, reference: Matrix, radius: Double, seed: UInt64, workers: Int) {
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0xC5))
    let referenceHalves = Topics.halves(of: reference.rowCount, &random)
    let trainingHalves = Topics.halves(of: training.rowCount, &random)
    testedReference = referenceHalves.second
    testedTraining = trainingHalves.second
    let fitted = reference.selectingRows(referenceHalves.first)
    let fittedTraining = training.selectingRows(trainingHalves.first)
    let k = LocalGap.neighborCount
    let scores = LocalGap.scores(
      rowCount: fitted.rowCount,
      inTraining: NearestNeighbors(of: fitted, among: fittedTraining, count: k, workers: workers),
      inReference: NearestNeighbors(within: fitted, count: k, workers: workers))
    var topicOfFitted = [Int](repeating: 0, count: fitted.rowCount)
    var count = 0
    var thinCount = 0
    let limit = Topics.thinLimit(of: scores)
    for isThin in [true, false] {
      let part = scores.indices.filter { (scores[$0] > limit) == isThin }
      if !part.isEmpty {
        let grouping = TopicClustering(
          of: fitted.selectingRows(part), seed: StableHash.mix(seed ^ UInt64(count)),
          workers: workers)
        for (row, label) in zip(part, grouping.labels) { topicOfFitted[row] = count + label }
        count += grouping.clusterCount
      }
      if isThin { thinCount = count }
    }
    thinTopicCount = thinCount
    topicCount = count
    func assigned(_ rows: Matrix) -> [Int?] {
      let nearest = NearestNeighbors(of: rows, among: fitted, count: 1, workers: workers)
      guard nearest.neighborCount == 1 else { return Array(repeating: nil, count: rows.rowCount) }
      return zip(nearest.indices, nearest.similarities).map { index, cosine in
        cosine >= radius ? topicOfFitted[Int(index)] : nil
      }
    }
    // A fitted row is its own nearest: it keeps its topic.
    referenceTopics = assigned(reference)
    trainingTopics = assigned(training)
  }

  /// Scores above this are thin: the median and a standard deviation more, the latter estimated by
  /// the median absolute deviation. About a sixth of the rows where nothing is missing; relative to
  /// the median, since the scores of all rows fall with the size of the training set.
  private static func thinLimit(of scores: [Double]) -> Double {
    guard !scores.isEmpty else { return 0 }
    let median = Quantile.sample(0.5, sorted: scores.sorted())
    let deviations = scores.map { abs($0 - median) }.sorted()
    return median + 1.4826 * Quantile.sample(0.5, sorted: deviations)
  }

  /// Two halves of `0..<count`, each ascending.
  private static func halves(
    of count: Int, _ random: inout SeededRandom
  ) -> (first: [Int], second: [Int]) {
    let order = random.permutation(of: count)
    return (order[..<(count / 2)].sorted(), order[(count / 2)...].sorted())
  }

  /// The topics with their tests.
  func tested(scores: ReferenceRowScores) -> [Topic] {
    var members = [[Int]](repeating: [], count: topicCount)
    for (row, topic) in referenceTopics.enumerated() {
      if let topic { members[topic].append(row) }
    }
    let all = Topics.counts(trainingTopics, of: trainingTopics.indices, topicCount)
    let inReference = Topics.counts(referenceTopics, of: testedReference, topicCount)
    let inTraining = Topics.counts(trainingTopics, of: testedTraining, topicCount)
    let odds = (0..<topicCount).map {
      ClusterOdds(
        reference: Share(count: inReference[$0], total: testedReference.count),
        training: Share(count: inTraining[$0], total: testedTraining.count))
    }
    // Two families: the item scores say where to look, and what is found there need not pay for the
    // topics of the rest.
    let qValues =
      ClusterOdds.qValues(of: Array(odds[..<thinTopicCount]))
      + ClusterOdds.qValues(of: Array(odds[thinTopicCount...]))
    return (0..<topicCount).map { topic in
      Topic(
        index: topic, referenceRows: members[topic], trainingRowCount: all[topic],
        odds: odds[topic], qValue: qValues[topic],
        coverage: Share(
          count: members[topic].count { scores.isCovered[$0] }, total: members[topic].count))
    }
  }

  private static func counts(
    _ topics: [Int?], of rows: some Sequence<Int>, _ topicCount: Int
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: topicCount)
    for row in rows {
      if let topic = topics[row] { counts[topic] += 1 }
    }
    return counts
  }
}
