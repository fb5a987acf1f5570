// SPDX-License-Identifier: Apache-2.0

package import GamutCore
import GamutLinear

/// A topic of the reference to which the training set comes less near than the reference itself, with
/// what helps to fill it.
package struct Gap: Hashable, Sendable {
  /// How far the training set falls short.
  package enum Kind: String, Hashable, Codable, Sendable {
    /// Hardly any record of the topic is reached.
    case missing
    /// Some are, and fewer than the reference itself reaches.
    case thin
  }

  /// The topic and its test.
  package let topic: Topic
  /// How far the training set falls short.
  package let kind: Kind
  /// How many of its records the training set reaches, and the reference itself.
  package let reach: TopicReach
  /// How many records to add until both are equal.
  package let need: TopicNeed
  /// The share of its reference rows that would be covered, at the τ of coverage, after adding what the
  /// topic needs, 0…1.
  package let predictedCoverage: Double
  /// The reference rows nearest to the topic's mean of those that are not reached, nearest first.
  package let examples: [Int]
  /// The reference rows that are not reached, to annotate first, in order.
  package let annotateFirst: [Int]
  /// The training rows nearest to the examples, and then to other rows of the topic, each once, with
  /// their cosines (`a` the reference row, `b` the training row): what the set has that comes closest.
  package let nearestTraining: [SimilarPair]

  /// How many rows of a topic the quadratic steps look at, taken evenly.
  static let rowLimit = 2_000
  /// Training rows told for each example: some may have the same text.
  private static let neighborsOfExample = 3
  /// A topic of which less than this part of the reference's own reach is reached is missing. Among
  /// labelled questions of which some topics were hidden and others thinned to a tenth, the two are
  /// told apart best about here.
  static let missingPart = 0.4

  /// The gap of a topic; nil where the training set comes as near as the reference itself, or too few
  /// records tell.
  init?(
    topic: Topic, training: Matrix, trainingRows: [Int], reference: Matrix,
    scores: ReferenceRowScores, threshold: Double, options: ReferenceComparison.Options
  ) {
    let reach = TopicReach(
      training: topic.referenceRows.map { scores.maxCosines[$0] },
      own: topic.referenceRows.map { scores.ownCosines[$0] })
    guard reach.isShort else { return nil }
    self.topic = topic
    self.reach = reach
    kind = reach.training.value < Gap.missingPart * reach.own.value ? .missing : .thin
    let rows = Gap.sampled(topic.referenceRows)
    let records = reference.selectingRows(rows)
    let maxCosines = rows.map { scores.maxCosines[$0] }
    let own = training.selectingRows(Gap.sampled(trainingRows))
    need = TopicNeed(reach: reach, reference: records, maxCosines: maxCosines, training: own)
    examples = CentralRows.rows(
      of: reference,
      members: topic.referenceRows.filter {
        !Coverage.reaches(reach.threshold, cosine: scores.maxCosines[$0])
      }, limit: options.exampleCount)
    nearestTraining = Gap.nearest(
      to: examples, of: topic, scores, limit: Self.neighborsOfExample * options.exampleCount)
    predictedCoverage = NearRecords(
      of: records, among: need.pool == .training ? own : nil, threshold: threshold
    ).curve(of: Array(rows.indices), isReached: rows.map { scores.isCovered[$0] })
      .share(after: need.additions)
    let missed = rows.indices.filter {
      !Coverage.reaches(reach.threshold, cosine: maxCosines[$0])
    }
    let similarity = records.selectingRows(missed).rowProducts(with: records.selectingRows(missed))
    annotateFirst = AnnotationOrder.picks(
      rowCount: missed.count, initial: missed.map { maxCosines[$0] },
      limit: options.annotationCount, similarity: { Double(similarity[$0, $1]) }
    ).map { rows[missed[$0]] }
  }

  /// The training rows nearest to `examples` and to other rows of `topic`, each once.
  private static func nearest(
    to examples: [Int], of topic: Topic, _ scores: ReferenceRowScores, limit: Int
  ) -> [SimilarPair] {
    var seen = Set<RecordIndex>()
    var pairs: [SimilarPair] = []
    let others = topic.referenceRows.sorted {
      (-scores.maxCosines[$0], $0) < (-scores.maxCosines[$1], $1)
    }
    for row in examples + others where pairs.count < limit {
      guard let nearest = scores.nearestTrainingRows[row], seen.insert(nearest).inserted else {
        continue
      }
      pairs.append(
        SimilarPair(a: RecordIndex(row), b: nearest, similarity: scores.maxCosines[row]))
    }
    return pairs
  }

  /// How many of its reference records are out of reach: the traffic that is lost.
  package var missedCount: Int { reach.training.total - reach.training.count }

  /// At most `rowLimit` of `rows`, evenly spread.
  private static func sampled(_ rows: [Int]) -> [Int] {
    guard rows.count > rowLimit else { return rows }
    return (0..<rowLimit).map { rows[$0 * rows.count / rowLimit] }
  }
}
