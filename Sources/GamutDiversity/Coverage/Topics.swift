// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutSimilarity

/// A part of the reference that belongs together, and how often the training set has it.
package struct Topic: Hashable, Sendable {
  /// Its place among the topics.
  package let index: Int
  /// The reference rows of the topic, ascending.
  package let referenceRows: [Int]
  /// How many training rows belong to it.
  package let trainingRowCount: Int
  /// Its shares in the reference and in the training set, and what they say. A scarce topic was found
  /// by what is counted here, so its interval errs to the large side; the other topics are counted on
  /// the halves that had no part in finding them.
  package let odds: ClusterOdds
  /// The false discovery rate (Benjamini–Hochberg): of a scarce topic, that at which half of its rows
  /// are found; of another, that of its odds among those topics.
  package let qValue: Double
  /// Whether it is made of rows around which the training set is significantly too thin.
  package let isScarce: Bool
  /// How many of its reference rows are covered.
  package let coverage: Share

  /// The traffic that is lost: the topic's share of the reference times its uncovered share, 0…1.
  package var lostShare: Double { odds.reference.value * (1 - coverage.value) }
}

/// The topics of a reference: first those that the training set is too thin for, then the rest.
///
/// Scarce topics are grouped from rows that a test of their own found (`LocalScarcity`), which needs no
/// split and no seed. The other rows are clustered on one half and counted on the other.
struct Topics {
  let topicCount: Int
  /// The topics below this one are scarce.
  let scarceCount: Int
  /// The topic of each reference row.
  let referenceTopics: [Int?]
  /// The topic of each training row.
  let trainingTopics: [Int?]
  private let scarceQValues: [Double]
  /// The reference rows that had no part in finding the topics that are not scarce.
  private let testedReference: [Int]

  init(
    training: Matrix, reference: Matrix, radius: Double, rate: Double, seed: UInt64, workers: Int
  ) {
    let scarce = ScarceGroups(
      scarcity: LocalScarcity(training: training, reference: reference, workers: workers),
      rate: rate, training: training, reference: reference, radius: radius, workers: workers)
    scarceCount = scarce.count
    scarceQValues = scarce.qValues
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0xC5))
    let halves = Topics.halves(of: reference.rowCount, &random)
    testedReference = halves.second
    let part = halves.first.filter { scarce.referenceGroups[$0] == nil }
    let fitted = reference.selectingRows(part)
    let grouping = TopicClustering(of: fitted, seed: StableHash.mix(seed), workers: workers)
    topicCount = scarce.count + (part.isEmpty ? 0 : grouping.clusterCount)
    func assigned(_ rows: Matrix, _ groups: [Int?]) -> [Int?] {
      let others = groups.indices.filter { groups[$0] == nil }
      let nearest = NearestNeighbors(
        of: rows.selectingRows(others), among: fitted, count: 1, workers: workers)
      var topics = groups
      guard nearest.neighborCount == 1 else { return topics }
      for (i, row) in others.enumerated() where nearest.similarity(of: i, rank: 0) >= radius {
        topics[row] = scarce.count + grouping.labels[Int(nearest.indices[i])]
      }
      return topics
    }
    // A fitted row is its own nearest: it keeps its topic.
    referenceTopics = assigned(reference, scarce.referenceGroups)
    trainingTopics = assigned(training, scarce.trainingGroups)
  }

  /// Two halves of `0..<count`, each ascending.
  private static func halves(
    of count: Int, _ random: inout SeededRandom
  ) -> (first: [Int], second: [Int]) {
    let order = random.permutation(of: count)
    return (order[..<(count / 2)].sorted(), order[(count / 2)...].sorted())
  }

  /// The training rows of each scarce topic, ascending.
  var scarceTrainingRows: [[Int]] {
    var rows = [[Int]](repeating: [], count: scarceCount)
    for (row, topic) in trainingTopics.enumerated() {
      if let topic, topic < scarceCount { rows[topic].append(row) }
    }
    return rows
  }

  /// The topics with their tests.
  func tested(scores: ReferenceRowScores) -> [Topic] {
    var members = [[Int]](repeating: [], count: topicCount)
    for (row, topic) in referenceTopics.enumerated() {
      if let topic { members[topic].append(row) }
    }
    let training = Topics.counts(trainingTopics, of: trainingTopics.indices, topicCount)
    let inHalf = Topics.counts(referenceTopics, of: testedReference, topicCount)
    let odds = (0..<topicCount).map { topic in
      ClusterOdds(
        reference: topic < scarceCount
          ? Share(count: members[topic].count, total: referenceTopics.count)
          : Share(count: inHalf[topic], total: testedReference.count),
        training: Share(count: training[topic], total: trainingTopics.count))
    }
    let qValues = scarceQValues + ClusterOdds.qValues(of: Array(odds[scarceCount...]))
    return (0..<topicCount).map { topic in
      Topic(
        index: topic, referenceRows: members[topic], trainingRowCount: training[topic],
        odds: odds[topic], qValue: qValues[topic], isScarce: topic < scarceCount,
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
