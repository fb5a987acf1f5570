// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension TextTable {
  /// All parts of `report`, in the order in which they are read.
  static func all(_ report: AuditReport) -> [TextTable] {
    var tables: [TextTable] = []
    let found = report.checks.filter { $0.rows > 0 }
    if !found.isEmpty { tables.append(checks(found, of: report)) }
    if !report.languages.isEmpty { tables.append(languages(report)) }
    // One exchange each is what instructions are.
    if let turns = report.turns, turns.severalShare.value > 0 { tables.append(self.turns(turns)) }
    if let form = report.form { tables += self.form(form) }
    tables += report.labels.map(label)
    if let preference = report.preference { tables.append(self.preference(preference)) }
    tables += report.agreements.map(agreement)
    if let consistency = report.consistency { tables.append(self.consistency(consistency)) }
    if !report.sources.isEmpty { tables.append(sources(report)) }
    return tables
  }

  private static func interval(_ measure: Measure) -> String {
    MetricRow.text(of: measure.interval, format: NumberText.percent)
  }

  private static func checks(_ found: [AuditReport.Check], of report: AuditReport) -> TextTable {
    // Of a set that was looked at as a whole shares are counts, and have no interval to show.
    let hasIntervals = found.contains { $0.share.low != nil }
    return TextTable(
      title: "What was found",
      sentence: AuditText.nothing(report) ?? "Each check found something.",
      columns: ["found", "records", "share"] + (hasIntervals ? ["95 % interval"] : [])
        + ["what to do"],
      rows: found.map { check in
        [
          AuditText.name(of: check.check), NumberText.count(check.rows),
          NumberText.percent(check.share.value),
        ] + (hasIntervals ? [interval(check.share)] : []) + [AuditText.advice(on: check.check)]
      },
      examples: found.filter { !$0.check.isPersonal && !$0.examples.isEmpty }.map {
        Examples(title: AuditText.name(of: $0.check), texts: $0.examples)
      })
  }

  private static func languages(_ report: AuditReport) -> TextTable {
    let unsure = report.undetermined
    return TextTable(
      title: "Languages",
      sentence: unsure.prompt + unsure.answer == 0
        ? "The language of every text is sure."
        : "Of the texts whose language is sure; it is not for "
          + "\(NumberText.count(unsure.prompt, of: "prompt")) and "
          + "\(NumberText.count(unsure.answer, of: "answer")), most of them short.",
      columns: ["language", "prompts", "share", "answers", "share", "most often found in them"],
      rows: report.languages.map {
        [
          $0.name, NumberText.count($0.rows.prompt), NumberText.percent($0.promptShare.value),
          NumberText.count($0.rows.answer), NumberText.percent($0.answerShare.value),
          flaws($0.flaws),
        ]
      })
  }

  /// The two most frequent flaws of a part of the set, with their shares of what they apply to.
  private static func flaws(_ flaws: [AuditReport.Flaw]) -> String {
    guard !flaws.isEmpty else { return NumberText.missing }
    return flaws.prefix(2).map {
      "\(AuditText.name(of: $0.check)) "
        + "\(NumberText.percent(Double($0.rows) / Double(max($0.of, 1))))"
    }.joined(separator: ", ")
  }

  private static func turns(_ turns: AuditReport.Turns) -> TextTable {
    TextTable(
      title: "Turns",
      sentence: "Turns of the user, the model and tools; the operator's do not count.",
      columns: ["median", "most", "records with more than one exchange", "95 % interval"],
      rows: [
        [
          NumberText.count(turns.median), NumberText.count(turns.most),
          NumberText.percent(turns.severalShare.value), interval(turns.severalShare),
        ]
      ])
  }

  private static func sources(_ report: AuditReport) -> TextTable {
    TextTable(
      title: "Sources",
      sentence:
        "Where records come from, and where the nearest other record of each does: sources that "
        + "are each other's nearest are alike.",
      columns: ["source", "records", "share", "language", "nearest", "most often found in it"],
      rows: report.sources.map { source in
        [
          TextCut(line: source.name, limit: ReportLimits.name).text, NumberText.count(source.rows),
          NumberText.percent(source.share.value), source.language ?? NumberText.missing,
          source.nearest.isEmpty
            ? NumberText.missing
            : source.nearest.prefix(3).map {
              "\(TextCut(line: $0.name, limit: 40).text) \(NumberText.percent($0.share.value))"
            }.joined(separator: ", "),
          flaws(source.flaws),
        ]
      })
  }
}
