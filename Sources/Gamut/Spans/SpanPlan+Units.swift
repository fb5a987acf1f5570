// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutText

extension SpanPlan {
  /// The units that are equal to an earlier one, or near to an earlier one that stays.
  ///
  /// As with records, a unit equal to one that is near to a third takes the third as its keeper: so
  /// every keeper stays.
  func unitSpans(
    _ units: UnitTable, workers: Int
  ) -> (spans: [TextSpan], unverifiedCount: Int) {
    var order = Array(0..<RecordIndex(units.count))
    var matches: [(unit: RecordIndex, keeper: RecordIndex)] = []
    let stages = options.deduplication.stages
    if stages.contains(.exact) {
      let exact = ExactMatcher.decisions(for: units.identities, keepOrder: order) {
        units.texts(of: $0).withoutShapes
      }
      matches = Array(zip(exact.removed, exact.keepers))
      order = exact.survivors(in: order)
    }
    var spans: [TextSpan] = []
    func add(_ unit: RecordIndex, _ cause: Stage, _ similarity: Double, _ keeper: RecordIndex) {
      spans.append(
        TextSpan(
          record: units.records[Int(unit)], range: units.range(of: unit), cause: cause,
          similarity: similarity,
          kept: TextSpan.Copy(
            record: units.records[Int(keeper)], range: units.range(of: keeper))))
    }
    guard stages.contains(.near), let bands = units.bands else {
      for match in matches { add(match.unit, .exact, 1, match.keeper) }
      return (spans, 0)
    }
    let near = NearMatcher(
      options: DeduplicationPlan(options: options.deduplication).sketcher.options
    ).decisions(for: bands, keepOrder: order, workers: workers) {
      units.texts(of: $0)
    }
    for match in matches {
      if let next = near.keeper(of: match.keeper) {
        add(match.unit, .near, next.similarity, next.keeper)
      } else {
        add(match.unit, .exact, 1, match.keeper)
      }
    }
    for (i, unit) in near.removed.enumerated() {
      add(unit, .near, near.similarities[i], near.keepers[i])
    }
    return (spans, near.counts.unverifiedCount)
  }
}
