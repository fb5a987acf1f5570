// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import GamutReport
import GamutSimilarity

/// Measures how varied embedded records are, as the diversity section of a report.
struct DiversitySection {
  let embedded: EmbeddedRecords
  /// The records' source, whose first selection is the text that was embedded.
  let source: RecordSource
  let seed: UInt64
  let context: RunContext

  /// Above so many rows, the nearest neighbour is looked up for a sample of them.
  static let neighborLimit = 131_072
  /// Numbers in the blocks of a jackknife: 32 blocks up to 512 columns, 8 at 1,024, none from 2,049.
  static let blockElementLimit = 8 << 20
  /// Examples of a cluster.
  private static let exampleCount = 3

  /// What was measured, and the topics of it, by which a map is coloured.
  struct Measured {
    let report: DiversityReport
    /// nil where there are no rows.
    let topics: TopicClusters?
    /// nil where there are fewer than two rows.
    let neighbors: RowNeighbors?
  }

  /// Measures the rows.
  ///
  /// - Parameters:
  ///   - counts: of the deduplication before.
  ///   - model: what made the vectors.
  ///   - view: the name of the text that was embedded.
  func measured(counts: RowCounts, model: String, view: String) throws -> Measured {
    context.begin("measuring diversity")
    let blocks = JackknifeBlocks.Options(seed: seed)
    var spectralBlocks = blocks
    // Each block costs d × d numbers and a decomposition in O(d³).
    let columns = max(1, embedded.rows.columnCount)
    let affordable = Self.blockElementLimit / (columns * columns)
    let isCut = affordable < blocks.blockCount
    if isCut { spectralBlocks.blockCount = max(1, affordable) }
    let spectral = try SpectralDiversity(
      of: embedded.rows, blocks: spectralBlocks, workers: context.workers)
    let removed = Share(count: counts.removed.total, total: counts.read - counts.rejected)
    var report = DiversityReport(
      rows: embedded.rows.rowCount, dimensions: embedded.rows.columnCount, model: model, view: view,
      duplicateRate: Measure(removed.value, noInterval: Measure.counted),
      effectiveRows: Measure(Double(counts.kept), noInterval: Measure.counted),
      vendiRaw: VendiFamily(spectral, \.raw), vendiCentred: VendiFamily(spectral, \.centred),
      meanCosine: Measure(spectral.meanCosine, otherwise: Self.tooFewBlocks),
      spread: Measure(spectral.spread, otherwise: Self.tooFewBlocks),
      participationRatio: Measure(
        spectral.estimate(\.participationRatio), otherwise: Measure.tooFewRows))
    report.effectiveRank = Measure(
      spectral.estimate(\.centredEffectiveRank), otherwise: Measure.tooFewRows)
    report.zeroRows = embedded.zeroCount
    if isCut {
      report.notes.append(
        "Vectors of \(NumberText.count(columns)) columns allow \(spectralBlocks.blockCount) blocks "
          + "for the intervals of spectral numbers; below 2 there are none.")
    }
    var neighbors: RowNeighbors?
    if embedded.rows.rowCount > 1 {
      context.begin("finding neighbours")
      let found = RowNeighbors(
        of: embedded.rows, sampleAbove: Self.neighborLimit, seed: seed, workers: context.workers)
      report.nearest = nearest(found, blocks, notes: &report.notes)
      neighbors = found
    }
    guard embedded.rows.rowCount > 0 else {
      return Measured(report: report, topics: nil, neighbors: nil)
    }
    let topics = TopicClusters(
      of: embedded, source: source, count: nil, seed: seed, in: context)
    report.clusters = clusters(topics, blocks)
    if let neighbors { report.nearest?.thresholds = thresholds(neighbors, topics) }
    report.more = MeasureSection(
      embedded: embedded, source: source, seed: seed, context: context
    ).report(clusterSizes: topics.kmeans.sizes, neighbors: neighbors)
    return Measured(report: report, topics: topics, neighbors: neighbors)
  }

  private static let tooFewBlocks = "fewer than two rows"

  private func nearest(
    _ neighbors: RowNeighbors, _ blocks: JackknifeBlocks.Options, notes: inout [String]
  ) -> NearestCosine {
    if neighbors.rows.count < embedded.rows.rowCount {
      notes.append(
        "Nearest cosines are of a random sample of "
          + "\(NumberText.count(neighbors.rows.count)) rows against all."
      )
    }
    let summary = NearestNeighborSummary(cosines: neighbors.nearestCosines, blocks: blocks)
    return NearestCosine(
      mean: Measure(summary.mean, otherwise: Self.tooFewBlocks), deciles: summary.deciles,
      histogram: GamutReport.Histogram(
        lower: summary.histogram.low, upper: summary.histogram.high,
        counts: summary.histogram.counts))
  }

  private func thresholds(
    _ neighbors: RowNeighbors, _ topics: TopicClusters
  ) -> SemanticThresholds {
    context.begin("weighing thresholds")
    return SemanticAdvice(
      neighbors: neighbors, anchors: AnchorRows(embedded.rows, workers: context.workers),
      labels: topics.kmeans.labels, records: embedded.records
    ).section(source.placedTexts(of:))
  }
}

extension DiversitySection {
  private func clusters(
    _ clustering: TopicClusters, _ blocks: JackknifeBlocks.Options
  ) -> ClusterReport {
    let kmeans = clustering.kmeans
    let diversity = ClusterDiversity(
      labels: kmeans.labels, clusterCount: kmeans.sizes.count, blocks: blocks)
    func estimate(_ number: KeyPath<GamutDiversity.HillNumbers, Double>) -> Measure {
      Measure(diversity.estimate(number), otherwise: Self.tooFewBlocks)
    }
    let central = CentralRows.rows(
      of: embedded.rows, labels: kmeans.labels, clusterCount: kmeans.sizes.count,
      limit: Self.exampleCount)
    var report = ClusterReport(
      count: kmeans.sizes.count, countReason: clustering.reason,
      hill: GamutReport.HillNumbers(
        zero: Measure(diversity.hill.zero, noInterval: Measure.counted), one: estimate(\.one),
        two: estimate(\.two)),
      evenness: estimate(\.evenness), topTenShare: estimate(\.topTenShare),
      list: clustering.largestFirst.map { cluster in
        ClusterReport.Cluster(
          name: clustering.name(of: cluster), rows: kmeans.sizes[cluster],
          share: Measure(
            Share(count: kmeans.sizes[cluster], total: embedded.rows.rowCount)),
          examples: source.placedTexts(of: central[cluster].map { embedded.records[$0] }))
      })
    // One number for one thing: as the chosen topics are told above.
    report.grid = clustering.grid.map { row in
      guard row.count == report.count else { return row }
      var chosen = row
      (chosen.hill1, chosen.hill2) = (report.hill.one.value, report.hill.two.value)
      (chosen.evenness, chosen.topTenShare) = (report.evenness.value, report.topTenShare.value)
      return chosen
    }
    return report
  }
}
