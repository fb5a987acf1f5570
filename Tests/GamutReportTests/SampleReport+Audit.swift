// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutReport

extension SampleReport {
  /// An audit with every part filled.
  static var audit: AuditReport {
    var report = AuditReport(records: 12_873, kept: 12_873)
    report.outlined = 12_873
    report.checks = [
      check(.emptyAnswer, 0, of: 12_873),
      check(.placeholder, 96, of: 12_873, "Sum this up. ⏎ noinput"),
      check(.cutOff, 41, of: 8_204, "… and the parcel will then be"),
      check(
        .unfilledVariable, 12, of: 12_873, "Dear {{customer_name}}, thank you for your patience …"),
      check(.straySpace, 402, of: 12_869, " Happy to help."), check(.mixedMarkdown, 0, of: 12_869),
      check(.unknownTool, 3, of: 310, "Cancel the order, please."),
      check(.otherLanguage, 88, of: 11_002, "¿Dónde está mi pedido?"),
      check(.email, 214, of: 12_873, ""), check(.paymentCard, 2, of: 12_873, ""),
    ]
    report.languages = [
      AuditReport.Language(
        code: "en", name: "English", rows: AuditReport.Sides(prompt: 9_120, answer: 9_301),
        promptShare: share(9_120, of: 11_004), answerShare: share(9_301, of: 11_206),
        flaws: [
          AuditReport.Flaw(.straySpace, rows: 310, of: 9_118),
          AuditReport.Flaw(.email, rows: 180, of: 9_120),
        ]),
      AuditReport.Language(
        code: "es", name: "Spanish", rows: AuditReport.Sides(prompt: 1_884, answer: 1_905),
        promptShare: share(1_884, of: 11_004), answerShare: share(1_905, of: 11_206)),
    ]
    report.undetermined = AuditReport.Sides(prompt: 1_869, answer: 1_663)
    report.turns = AuditReport.Turns(median: 2, most: 14, severalShare: share(3_411, of: 12_873))
    report.labels = [label]
    report.preference = AuditReport.Preference(
      pairs: 812, equal: share(3, of: 812), nearlyEqual: share(11, of: 812),
      chosenLonger: share(588, of: 790), lengthRatio: Measure(1.34, low: 1.29, high: 1.39),
      examples: [training("Your refund is on its way.", 2_011)])
    var agreement = AuditReport.Agreement(
      fields: ["annotator_1", "annotator_2"], items: 600, raters: 2, categories: ["no", "yes"],
      disputed: [training("It is fine, I suppose.", 77)])
    agreement.cohen = Measure(0.612, low: 0.541, high: 0.683)
    agreement.fleiss = Measure(0.611, low: 0.538, high: 0.684)
    agreement.alpha = Measure(0.611, low: 0.538, high: 0.684)
    agreement.gwet = Measure(0.702, low: 0.641, high: 0.763)
    report.agreements = [agreement]
    report.consistency = AuditReport.Consistency(
      alpha: Measure(0.42, low: 0.33, high: 0.51), prompts: 61, answers: 148)
    report.form = form
    report.sources = [
      AuditReport.Source(
        name: "chat", rows: 9_000, share: share(9_000, of: 12_873),
        flaws: [AuditReport.Flaw(.straySpace, rows: 300, of: 8_998)], language: "English",
        nearest: [
          AuditReport.Source.Nearest(name: "chat", share: share(8_800, of: 9_000), expected: 0.7),
          AuditReport.Source.Nearest(name: "mail", share: share(200, of: 9_000), expected: 0.3),
        ]),
      AuditReport.Source(name: "mail", rows: 3_873, share: share(3_873, of: 12_873), flaws: []),
    ]
    report.notes = ["Languages are those of an evenly spaced sample of 20,000 records."]
    return report
  }

  private static var form: AuditReport.Form {
    func row(
      _ property: AuditReport.Form.Property, _ rows: Int, _ other: Int, _ low: Double,
      _ high: Double
    ) -> AuditReport.Form.Row {
      let (mine, theirs) = (share(rows, of: 12_873), share(other, of: 2_410))
      return AuditReport.Form.Row(
        property, share: mine, referenceShare: theirs,
        difference: Measure(mine.value - theirs.value, low: low, high: high))
    }
    var form = AuditReport.Form(
      records: 12_873, referenceRecords: 2_410, medianWords: 14, referenceMedianWords: 27)
    form.lengths = [
      row(.atMost(8), 2_013, 310, 0.0012, 0.0542), row(.atMost(16), 7_466, 612, 0.293, 0.358),
      row(.atMost(512), 12_870, 2_409, -0.003, 0.004),
    ]
    form.turns = [row(.moreThan(1), 3_411, 1_290, -0.306, -0.234)]
    form.openings = [
      row(.words("how do i …"), 1_802, 121, 0.066, 0.107),
      row(.words("where is my …"), 902, 170, -0.019, 0.018),
    ]
    form.templates = [row(.words("i would like … order"), 12, 104, -0.058, -0.028)]
    return form
  }

  private static var label: AuditReport.Label {
    func entry(_ name: String, _ rows: Int) -> AuditReport.Label.Class {
      AuditReport.Label.Class(name: name, rows: rows, share: share(rows, of: 12_000))
    }
    var label = AuditReport.Label(
      field: "sentiment", rows: 12_000, count: 3,
      largest: [entry("positive", 9_900), entry("neutral", 1_950), entry("negative", 150)],
      smallest: entry("negative", 150), effectiveCount: 1.68, imbalance: 66)
    label.agreement = share(10_100, of: 12_000)
    label.suspectCount = 208
    label.suspects = [
      AuditReport.Label.Suspect(
        record: training("The box was crushed, again.", 914), label: "positive",
        expected: "negative")
    ]
    return label
  }

  private static func check(
    _ check: AuditCheck, _ rows: Int, of total: Int, _ example: String? = nil
  ) -> AuditReport.Check {
    AuditReport.Check(
      check, rows: rows, of: total, share: share(rows, of: total),
      examples: example.map { [training($0, 300 + rows)] } ?? [])
  }

  /// What moved against a report of the month before.
  static var baseline: ComparisonDocument {
    func side(_ name: String) -> ComparisonDocument.Side {
      ComparisonDocument.Side(name: name, records: 14_000, bytes: 6_000_000)
    }
    var document = ComparisonDocument(
      version: "0.1.0", options: [], a: side("july.report.json"), b: side("support_train.jsonl"))
    document.figures = [
      ComparisonDocument.Figure(
        "rows.read", name: "rows.read", a: Measure(14_000, noInterval: counted),
        b: Measure(15_204, noInterval: counted)),
      ComparisonDocument.Figure(
        "audit.checks.stray_space", name: "audit.checks.stray_space",
        a: Measure(0.011, low: 0.009, high: 0.013), b: Measure(0.0312, low: 0.028, high: 0.034)),
    ]
    document.differingOptions = ["threshold"]
    return document
  }
}
