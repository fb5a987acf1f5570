// SPDX-License-Identifier: Apache-2.0

package import GamutCore
import GamutLinear

/// A topic of which the reference has significantly more than the training set, with what helps to
/// fill it.
package struct Gap: Hashable, Sendable {
  /// The topic and its test.
  package let topic: Topic
  /// How many rows to add so that the training set has the share of the reference.
  package let additionCount: Int
  /// The share of its reference rows that would be covered after adding rows like them: each counted
  /// by the training set and by at most `additionCount` of the other rows of the topic, 0…1.
  package let predictedCoverage: Double
  /// The reference rows nearest to the topic's mean, nearest first.
  package let examples: [Int]
  /// The uncovered reference rows to annotate first, in order.
  package let annotateFirst: [Int]
  /// The training rows nearest to the examples, with their cosines (`a` the reference row, `b` the
  /// training row): what the set has that comes closest.
  package let nearestTraining: [SimilarPair]

  /// How many rows of a topic the quadratic steps look at; the widest gaps first.
  static let rowLimit = 2_000

  init(
    topic: Topic, training: Matrix, reference: Matrix, scores: ReferenceRowScores,
    threshold: Double, options: ReferenceComparison.Options
  ) {
    self.topic = topic
    let share = topic.odds.reference.value
    additionCount =
      share < 1
      ? AdditionPlan.additions(
        toReach: share, count: topic.trainingRowCount, of: training.rowCount)
      : reference.rowCount
    examples = CentralRows.rows(
      of: reference, members: topic.referenceRows, limit: options.exampleCount)
    nearestTraining = examples.compactMap { row in
      scores.nearestTrainingRows[row].map {
        SimilarPair(a: RecordIndex(row), b: $0, similarity: scores.maxCosines[row])
      }
    }
    let uncovered = topic.referenceRows.filter { !scores.isCovered[$0] }
      .sorted { (-scores.gaps[$0], $0) < (-scores.gaps[$1], $1) }
      .prefix(Gap.rowLimit).sorted()
    let thin = reference.selectingRows(uncovered)
    let added = reference.selectingRows(
      topic.referenceRows.prefix(min(additionCount, Gap.rowLimit)))
    let addedRows = Array(topic.referenceRows.prefix(added.rowCount))
    let helped = thin.rowProducts(with: added)
    let stillUncovered = uncovered.indices.count { i in
      !addedRows.indices.contains {
        addedRows[$0] != uncovered[i] && Double(helped[i, $0]) >= threshold
      }
    }
    // Beyond the limit, rows not looked at count as uncovered.
    let coveredLater = topic.coverage.count + uncovered.count - stillUncovered
    predictedCoverage =
      topic.coverage.total == 0 ? 0 : Double(coveredLater) / Double(topic.coverage.total)
    let similarity = thin.rowProducts(with: thin)
    annotateFirst = AnnotationOrder.picks(
      rowCount: uncovered.count, initial: uncovered.map { scores.maxCosines[$0] },
      limit: options.annotationCount, similarity: { Double(similarity[$0, $1]) }
    ).map { uncovered[$0] }
  }
}
