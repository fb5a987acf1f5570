// SPDX-License-Identifier: Apache-2.0

/// What is said of how prompts differ in form from those of the reference.
///
/// Each of the four kinds has one statement at most, about the row that differs most surely; so none
/// contradicts another.
struct FormText {
  let form: AuditReport.Form

  /// Differences of lengths and turns below this, and of words below that, are seen in the tables alone:
  /// less changes little of what a model learns.
  private static let leastOfAll = 0.05
  private static let leastOfWords = 0.02

  /// Statements, at most one for each kind.
  var findings: [Finding] { [length, turns, opening, template].compactMap(\.self) }

  private func percent(_ value: Double) -> String { NumberText.percent(value) }

  private var length: Finding? {
    guard let row = AuditReport.Form.most(form.lengths, atLeast: Self.leastOfAll),
      case .atMost(let limit) = row.property
    else { return nil }
    let words = NumberText.count(limit, of: "word")
    if row.difference.value > 0 {
      return Finding(
        .warning,
        "More prompts are short than in the reference: \(percent(row.share.value)) have at most "
          + "\(words), \(percent(row.referenceShare.value)) of the reference’s.",
        action: "Add longer ones: a model meets what it was hardly trained on.")
    }
    return Finding(
      .warning,
      "More prompts are long than in the reference: \(percent(1 - row.share.value)) have more than "
        + "\(words), \(percent(1 - row.referenceShare.value)) of the reference’s.",
      action: "Add shorter ones: a model meets what it was hardly trained on.")
  }

  private var turns: Finding? {
    guard let row = form.turns.first, row.nearest >= Self.leastOfAll else { return nil }
    let isMore = row.difference.value > 0
    return Finding(
      .warning,
      "\(isMore ? "More" : "Fewer") records have several turns of the user than in the reference: "
        + "\(percent(row.share.value)), against \(percent(row.referenceShare.value)).",
      action: isMore
        ? "Add records of one exchange, or split long talks."
        : "Add talks of several turns.")
  }

  private var opening: Finding? {
    words(
      form.openings, verb: "begin", more: "Vary how prompts begin.",
      fewer: "Add prompts that begin so.")
  }

  private var template: Finding? {
    words(
      form.templates, verb: "have the form of", more: "Write some of them in other words.",
      fewer: "Add prompts of this form.")
  }

  private func words(
    _ rows: [AuditReport.Form.Row], verb: String, more: String, fewer: String
  ) -> Finding? {
    guard let row = AuditReport.Form.most(rows, atLeast: Self.leastOfWords),
      case .words(let words) = row.property
    else { return nil }
    return Finding(
      .note,
      "\(percent(row.share.value)) of the prompts \(verb) “\(TextCut(line: words, limit: 60).text)”, "
        + "\(percent(row.referenceShare.value)) of the reference’s.",
      action: row.difference.value > 0 ? more : fewer)
  }
}

extension AuditReport {
  /// The remarks, and that prompts are of the form of the reference's where no table shows otherwise.
  var shownNotes: [String] {
    guard let form, !form.differs else { return notes }
    return notes + [
      "In length, turns, first words and templates prompts do not differ from the reference’s beyond "
        + "chance."
    ]
  }
}

extension AuditReport.Form {
  /// Whether anything differs beyond chance.
  var differs: Bool { [lengths, turns, openings, templates].joined().contains(where: \.differs) }
}

extension TextTable {
  /// What differs beyond chance, a table for each kind that has any; a sentence alone where none has.
  static func form(_ form: AuditReport.Form) -> [TextTable] {
    let kinds: [(title: String, sentence: String, column: String, rows: [AuditReport.Form.Row])] = [
      (
        "Lengths of prompts, beside the reference",
        "Half of the prompts have at most \(NumberText.count(form.medianWords, of: "word")), of the "
          + "reference’s at most \(NumberText.count(form.referenceMedianWords)).",
        "prompts with at most", form.lengths
      ),
      (
        "Turns, beside the reference", "How often the user speaks.", "turns of the user", form.turns
      ),
      ("How prompts begin, beside the reference", "First words.", "opening", form.openings),
      (
        "Templates, beside the reference", "First and last words of what is asked.", "template",
        form.templates
      ),
    ]
    return kinds.compactMap { kind in
      let rows = kind.rows.filter(\.differs)
      guard !rows.isEmpty else { return nil }
      return TextTable(
        title: kind.title,
        sentence: kind.sentence
          + " Shown is what differs beyond chance; the intervals of all such tables hold together.",
        columns: [kind.column, "set", "reference", "difference", "95 % interval"],
        rows: rows.map { row in
          [
            name(of: row.property), NumberText.percent(row.share.value),
            NumberText.percent(row.referenceShare.value),
            NumberText.percent(row.difference.value),
            MetricRow.text(of: row.difference.interval, format: NumberText.percent),
          ]
        })
    }
  }

  private static func name(of property: AuditReport.Form.Property) -> String {
    switch property {
    case .atMost(let limit): NumberText.count(limit, of: "word")
    case .moreThan(let limit): "more than \(NumberText.count(limit))"
    case .words(let words): TextCut(line: words, limit: ReportLimits.name).text
    }
  }
}
