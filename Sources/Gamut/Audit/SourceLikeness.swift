// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutReport

/// The nearest other records of records whose vectors were measured.
struct RecordNeighbors {
  /// The records looked at.
  let records: [RecordIndex]
  /// Of each, its neighbours, nearest first.
  let neighbors: [[RecordIndex]]

  init(_ rows: RowNeighbors, of embedded: EmbeddedRecords) {
    records = rows.rows.map { embedded.records[$0] }
    neighbors = rows.rows.indices.map { place in
      rows.neighbors[place * rows.count..<(place + 1) * rows.count].map {
        embedded.records[Int($0)]
      }
    }
  }
}

/// How far the sources of a set are alike: where the nearest other record of each record comes from.
struct SourceLikeness {
  private var counts: [Int: [Int: Int]] = [:]
  private var totals: [Int: Int] = [:]
  private let total: Int

  private static let listed = 4

  init(_ neighbors: RecordNeighbors, source: RecordSource) {
    total = neighbors.records.count
    for (record, nearest) in zip(neighbors.records, neighbors.neighbors) {
      let own = source.sourceNumber(of: record)
      totals[own, default: 0] += 1
      guard let first = nearest.first else { continue }
      counts[own, default: [:]][source.sourceNumber(of: first), default: 0] += 1
    }
  }

  /// The sources of the nearest records of source `number`, largest share first.
  func nearest(of number: Int, names: [String]) -> [AuditReport.Source.Nearest] {
    guard let row = counts[number] else { return [] }
    let sum = row.values.reduce(0, +)
    return row.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.listed).map {
      AuditReport.Source.Nearest(
        name: names[$0.key], share: Measure(Share(count: $0.value, total: sum)),
        expected: Double(totals[$0.key] ?? 0) / Double(total))
    }
  }
}
