// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutReport
import GamutText

extension DeduplicationPlan {
  /// Runs the near stage on `order`, and takes out of it what goes.
  ///
  /// With keys of whole texts these decide against the reference, which leads, and the others are
  /// compared among themselves.
  private func near(
    _ keys: consuming BandKeys, _ leakKeys: consuming BandKeys?, _ order: inout [RecordIndex],
    _ leading: Int, _ union: RecordUnion, in context: RunContext
  ) -> NearDecisions {
    func texts(_ records: [RecordIndex]) -> ShapedTexts {
      union.column(of: records, workers: context.workers)
    }
    let matcher = NearMatcher(sketcher, rule: options.nearRule, limits: context.memory.limits)
    guard let leakKeys = leakKeys.take() else {
      let near = matcher.decisions(
        for: keys, keepOrder: order, referenceCount: leading, workers: context.workers,
        texts: texts)
      order = near.survivors(in: order)
      return near
    }
    var options = matcher.options
    options.alike = .text
    let leaks = NearMatcher(options: options, rule: self.options.nearRule, limits: matcher.limits)
      .decisions(
        for: leakKeys, keepOrder: order, referenceCount: leading, others: .leftAlone,
        workers: context.workers, texts: texts)
    order = leaks.survivors(in: order)
    let near = matcher.decisions(
      for: keys, keepOrder: Array(order[leading...]), workers: context.workers, texts: texts)
    order = near.survivors(in: order)
    return leaks.merged(with: near)
  }

  /// Runs the stages on the records of `union`.
  ///
  /// - Parameters:
  ///   - hasLeaks: whether records of the reference are compared by what is alike alone.
  ///   - model: what makes the vectors of a semantic stage, which an index, for one, cannot have.
  func decide(
    _ union: RecordUnion, _ texts: consuming ScannedTexts, hasLeaks: Bool = false,
    model: OpenedModel? = nil, in context: RunContext
  ) throws -> Deduplication {
    try context.memory.require(
      union.count * unboundedBytesPerRecord, for: "\(union.count) records compared by containment")
    var order = union.keepOrder(options.keep)
    var leading = order.count { Int($0) < union.referenceCount }
    var resolution = Resolution()
    let lengths = texts.lengths
    let identities = texts.takeIdentities()
    let fieldless = texts.fieldless
    var fieldGroups: [[RecordIndex]] = []
    if options.stages.contains(.exact) {
      context.begin("confirming copies")
      let exact = ExactMatcher.decisions(
        for: identities, keepOrder: order, referenceCount: leading
      ) { records in
        union.column(of: records, workers: context.workers)
      }
      order = exact.survivors(in: order)
      resolution.exact = exact
      fieldGroups = fieldless.groups(identities, among: order)
    }
    let representatives = options.stages.contains(.semantic) ? order.sorted() : []
    if let keys = texts.takeKeys() {
      try context.requireWanted()
      context.begin("comparing")
      let near = near(keys, texts.takeLeakKeys(), &order, leading, union, in: context)
      resolution.near = near
    }
    leading = order.count { Int($0) < union.referenceCount }
    var advice: SemanticAdvice?
    var cutTexts: CutTexts?
    if options.stages.contains(.semantic), let model {
      let stage = try SemanticStage(
        union: union, representatives: representatives, model: model,
        examples: options.alike == .example ? ExampleChecks(sketcher.options) : nil,
        hasLeaks: hasLeaks, in: context)
      cutTexts = CutTexts(stage.cuts)
      for (record, match) in stage.removals(
        among: order, leading: leading, near: resolution.near,
        threshold: options.semanticThreshold)
      { resolution.semantic[record] = match }
      resolution.cosine = { stage.cosine($0, $1) }
      if thresholdAdvice == .included {
        context.begin("weighing thresholds")
        advice = stage.advice(
          among: order, leading: leading, near: resolution.near, seed: options.seed)
      }
    }
    var removals: [Removal] = []
    resolution.forEachRemoval { record, match in
      guard Int(record) >= union.referenceCount else { return }
      removals.append(
        Removal(
          record: record - RecordIndex(union.referenceCount), cause: match.cause,
          similarity: match.similarity,
          containment: options.nearRule.containment.flatMap { _ in match.containment },
          differsInNumbers: match.differsInNumbers, keeper: union.keeper(match.keeper)))
    }
    var result = Deduplication(
      source: union.source, reference: union.reference, options: options,
      stages: options.stages.sorted(), removals: removals,
      unverifiedCount: resolution.near?.counts.unverifiedCount ?? 0, lengths: lengths, model: model,
      semanticAdvice: advice)
    result.cutTexts = cutTexts
    result.setFieldGroups(fieldGroups, leading: union.referenceCount)
    return result
  }
}
