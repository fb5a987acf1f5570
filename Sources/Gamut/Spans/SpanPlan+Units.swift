// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutText

extension SpanPlan {
  /// The units of `order` that are equal to an earlier one, or near to an earlier one that stays.
  ///
  /// As with records, a unit equal to one that is near to a third takes the third as its keeper: so
  /// every keeper stays.
  func unitSpans(
    of kind: TextUnit.Kind, order: [RecordIndex], source: RecordSource, in context: RunContext
  ) throws -> (spans: [TextSpan], unverifiedCount: Int) {
    let sketcher = sketcher
    let selection = source.plan.selections[0]
    var units = UnitTable()
    var scanned = ScannedTexts(sketcher: sketcher, keys: context.memory.keys)
    let look = scanned.look
    try Parallel.forEachChunk(of: order.count, chunkSize: 256, workers: context.workers) {
      range -> (UnitTable, ScannedTexts.Part) in
      let records = Array(order[range])
      let units = UnitTable(
        of: kind, in: source.columns(of: records)[0], records: records, selection: selection)
      return (units, look.part(of: units.texts.withoutShapes))
    } take: { more, part in
      units.append(more)
      try context.memory.require(units.byteCount, for: "\(units.count) units and their texts")
      try scanned.append(part)
    }
    return try compare(units, scanned, in: context)
  }

  /// The sketcher of the near stage of units; nil where that stage does not run.
  private var sketcher: TextSketcher? {
    guard options.deduplication.stages.contains(.near) else { return nil }
    return DeduplicationPlan(options: options.deduplication).sketcher
  }

  private func compare(
    _ units: UnitTable, _ scanned: consuming ScannedTexts, in context: RunContext
  ) throws(TextError) -> (spans: [TextSpan], unverifiedCount: Int) {
    var order = Array(0..<RecordIndex(units.count))
    var matches: [(unit: RecordIndex, keeper: RecordIndex)] = []
    if options.deduplication.stages.contains(.exact) {
      let exact = ExactMatcher.decisions(for: scanned.takeIdentities(), keepOrder: order) {
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
    guard let sketcher, let keys = scanned.takeKeys() else {
      for match in matches { add(match.unit, .exact, 1, match.keeper) }
      return (spans, 0)
    }
    let near = NearMatcher(
      options: sketcher.options, rule: options.deduplication.nearRule, limits: context.memory.limits
    ).decisions(for: keys, keepOrder: order, workers: context.workers) {
      units.texts(of: $0).withoutShapes
    }
    for match in matches {
      if let place = near.place(of: match.keeper) {
        add(match.unit, .near, near.similarities[place], near.keepers[place])
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
