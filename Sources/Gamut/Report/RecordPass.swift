// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutEmbedding

/// One pass over all text of some records, for the sections that look at records one by one: reading
/// them is as dear as looking at them.
struct RecordPass {
  /// Read by a plan whose first selection is looked at.
  let source: RecordSource
  let records: [RecordIndex]
  /// What the answers say; nil where texts have no roles.
  let answers: AnswerTexts?
  /// The tokens.
  let tokens: TokenSection.Counted
  /// What an audit needs to know.
  let audited: AuditedRecords

  private struct Part: Sendable {
    let count: Int
    let answers: AnswerTexts?
    let tokens: RecordTokens
    /// Those of the records that tokens were counted of.
    let counted: [Int]
    let audits: AuditedRecords.Part
  }

  /// Looks at `records` of `source`.
  init(
    _ source: RecordSource, _ records: [RecordIndex], counter: TokenCounter,
    tokens options: TokenOptions, in context: RunContext
  ) {
    self.source = source
    self.records = records
    let hasRoles = source.plan.selections[0].needsSchema
    let choice = AuditedRecords.Choice(of: records.count)
    let marks = counter.marks
    var answers = hasRoles ? AnswerTexts() : nil
    var tokens = TokenSection.Counted(of: records.count)
    let step = tokens.step
    var audits: [AuditedRecords.Part] = []
    let meter = context.meter("looking at records", total: records.count)
    source.forEachPart(of: records, workers: context.workers) { places, columns in
      let counted = places.filter { $0 % step == 0 }
      let part = Part(
        count: places.count,
        answers: hasRoles
          ? AnswerTexts(of: columns[0], places: places, count: records.count) : nil,
        tokens: RecordTokens(
          of: columns[0], places: counted.map { $0 - places.lowerBound }, hasRoles: hasRoles,
          by: counter, marks: marks, maxLength: options.maxLength),
        counted: counted,
        audits: AuditedRecords.look(
          at: columns[0], places: places, choice, hasRoles: hasRoles))
      meter.advance(by: places.count)
      return part
    } count: {
      $0.count
    } _: { _, part in
      if let texts = part.answers { answers?.append(texts) }
      tokens.append(part.tokens, of: part.counted.map { records[$0] })
      audits.append(part.audits)
    }
    self.answers = answers
    self.tokens = tokens
    audited = AuditedRecords(records, choice, audits, of: source, workers: context.workers)
  }
}
