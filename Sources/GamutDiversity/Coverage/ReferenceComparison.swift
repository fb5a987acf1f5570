// SPDX-License-Identifier: Apache-2.0

package import GamutCore
package import GamutLinear
import GamutSimilarity

/// What a training set lacks, measured against a reference of what it is meant for.
///
/// The rows of both are vectors of one encoder, of norm 1 or 0.
package struct ReferenceComparison: Hashable, Sendable {
  /// What fixes the result.
  package struct Options: Hashable, Codable, Sendable {
    /// τ of coverage; nil takes it from the reference. Fix it to compare versions of a set.
    package var threshold: Double?
    /// The false discovery rate below which a topic is a gap and a row unlike the training data.
    package var falseDiscoveryRate = 0.05
    /// How many reference rows a gap suggests to annotate first.
    package var annotationCount = 10
    /// How many examples, and nearest training rows, a gap shows.
    package var exampleCount = 3
    /// The seed of the splits and of the clustering.
    package var seed: UInt64 = 0

    /// The defaults.
    package init() {}
  }

  /// The options of the comparison.
  package let options: Options
  /// The share of the reference that is covered, and its ceiling.
  package let coverage: Coverage
  /// τ as the reference gives it, which also bounds what belongs to a topic.
  package let ownThreshold: Double
  /// The rows of the reference, one by one.
  package let rows: ReferenceRowScores
  /// All topics of the reference, each with its odds; gaps or not.
  package let topics: [Topic]
  /// The topics to which the training set comes less near than the reference itself, most records out
  /// of reach first. Where it has fewer rows and still comes as near, `topics` tells.
  package let gaps: [Gap]
  /// The topics that have at least twice the odds in the training set, and a hundredth more of it, most
  /// first; no gap is among them.
  package let overRepresented: [Topic]
  /// How many training rows belong to no topic of the reference.
  package let outside: Share

  /// Compares `training` with `reference`.
  ///
  /// - Parameters:
  ///   - training: the rows of the training set.
  ///   - reference: the rows of the reference, with as many columns.
  ///   - trainingGroups: a number per training row, equal for near-copies, which are then not split;
  ///     nil where there are none.
  /// - Complexity: O((n + m) m d) for n training and m reference rows, and a held-out search of at
  ///   most 4,000 × n. Blocks of products and 60 bytes a row are held beside the matrices.
  package init(
    training: Matrix, reference: Matrix, trainingGroups: [Int]? = nil,
    options: Options = .init(), workers: Int
  ) {
    precondition(
      training.columnCount == reference.columnCount,
      "\(training.columnCount) and \(reference.columnCount) columns")
    precondition(
      trainingGroups.map { $0.count == training.rowCount } ?? true,
      "\(trainingGroups?.count ?? 0) groups of \(training.rowCount) rows")
    let halves = HalfCosines(
      of: reference, trainingRowCount: training.rowCount, seed: options.seed, workers: workers)
    let ownThreshold = CoverageThreshold.threshold(halfCosines: halves.forward)
    let threshold = options.threshold ?? ownThreshold
    let rows = ReferenceRowScores(
      training: training, reference: reference, trainingGroups: trainingGroups,
      threshold: threshold, seed: options.seed, workers: workers)
    let topics = Topics(
      training: training, reference: reference, radius: ownThreshold,
      rate: options.falseDiscoveryRate, seed: options.seed, workers: workers)
    self.options = options
    self.ownThreshold = ownThreshold
    coverage = Coverage(
      maxCosines: rows.maxCosines, ceilingCosines: halves.backward, threshold: threshold)
    let tested = topics.tested(scores: rows)
    let trainingRows = topics.scarceTrainingRows
    gaps =
      tested
      .filter {
        $0.isScarce && $0.odds.interval.low > 1
          && $0.qValue <= Self.topicRate * options.falseDiscoveryRate
      }
      .compactMap {
        Gap(
          topic: $0, training: training, trainingRows: trainingRows[$0.index],
          reference: reference, scores: rows, threshold: threshold, options: options)
      }
      .sorted { ($1.missedCount, $0.topic.index) < ($0.missedCount, $1.topic.index) }
    overRepresented =
      tested
      .filter { ReferenceComparison.isOverRepresented($0, rate: options.falseDiscoveryRate) }
      .sorted { ($1.odds.excess, $0.index) < ($0.odds.excess, $1.index) }
    outside = Share(
      count: topics.trainingTopics.count { $0 == nil }, total: training.rowCount)
    self.topics = tested
    self.rows = rows
  }

  /// A topic must be found at this part of the rate: the tests of neighbouring rows err together, which
  /// Benjamini and Hochberg do not foresee. At the whole rate halves of a labelled set too often had a
  /// gap; the correction for any dependence (Benjamini and Yekutieli) finds less of what was hidden.
  private static let topicRate = 0.4
  /// From these on an excess in the training set is worth a word: at large counts every difference is
  /// certain, and few of them matter.
  private static let overOdds = 0.5
  private static let overShare = 0.01

  private static func isOverRepresented(_ topic: Topic, rate: Double) -> Bool {
    !topic.isScarce && topic.qValue <= rate && topic.odds.interval.high < 1
      && topic.odds.oddsRatio <= overOdds && topic.odds.excess >= overShare
  }

  /// The topic of each reference row, an index of `topics`; nil for a row near to none.
  package var topicOfRow: [Int?] {
    var result = [Int?](repeating: nil, count: rows.maxCosines.count)
    for topic in topics {
      for row in topic.referenceRows { result[row] = topic.index }
    }
    return result
  }
}

/// What is known of each reference row, one element a row.
package struct ReferenceRowScores: Hashable, Sendable {
  /// The local gap score (`LocalGap`): what to look at first.
  package let gaps: [Double]
  /// The cosine to the nearest training row; 0 where there is none.
  package let maxCosines: [Double]
  /// The cosine to the nearest other reference row that is not equal to it; 0 where there is none.
  package let ownCosines: [Double]
  /// The nearest training row, the lowest of equals; nil where there is none.
  package let nearestTrainingRows: [RecordIndex?]
  /// Whether the nearest training row reaches τ.
  package let isCovered: [Bool]
  /// The test of "it is like the training data".
  package let novelty: ConformalNovelty

  init(
    training: Matrix, reference: Matrix, trainingGroups: [Int]?, threshold: Double, seed: UInt64,
    workers: Int
  ) {
    let k = LocalGap.neighborCount
    let count = reference.rowCount
    let inTraining = NearestNeighbors(
      of: reference, among: training, count: k, workers: workers)
    let inReference = NearestNeighbors(within: reference, count: k, workers: workers)
    gaps = LocalGap.scores(rowCount: count, inTraining: inTraining, inReference: inReference)
    ownCosines = Self.ownCosines(of: reference, inReference, workers: workers)
    maxCosines = inTraining.largest(rowCount: count)
    nearestTrainingRows = inTraining.nearestRows(rowCount: count)
    isCovered = maxCosines.map { Coverage.reaches(threshold, cosine: $0) }
    let split = HeldOutSplit(
      groups: trainingGroups ?? Array(0..<training.rowCount), seed: StableHash.mix(seed ^ 0xC3))
    novelty = ConformalNovelty(
      maxCosines: Self.largestCosines(
        of: reference, among: training, rows: split.fitted, workers: workers),
      heldOutCosines: Self.largestCosines(
        of: training.selectingRows(split.heldOut), among: training, rows: split.fitted,
        workers: workers))
  }

  /// The largest cosine of each row to another that is not equal to it: a question asked a hundred times
  /// is no nearer to its topic for that.
  private static func ownCosines(
    of reference: Matrix, _ found: NearestNeighbors, workers: Int
  ) -> [Double] {
    let distinct = DistinctRows(of: reference)
    if distinct.firsts.count == reference.rowCount {
      return found.largest(rowCount: reference.rowCount)
    }
    let rows = reference.selectingRows(distinct.firsts)
    let own = NearestNeighbors(within: rows, count: 1, workers: workers)
      .largest(rowCount: rows.rowCount)
    return distinct.places.map { own[$0] }
  }

  /// Rows that are copied out at a time, which are nearly all but for the held-out ones: in one piece
  /// they would take the memory of the training set once more.
  private static let copiedRowCount = 1 << 17

  /// The largest cosine of each row of `queries` to the rows of `rows`, `pieceRowCount` of which are
  /// searched at a time; 0 where there are none.
  static func largestCosines(
    of queries: Matrix, among training: Matrix, rows: [Int], pieceRowCount: Int = copiedRowCount,
    workers: Int
  ) -> [Double] {
    var largest: [Double]?
    for start in stride(from: 0, to: max(1, rows.count), by: pieceRowCount) {
      let part = training.selectingRows(rows[start..<min(rows.count, start + pieceRowCount)])
      let found = NearestNeighbors(of: queries, among: part, count: 1, workers: workers)
        .largest(rowCount: queries.rowCount)
      // Cosines are those of `Double` products in index order, so parts give the same as a whole.
      largest = largest.map { zip($0, found).map { max($0, $1) } } ?? found
    }
    return largest ?? []
  }
}

extension LocalGap {
  /// The score of each row from its neighbour lists; where a list is shorter than k, its last
  /// neighbour stands for the k-th, and an empty one for a cosine of 0.
  static func scores(
    rowCount: Int, inTraining: NearestNeighbors, inReference: NearestNeighbors
  ) -> [Double] {
    (0..<rowCount).map {
      score(
        trainingCosine: inTraining.farthestCosine(of: $0),
        referenceCosine: inReference.farthestCosine(of: $0))
    }
  }
}
