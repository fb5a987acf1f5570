// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension TerminalPage {
  /// Checks, classes and agreements that a summary lists.
  private static let checkLimit = 8

  /// What spoils the records, one by one: the most frequent checks, and one line for each other part.
  mutating func audit(_ report: AuditReport) {
    let found = report.checks.filter { $0.rows > 0 }
      .sorted { ($1.share.value, $0.check.rawValue) < ($0.share.value, $1.check.rawValue) }
    heading("Audit")
    if found.isEmpty { line(.soft, "  Nothing was found.") }
    for check in found.prefix(Self.checkLimit) {
      text += "  \(TerminalText.padded(AuditText.name(of: check.check), to: 38))"
      text += TerminalText.padded(NumberText.count(check.rows), to: 10, isNumber: true)
      text += TerminalText.padded(NumberText.percent(check.share.value), to: 10, isNumber: true)
      text += "\n"
    }
    if found.count > Self.checkLimit {
      line(.soft, "  \(found.count - Self.checkLimit) more in the report")
    }
    for sentence in Self.sentences(report) {
      wrapped(.soft, TextCut(sentence, limit: ReportLimits.sentence).text, indent: 2)
    }
  }

  private static func sentences(_ report: AuditReport) -> [String] {
    var sentences: [String] = []
    let languages = report.languages.filter { $0.rows.prompt > 0 }
    if languages.count > 1 {
      sentences.append(
        "Languages of prompts: "
          + languages.prefix(4).map {
            "\(TextCut(line: $0.name, limit: 40).text) \(NumberText.percent($0.promptShare.value))"
          }.joined(separator: ", ") + ".")
    }
    if let form = report.form {
      sentences.append(
        "Half of the prompts have at most \(NumberText.count(form.medianWords, of: "word")), of the "
          + "reference’s at most \(NumberText.count(form.referenceMedianWords)).")
    }
    var tables = report.labels.prefix(3).map(TextTable.label)
    if let preference = report.preference { tables.append(TextTable.preference(preference)) }
    for table in tables {
      sentences.append("\(table.title): \(table.sentence)")
    }
    for agreement in report.agreements.prefix(Self.checkLimit) {
      let value = agreement.alpha.map { NumberText.similarity($0.value) } ?? NumberText.missing
      sentences.append(
        "Annotators of \(TextCut(line: agreement.fields[0], limit: 40).text): Krippendorff's α "
          + "\(value) over \(NumberText.count(agreement.items, of: "item")).")
    }
    return sentences
  }

  /// What moved against an earlier report.
  mutating func baseline(_ comparison: ComparisonDocument) {
    let table = TextTable.baseline(comparison)
    heading(table.title)
    wrapped(.soft, TextCut(table.sentence, limit: ReportLimits.sentence).text, indent: 2)
    let room = width - 42
    for row in table.rows.prefix(Self.checkLimit) {
      text += "  \(TerminalText.padded(TerminalText.fitted(row[0], width: room), to: room))"
      for cell in row[1...3] { text += TerminalText.padded(cell, to: 13, isNumber: true) }
      text += "\n"
    }
    if table.rows.count > Self.checkLimit {
      line(.soft, "  \(table.rows.count - Self.checkLimit) more in the report")
    }
  }
}
