// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutReport

/// The shares of the sources of two sets, side by side.
struct SourceShares {
  /// The sources, that of the largest share of either side first; equals in the order of the first set.
  let list: [ComparisonDocument.Source]

  /// Sources that are listed; the JSON of one is about 0.5 KB.
  private static let limit = 100

  /// Counts the readable records of both.
  ///
  /// - Throws: where there are too many sources to be any.
  init(_ sides: [RecordSource]) throws(CorpusError) {
    var names: [String] = []
    var places: [[UInt8]: Int] = [:]
    var counts: [[Int]] = []
    for (side, source) in sides.enumerated() {
      try source.requireFewSources()
      // By bytes: canonically equal strings are equal keys.
      let numbers = source.sourceNames.map { name in
        let key = Array(name.utf8)
        if let place = places[key] { return place }
        places[key] = names.count
        names.append(name)
        counts.append([Int](repeating: 0, count: sides.count))
        return names.count - 1
      }
      for record in source.readable { counts[numbers[source.sourceNumber(of: record)]][side] += 1 }
    }
    let totals = sides.indices.map { side in counts.reduce(0) { $0 + $1[side] } }
    let shares = counts.map { row in
      zip(row, totals).map { Share(count: $0, total: $1) }
    }
    func largest(_ place: Int) -> Double { shares[place].map(\.value).max() ?? 0 }
    list = names.indices.filter { counts[$0].contains { $0 > 0 } }
      .sorted { (-largest($0), $0) < (-largest($1), $1) }
      .prefix(Self.limit).map { place in
        ComparisonDocument.Source(
          name: names[place], a: Measure(shares[place][0]), b: Measure(shares[place][1]))
      }
  }
}
