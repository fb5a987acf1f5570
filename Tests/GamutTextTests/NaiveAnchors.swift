// SPDX-License-Identifier: Apache-2.0

import GamutCore

@testable import GamutText

/// The near stage by its definition: every record against every record kept before it.
enum NaiveAnchors {
  struct Removal: Equatable {
    let record: RecordIndex
    let keeper: RecordIndex
    let similarity: Double
  }

  /// With `table` only pairs that agree in a band count, else all.
  static func removals(
    _ texts: [String], _ options: TextSketcher.Options, order: [RecordIndex], references: Int,
    table: BandTable?
  ) -> [Removal] {
    let sets = texts.map { NaiveShingles.set(of: $0, options.width) }
    var kept: [RecordIndex] = []
    var removals: [Removal] = []
    for (rank, record) in order.enumerated() {
      if rank >= references, !sets[Int(record)].isEmpty {
        let match = kept.lazy.compactMap { other -> Removal? in
          if let table, !sharesBand(table, record, other) { return nil }
          if sets[Int(other)].isEmpty { return nil }
          let similarity = NaiveShingles.similarity(sets[Int(record)], sets[Int(other)])
          if similarity < options.threshold { return nil }
          return Removal(record: record, keeper: other, similarity: similarity)
        }.first
        if let match {
          removals.append(match)
          continue
        }
      }
      kept.append(record)
    }
    return removals.sorted { $0.record < $1.record }
  }

  static func sharesBand(_ table: BandTable, _ a: RecordIndex, _ b: RecordIndex) -> Bool {
    (0..<table.bandCount).contains {
      table.keys[Int(a) * table.bandCount + $0] == table.keys[Int(b) * table.bandCount + $0]
    }
  }
}
