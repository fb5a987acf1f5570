// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutReport

extension AuditSection {
  /// Labels that are listed, and classes of each.
  private static let labelLimit = 8
  private static let classLimit = 20

  /// Fields that say where a record is from, which its neighbours do not tell.
  private static let provenance: Set<String> = [
    "source", "dataset", "subset", "split", "origin", "model", "generator", "provider", "language",
    "lang", "file", "license",
  ]

  /// Adds the balance of every label, and how far annotators agree.
  func addLabels(to report: inout AuditReport, neighbors: RecordNeighbors?) {
    let fields = LabelFields(audited.outlined)
    let ratings = RatingGroups(fields, audited.outlined.map(\.outline))
    report.agreements = ratings.groups.compactMap(agreement)
    let others = Set(ratings.fieldNames)
    let names = fields.names.filter { name in
      if case .text = source.plan.schema?.use(of: name) { return false }
      return !others.contains(name) && name != source.plan.sourceField?.text
    }
    var labels = names.compactMap { label(field: $0, fields.columns[$0] ?? [], neighbors) }
    if let answers = label(field: nil, audited.outlined.map(\.shortAnswer), neighbors) {
      // Where most answers are texts, the short ones are no classes.
      if answers.rows * 2 > audited.outlined.count { labels.insert(answers, at: 0) }
    }
    report.labels = Array(labels.prefix(Self.labelLimit))
    if labels.count > Self.labelLimit {
      report.notes.append("The first \(Self.labelLimit) of \(labels.count) labels are listed.")
    }
  }

  private func label(
    field: String?, _ values: [String?], _ neighbors: RecordNeighbors?
  ) -> AuditReport.Label? {
    guard let balance = ClassBalance(values), let smallest = balance.classes.last else {
      return nil
    }
    func entry(_ row: ClassBalance.Class) -> AuditReport.Label.Class {
      AuditReport.Label.Class(name: row.label, rows: row.share.count, share: Measure(row.share))
    }
    var label = AuditReport.Label(
      field: field, rows: balance.rowCount, count: balance.classes.count,
      largest: balance.classes.prefix(Self.classLimit).map(entry), smallest: entry(smallest),
      effectiveCount: balance.effectiveCount, imbalance: balance.imbalance)
    let isProvenance = field.map { Self.provenance.contains($0.lowercased()) } ?? false
    if let neighbors, !isProvenance { addNeighbors(neighbors, values, balance, to: &label) }
    return label
  }

  /// Compares labels with those of the nearest records.
  private func addNeighbors(
    _ neighbors: RecordNeighbors, _ values: [String?], _ balance: ClassBalance,
    to label: inout AuditReport.Label
  ) {
    let numbers = Dictionary(
      uniqueKeysWithValues: balance.classes.enumerated().map { ($1.label, $0) })
    var byRecord: [RecordIndex: Int] = [:]
    for (outlined, value) in zip(audited.outlined, values) {
      if let number = value.flatMap({ numbers[$0] }) {
        byRecord[audited.records[outlined.place]] = number
      }
    }
    let found = NeighborLabels(
      labels: neighbors.records.map { byRecord[$0] },
      neighbors: neighbors.neighbors.map { $0.map { byRecord[$0] } })
    guard found.agreement.total > 0 else { return }
    label.agreement = Measure(found.agreement)
    label.suspectCount = found.suspects.count
    let shown = found.suspects.prefix(Self.exampleCount)
    let records = shown.map { neighbors.records[$0.place] }
    let texts = AuditExamples(source: source).prompts(of: records)
    label.suspects = zip(shown, zip(records, texts)).map { suspect, example in
      AuditReport.Label.Suspect(
        record: example.1, label: balance.classes[byRecord[example.0] ?? 0].label,
        expected: balance.classes[suspect.expected].label)
    }
  }

  private func agreement(_ group: RatingGroups.Group) -> AuditReport.Agreement? {
    guard let table = group.table else { return nil }
    let found = AnnotatorAgreement(table, blocks: JackknifeBlocks.Options(seed: seed))
    guard found.itemCount > 1 else { return nil }
    let disputed = found.disputed.prefix(Self.exampleCount).map {
      audited.records[audited.outlined[group.places[$0]].place]
    }
    var agreement = AuditReport.Agreement(
      fields: group.fields, items: found.itemCount, raters: found.raterCount,
      categories: table.categories, disputed: AuditExamples(source: source).prompts(of: disputed))
    agreement.cohen = found.cohen.map {
      Measure($0.value, low: $0.interval.low, high: $0.interval.high)
    }
    func measure(_ estimate: Estimate?) -> Measure? {
      estimate.map { Measure($0, otherwise: "too few items") }
    }
    agreement.fleiss = measure(found.fleiss)
    agreement.alpha = measure(found.alpha)
    agreement.ordinalAlpha = measure(found.ordinalAlpha)
    agreement.gwet = measure(found.gwet)
    return agreement
  }
}

/// The short values of the records that were looked at more closely, by their fields.
struct LabelFields {
  /// The names, in order of appearance.
  private(set) var names: [String] = []
  /// Of each, one value a record; nil where it has none.
  private(set) var columns: [String: [String?]] = [:]

  init(_ outlined: [AuditedRecords.Outlined]) {
    for (i, record) in outlined.enumerated() {
      for value in record.outline?.values ?? [] {
        if columns[value.name] == nil {
          names.append(value.name)
          columns[value.name] = [String?](repeating: nil, count: outlined.count)
        }
        columns[value.name]?[i] = value.text
      }
    }
  }
}
