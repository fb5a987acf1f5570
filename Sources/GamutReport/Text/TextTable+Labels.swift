// SPDX-License-Identifier: Apache-2.0

extension TextTable {
  static func label(_ label: AuditReport.Label) -> TextTable {
    let name = TextCut(line: label.field ?? "the answer", limit: ReportLimits.name).text
    var sentence =
      "\(NumberText.count(label.rows, of: "record")) in \(NumberText.count(label.count)) classes, as "
      + "diverse as \(NumberText.plain(label.effectiveCount)) of equal size; the largest has "
      + "\(NumberText.plain(label.imbalance)) times as many as the smallest."
    if let agreement = label.agreement {
      sentence +=
        " \(NumberText.percent(agreement.value)) have the label of most of their neighbours; "
        + (label.suspectCount == 1
          ? "1 has neighbours that clearly have another."
          : "\(NumberText.count(label.suspectCount)) have neighbours that clearly have another.")
    }
    return TextTable(
      title: "Classes of \(name)", sentence: sentence,
      columns: ["class", "records", "share", "95 % interval"],
      rows: label.largest.prefix(ReportLimits.patterns).map {
        [
          TextCut(line: $0.name, limit: ReportLimits.name).text, NumberText.count($0.rows),
          NumberText.percent($0.share.value),
          MetricRow.text(of: $0.share.interval, format: NumberText.percent),
        ]
      },
      examples: label.suspects.map {
        Examples(
          title: "labelled \(TextCut(line: $0.label, limit: 60).text), its neighbours "
            + "\(TextCut(line: $0.expected, limit: 60).text)", texts: [$0.record])
      })
  }

  static func preference(_ found: AuditReport.Preference) -> TextTable {
    func row(_ name: String, _ measure: Measure, _ format: (Double) -> String) -> [String] {
      [name, format(measure.value), MetricRow.text(of: measure.interval, format: format)]
    }
    return TextTable(
      title: "Preference pairs",
      sentence:
        "\(NumberText.count(found.pairs, of: "pair")) of a preferred answer and another. Where "
        + "the preferred one is mostly the longer, a model learns to be long.",
      columns: ["measure", "value", "95 % interval"],
      rows: [
        row("both answers equal", found.equal, NumberText.percent),
        row("both answers nearly equal", found.nearlyEqual, NumberText.percent),
        row("preferred answer longer, of unequal lengths", found.chosenLonger, NumberText.percent),
      ]
        + (found.lengthRatio.map {
          [row("preferred answer, times the other's length", $0, NumberText.plain)]
        } ?? []),
      examples: found.examples.isEmpty
        ? [] : [Examples(title: "equal or nearly so", texts: found.examples)])
  }

  static func agreement(_ found: AuditReport.Agreement) -> TextTable {
    let fields = found.fields.prefix(6).map { TextCut(line: $0, limit: 40).text }
      .joined(separator: ", ")
    let measures: [(String, Measure?)] = [
      ("Cohen's κ", found.cohen), ("Fleiss' κ", found.fleiss),
      ("Krippendorff's α, nominal", found.alpha), ("Krippendorff's α, ordinal", found.ordinalAlpha),
      ("Gwet's AC₁", found.gwet),
    ]
    return TextTable(
      title: "Agreement of annotators",
      sentence: "\(NumberText.count(found.items, of: "item")) with up to "
        + "\(NumberText.count(found.raters, of: "rating")) each, in \(fields). 1 is full agreement, 0 what "
        + "chance gives; it bounds what a model can reach.",
      columns: ["measure", "value", "95 % interval"],
      rows: measures.compactMap { name, measure in
        measure.map {
          [
            name, NumberText.similarity($0.value),
            MetricRow.text(of: $0.interval, format: NumberText.similarity),
          ]
        }
      },
      examples: found.disputed.isEmpty
        ? [] : [Examples(title: "opinions differ most on", texts: found.disputed)])
  }

  static func consistency(_ found: AuditReport.Consistency) -> TextTable {
    TextTable(
      title: "Consistency of answers",
      sentence: "\(NumberText.count(found.prompts, of: "prompt")) stand more than once, with "
        + "\(NumberText.count(found.answers, of: "answer")). 1 is the same words each time, 0 no more in "
        + "common than answers to any of these prompts.",
      columns: ["measure", "value", "95 % interval"],
      rows: [
        [
          "α over the words of answers", NumberText.similarity(found.alpha.value),
          MetricRow.text(of: found.alpha.interval, format: NumberText.similarity),
        ]
      ])
  }
}
