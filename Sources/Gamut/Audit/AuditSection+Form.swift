// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutReport

extension AuditSection {
  /// How prompts differ in form from those of a reference; nil where one of the two asks nothing.
  ///
  /// - Parameter other: the reference, whose first selection is the whole record.
  func form(besides other: RecordSource) -> AuditReport.Form? {
    context.begin("comparing the form of prompts")
    let records = AuditedRecords.evenly(other.readable, limit: AuditedRecords.textLimit)
    let hasRoles = other.plan.selections[0].needsSchema
    var forms = [PromptForm](repeating: PromptForm(), count: records.count)
    other.forEachPart(of: records, workers: context.workers) { columns in
      var auditor = RecordAuditor(tellsLanguages: false, hasRoles: hasRoles)
      return (0..<columns[0].count).map { auditor.form(columns[0], $0) }
    } count: {
      $0.count
    } _: { range, part in
      for (i, form) in zip(range, part) { forms[i] = form }
    }
    guard
      let found = FormComparison(set: audited.audits.map(\.form), reference: forms)
    else { return nil }
    func words(of origin: FormComparison.Origin) -> (first: [String], last: String?) {
      let source = origin.isReference ? other : source
      let record = origin.isReference ? records[origin.place] : audited.records[origin.place]
      var auditor = RecordAuditor(
        tellsLanguages: false, hasRoles: source.plan.selections[0].needsSchema)
      return auditor.askedWords(source.columns(of: [record])[0], 0)
    }
    func pattern(_ row: FormComparison.Row, isFrame: Bool) -> AuditReport.Form.Property {
      guard let origin = row.first else { return .words("") }
      let words = words(of: origin)
      return .words(
        words.first.joined(separator: " ") + " …" + (isFrame ? " \(words.last ?? "")" : ""))
    }
    var form = AuditReport.Form(
      records: audited.records.count, referenceRecords: records.count,
      medianWords: found.medians.set, referenceMedianWords: found.medians.reference)
    form.lengths = found.lengths.map { Self.row($0, .atMost($0.limit)) }
    form.turns = found.turns.map { Self.row($0, .moreThan($0.limit)) }
    form.openings = found.openings.map { Self.row($0, pattern($0, isFrame: false)) }
    form.templates = found.frames.map { Self.row($0, pattern($0, isFrame: true)) }
    return form
  }

  private static func row(
    _ row: FormComparison.Row, _ property: AuditReport.Form.Property
  ) -> AuditReport.Form.Row {
    AuditReport.Form.Row(
      property, share: Measure(row.set), referenceShare: Measure(row.reference),
      difference: Measure(
        row.set.value - row.reference.value, low: row.interval.low, high: row.interval.high))
  }
}
