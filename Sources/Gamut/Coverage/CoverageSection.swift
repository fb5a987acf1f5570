// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutLinear
import GamutReport

/// What a training set lacks of a reference, as the coverage section of a report.
struct CoverageSection {
  let comparison: ReferenceComparison
  let training: EmbeddedRecords
  let trainingSource: RecordSource
  let reference: EmbeddedRecords
  let referenceSource: RecordSource

  /// Reference records with the largest gap that are listed.
  private static let recordGapCount = 20
  /// The most gaps that are shown; the JSON of one is about 2 KB.
  private static let gapLimit = 50

  /// Compares the records of two requests, whose vectors share one space.
  ///
  /// - Parameter embedded: the vectors of `training`, where the model gives the same again.
  init(
    training: VectorRequest, embedded: EmbeddedRecords? = nil, reference: VectorRequest,
    model: OpenedModel, threshold: Double?, seed: UInt64, in context: RunContext
  ) throws {
    if let embedded {
      self.reference = EmbeddedRecords(
        try model.referenceVectors(
          of: reference, besides: embedded.rows, in: context),
        of: reference.records)
      self.training = EmbeddedRecords(embedded, columnCount: self.reference.rows.columnCount)
    } else {
      var vectors = try model.vectors(
        of: [training, reference], in: context)
      self.reference = EmbeddedRecords(vectors.removeLast(), of: reference.records)
      self.training = EmbeddedRecords(vectors.removeLast(), of: training.records)
    }
    trainingSource = training.source
    referenceSource = reference.source
    context.begin("comparing with the reference")
    var options = ReferenceComparison.Options()
    options.threshold = threshold
    options.seed = seed
    comparison = ReferenceComparison(
      training: self.training.rows, reference: self.reference.rows, options: options,
      workers: context.workers)
  }

  /// The section; `model` names what made the vectors.
  ///
  /// - Parameters:
  ///   - isEncoded: whether vectors were made of texts, of which something may be set aside.
  ///   - budget: how many records can be added, spread over the gaps; nil for none.
  func report(
    model: String, isEncoded: Bool, budget: Int?, in context: RunContext
  ) -> CoverageReport {
    let coverage = comparison.coverage
    let rows = comparison.rows
    // Mean and interval of the largest cosines, by the jackknife of nearest-neighbour values.
    let mean = NearestNeighborSummary(cosines: rows.maxCosines).mean
    var report = CoverageReport(
      referenceRows: reference.rows.rowCount, trainingRows: training.rows.rowCount, model: model,
      threshold: coverage.threshold,
      thresholdReason: comparison.options.threshold == nil
        ? "the 5 % quantile of the cosines between random halves of the reference" : "given",
      share: Measure(coverage.share),
      ceiling: coverage.ceiling.total == 0 ? nil : Measure(coverage.ceiling),
      shareOfCeiling: coverage.ratio.map {
        Measure($0, noInterval: "a ratio of two shares that have theirs")
      },
      meanMaxCosine: Measure(mean, otherwise: "fewer than two rows"))
    report.curve = coverage.curve.map { point in
      CoverageReport.CurvePoint(
        threshold: point.threshold,
        share: Measure(
          Share(
            count: rows.maxCosines.count { $0 >= point.threshold }, total: rows.maxCosines.count)),
        ceiling: coverage.ceiling.total == 0 ? nil : point.ceiling)
    }
    report.unlike = Measure(
      Share(
        count: rows.novelty.novelCount(atRate: comparison.options.falseDiscoveryRate),
        total: rows.novelty.qValues.count))
    report.unlikeLevel = comparison.options.falseDiscoveryRate
    report.zeroRows = reference.zeroCount
    report.setAside = isEncoded ? SetAsideText(referenceSource.setAside) : nil
    report.recordGaps = recordGaps()
    let names = TopicNames(
      of: comparison, source: referenceSource, reference: reference, in: context)
    report.clusters = comparison.topics.sorted {
      ($1.lostShare, $0.index) < ($0.lostShare, $1.index)
    }
    .map { cluster($0, name: names.name(of: $0.index)) }
    report.gaps = comparison.gaps.prefix(Self.gapLimit).map { gap($0, names: names) }
    if let budget {
      let needs = comparison.gaps.prefix(Self.gapLimit).map(\.need)
      let additions = BudgetPlan.additions(
        budget: budget, curves: needs.map(\.curve), limits: needs.map(\.additions))
      let left = budget - additions.reduce(0, +)
      if left > 0 {
        report.notes.append(
          "\(NumberText.count(left, of: "record")) of the budget \(left == 1 ? "is" : "are") left: "
            + (needs.isEmpty
              ? "there is no gap to spend them on."
              : "with the others every gap is expected to be reached as the reference reaches itself.")
        )
      }
      for i in report.gaps.indices {
        report.gaps[i].budget = additions[i]
        report.gaps[i].reachWithBudget = Measure(needs[i].reach(after: additions[i]))
      }
    }
    report.overRepresented = comparison.overRepresented.map {
      cluster($0, name: names.name(of: $0.index))
    }
    report.outside = Measure(comparison.outside)
    return report
  }

  private func recordGaps() -> [CoverageReport.RecordGap] {
    let gaps = comparison.rows.gaps
    let order = gaps.indices.sorted { (-gaps[$0], $0) < (-gaps[$1], $1) }
      .prefix(Self.recordGapCount)
    let texts = referenceSource.placedTexts(of: order.map { reference.records[$0] })
    return zip(order, texts).map { row, text in
      let cosine = comparison.rows.maxCosines[row]
      let nearest = comparison.rows.nearestTrainingRows[row].map { neighbor($0, cosine: cosine) }
      return CoverageReport.RecordGap(
        record: text, gap: gaps[row], maxCosine: cosine, nearest: nearest)
    }
  }

  private func neighbor(_ row: RecordIndex, cosine: Double) -> CoverageReport.Neighbour {
    let text = trainingSource.placedTexts(of: [training.records[Int(row)]])[0]
    return CoverageReport.Neighbour(text, cosine: cosine)
  }

  /// The training records of `pairs` with different texts, as many as there are examples.
  private func distinctNeighbors(_ pairs: [SimilarPair]) -> [CoverageReport.Neighbour] {
    var seen = Set<[UInt8]>()
    let neighbors = pairs.map { neighbor($0.b, cosine: $0.similarity) }
      .filter { seen.insert(Array($0.record.text.utf8)).inserted }
    return Array(neighbors.prefix(comparison.options.exampleCount))
  }

  /// The share of a topic, which may be tested on half of the reference and is told of all of it.
  private func referenceShare(_ topic: Topic) -> Measure {
    Measure(Share(count: topic.referenceRows.count, total: reference.rows.rowCount))
  }

  private func cluster(_ topic: Topic, name: String) -> CoverageReport.Cluster {
    CoverageReport.Cluster(
      name: name, referenceRows: topic.referenceRows.count, trainingRows: topic.trainingRowCount,
      referenceShare: referenceShare(topic), trainingShare: Measure(topic.odds.training),
      oddsRatio: Measure(topic.odds), pValue: topic.odds.pValue, qValue: topic.qValue)
  }

  private func gap(_ gap: Gap, names: TopicNames) -> CoverageReport.Gap {
    let topic = gap.topic
    let need = gap.need
    let add = need.additionInterval
    var report = CoverageReport.Gap(
      gap.kind == .missing ? .missing : .thin, topic: topic.index,
      name: names.name(of: topic.index),
      terms: names.terms(of: topic.index),
      referenceShare: referenceShare(topic), trainingShare: Measure(topic.odds.training),
      oddsRatio: Measure(topic.odds), qValue: topic.qValue, covered: Measure(topic.coverage),
      reachThreshold: gap.reach.threshold, reach: Measure(gap.reach.training),
      ownReach: gap.reach.own.value,
      add: Measure(
        Double(need.additions), low: add.low.rounded(.down), high: add.high.rounded(.up)),
      curve: need.pool == .training ? .training : .reference,
      reachAfter: Measure(need.reach(after: need.additions)))
    report.examples = placed(gap.examples)
    report.annotateFirst = placed(gap.annotateFirst)
    report.nearest = distinctNeighbors(gap.nearestTraining)
    // What the whole reference reaches once this topic is filled.
    let total = Double(comparison.coverage.share.total)
    let gained = gap.predictedCoverage * Double(topic.coverage.total) - Double(topic.coverage.count)
    report.coverageAfter = (Double(comparison.coverage.share.count) + gained) / total
    return report
  }

  private func placed(_ rows: [Int]) -> [PlacedText] {
    referenceSource.placedTexts(of: rows.map { reference.records[$0] })
  }
}

extension Measure {
  /// An expected share with its interval.
  fileprivate init(_ expected: (value: Double, interval: GamutDiversity.Interval)) {
    self.init(expected.value, low: expected.interval.low, high: expected.interval.high)
  }

  /// The odds ratio of a cluster with Wald's interval.
  fileprivate init(_ odds: ClusterOdds) {
    self.init(odds.oddsRatio, low: odds.interval.low, high: odds.interval.high)
  }
}

/// The names of the topics of a reference.
struct TopicNames {
  private let names: ClusterNames

  init(
    of comparison: ReferenceComparison, source: RecordSource, reference: EmbeddedRecords,
    in context: RunContext
  ) {
    let limit = ClusterNames.Options().textLimit
    let topics = comparison.topicOfRow
    let step = max(1, (topics.count + limit - 1) / limit)
    let sample = Array(stride(from: 0, to: topics.count, by: step))
    names = ClusterNames(
      texts: source.embeddedTexts(
        of: sample.map { reference.records[$0] }, workers: context.workers),
      labels: sample.map { topics[$0] }, clusterCount: comparison.topics.count,
      spread: NamingParts.labels(
        of: reference.rows.selectingRows(sample), seed: comparison.options.seed,
        workers: context.workers))
  }

  func name(of topic: Int) -> String {
    let name = names.name(of: topic)
    return name.isEmpty ? "topic \(topic)" : name
  }

  func terms(of topic: Int) -> [String] { names.terms[topic] }
}
