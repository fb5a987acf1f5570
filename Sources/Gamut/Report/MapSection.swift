// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import GamutReport
import GamutSimilarity

/// Draws embedded records on a plane, and the reference among them, as the map of a report.
struct MapSection {
  /// The records to draw; those of a comparison lie in one space with the reference.
  private var records: EmbeddedRecords
  private let topics: TopicClusters
  /// The record of each label of `topics`, ascending.
  private let topicRecords: [RecordIndex]
  private let seed: UInt64
  private let context: RunContext
  /// What to tell of the records.
  private let details: MapRecords
  private var reference: Reference?

  private struct Reference {
    let rows: Matrix
    /// The record of each row, and where to look them up.
    let records: [RecordIndex]
    let source: RecordSource
    /// Names and rows of the gaps, in the report's order.
    let gaps: [(name: String, rows: [Int])]
  }

  /// Dots of a map: so many fit on a page with their texts, and drawing them takes some seconds.
  private static let limit = 20_000
  /// How many of them are of the reference, where there is one and both sets are large.
  private static let referenceLimit = 4_000
  /// Below so many rows there is nothing to see.
  private static let least = 10

  /// Draws `records` of `source` in the colours of `topics`, whose labels are of `topicRecords`.
  init(
    records: EmbeddedRecords, topics: TopicClusters, topicRecords: [RecordIndex],
    source: RecordSource, of deduplication: Deduplication, seed: UInt64, in context: RunContext
  ) {
    self.records = records
    details = MapRecords(source: source, deduplication: deduplication)
    self.topics = topics
    self.topicRecords = topicRecords
    self.seed = seed
    self.context = context
  }

  /// Draws the reference too, in the space in which both were compared.
  mutating func compare(with section: CoverageSection, gaps: [CoverageReport.Gap]) {
    records = section.training
    reference = Reference(
      rows: section.reference.rows, records: section.reference.records,
      source: section.referenceSource,
      gaps: zip(gaps, section.comparison.gaps).map { ($0.name, $1.topic.referenceRows) })
  }

  /// The map; nil below ten records.
  func report() -> MapReport? {
    guard records.rows.rowCount >= Self.least else { return nil }
    context.begin("drawing the map")
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0x3A9))
    func sample(_ count: Int, of rowCount: Int) -> [Int] {
      random.permutation(of: rowCount).prefix(count).sorted()
    }
    let others = sample(Self.referenceLimit, of: reference?.rows.rowCount ?? 0)
    let own = sample(Self.limit - others.count, of: records.rows.rowCount)
    var rows = records.rows.selectingRows(own)
    if let reference { rows = rows.appendingRows(of: reference.rows.selectingRows(others)) }
    var options = NeighborMap.Options()
    options.seed = seed
    let map = NeighborMap(of: rows, options: options, workers: context.workers)
    let points = Self.scaled(map.points)
    let groups = groups(own, points)
    var report = MapReport(
      method: "t-SNE over exact nearest neighbours, from the principal components",
      neighbours: map.neighborCount,
      neighboursKept: Measure(map.keptNeighborShare, noInterval: Measure.counted),
      neighboursKeptByComponents: Measure(
        map.principalKeptNeighborShare, noInterval: Measure.counted),
      groups: groups.list, rows: records.rows.rowCount)
    if let reference {
      report.referenceRows = reference.rows.rowCount
      var gapOfRow: [Int: Int] = [:]
      for (gap, entry) in reference.gaps.enumerated() {
        for row in entry.rows { gapOfRow[row] = gap }
      }
      report.gaps = reference.gaps.map { .init(name: $0.name, rows: $0.rows.count, points: []) }
      for (row, point) in zip(others, points[own.count...]) {
        if let gap = gapOfRow[row] {
          report.gaps[gap].points.append(point)
        } else {
          report.reference.append(point)
        }
      }
      let near = others.filter { gapOfRow[$0] == nil }
      let far = reference.gaps.indices.flatMap { gap in others.filter { gapOfRow[$0] == gap } }
      report.records = look(
        at: groups.records, and: (near + far).map { reference.records[$0] }, of: reference.source)
    } else {
      report.records = look(at: groups.records, and: [], of: nil)
    }
    return report
  }

  /// What a page tells of the dots: those of the set, then those of the reference.
  private func look(
    at own: [RecordIndex], and others: [RecordIndex], of other: RecordSource?
  ) -> MapReport.Records {
    var languages: [String] = []
    var list = details.look(at: own, languages: &languages, workers: context.workers)
    if let other {
      list += MapRecords(source: other, deduplication: nil).look(
        at: others, languages: &languages, workers: context.workers)
    }
    return MapReport.Records(list, sources: details.source.sourceNames, languages: languages)
  }

  /// The topics, largest first, with the drawn rows of each, and the records of these dots in their
  /// order; `points` begin with those of `own`.
  private func groups(
    _ own: [Int], _ points: [MapReport.Point]
  ) -> (list: [MapReport.Group], records: [RecordIndex]) {
    var drawn = [[(point: MapReport.Point, record: RecordIndex)]](
      repeating: [], count: topics.kmeans.sizes.count)
    var label = 0
    for (row, point) in zip(own, points) {
      // Both lists ascend. A record without a vector in one of the spaces has no topic.
      let record = records.records[row]
      while label < topicRecords.count, topicRecords[label] < record { label += 1 }
      guard label < topicRecords.count, topicRecords[label] == record else { continue }
      drawn[topics.kmeans.labels[label]].append((point, record))
    }
    let order = topics.largestFirst
    return (
      order.map {
        MapReport.Group(
          name: topics.name(of: $0), rows: topics.kmeans.sizes[$0], points: drawn[$0].map(\.point))
      }, order.flatMap { drawn[$0].map(\.record) }
    )
  }

  /// The points moved to 0…1, their proportions kept: the longer side fills it.
  private static func scaled(_ points: [PlanePoint]) -> [MapReport.Point] {
    let (left, right) = (points.map(\.x).min() ?? 0, points.map(\.x).max() ?? 0)
    let (low, high) = (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 0)
    let side = max(right - left, high - low, 1e-12)
    let (x, y) = ((1 - (right - left) / side) / 2, (1 - (high - low) / side) / 2)
    return points.map {
      MapReport.Point(x: x + ($0.x - left) / side, y: y + ($0.y - low) / side)
    }
  }
}
