// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// What a reader should know first of an audit.
struct AuditFindings {
  private let report: AuditReport

  init(_ report: AuditReport) { self.report = report }

  /// Above so large a share of all labels, and so many times the smallest class, a class is over-trained.
  private static let largestShare = 0.8
  private static let largestImbalance = 50.0
  /// Above so large a share of longer answers, pairs teach length.
  private static let longerShare = 0.65
  /// Below this α, labels say little: Krippendorff's own bound for tentative conclusions.
  private static let weakAgreement = 0.667
  /// From this share on, labels that their neighbours contradict are told.
  private static let suspectShare = 0.01

  /// The findings, in the order of the checks.
  var list: [Finding] {
    checks + (report.form.map { FormText(form: $0).findings } ?? []) + report.labels.flatMap(label)
      + preference + report.agreements.compactMap(agreement)
      + consistency
  }

  private var checks: [Finding] {
    report.checks.compactMap { found in
      guard found.rows > 0, let gravity = AuditText.gravity(of: found.check),
        found.share.value >= gravity.share
      else { return nil }
      return Finding(
        gravity.severity, AuditText.sentence(found), action: AuditText.advice(on: found.check))
    }
  }

  private func label(_ label: AuditReport.Label) -> [Finding] {
    let name = TextCut(line: label.field ?? "the answer", limit: ReportLimits.name).text
    var findings: [Finding] = []
    if let first = label.largest.first,
      first.share.value >= Self.largestShare || label.imbalance >= Self.largestImbalance
    {
      findings.append(
        Finding(
          .warning,
          "The classes of \(name) are uneven: the largest, "
            + "\(TextCut(line: first.name, limit: 60).text), holds "
            + "\(NumberText.percent(first.share.value)), the smallest "
            + "\(NumberText.count(label.smallest.rows, of: "record")).",
          action: "Bring them near their shares in real use."))
    }
    if label.rows > 0, Double(label.suspectCount) >= Self.suspectShare * Double(label.rows) {
      findings.append(
        Finding(
          .note,
          "\(NumberText.count(label.suspectCount, of: "record")) "
            + "\(label.suspectCount == 1 ? "has" : "have") another \(name) than nearly all of their "
            + "neighbours.",
          action: "Look at their labels first."))
    }
    return findings
  }

  private var preference: [Finding] {
    guard let preference = report.preference else { return [] }
    var findings: [Finding] = []
    if preference.equal.value > 0 {
      findings.append(
        Finding(
          .warning,
          "\(NumberText.percent(preference.equal.value)) of the preference pairs have two equal answers.",
          action: "Drop them: they teach nothing."))
    }
    if let low = preference.chosenLonger.low, low > Self.longerShare {
      findings.append(
        Finding(
          .warning,
          "In \(NumberText.percent(preference.chosenLonger.value)) of the preference pairs of unequal "
            + "length the preferred answer is the longer; a model learns to be long.",
          action: "Balance the lengths, or train with a penalty on length."))
    } else if let high = preference.chosenLonger.high, high < 1 - Self.longerShare {
      findings.append(
        Finding(
          .warning,
          "In \(NumberText.percent(1 - preference.chosenLonger.value)) of the preference pairs of "
            + "unequal length the preferred answer is the shorter; a model learns to be short.",
          action: "Balance the lengths."))
    }
    return findings
  }

  private func agreement(_ found: AuditReport.Agreement) -> Finding? {
    guard let alpha = found.alpha, alpha.value < Self.weakAgreement else { return nil }
    let field = TextCut(line: found.fields[0], limit: 60).text
    // Where nearly all items are of one class, chance explains nearly all agreement, and α says little.
    if let gwet = found.gwet, gwet.value >= 0.8 {
      return Finding(
        .note,
        "Annotators of \(field) agree on most items (AC₁ \(NumberText.similarity(gwet.value))), yet on "
          + "rare classes little more than by chance (α \(NumberText.similarity(alpha.value))).",
        action: "Look at the disputed items of the rare classes.")
    }
    return Finding(
      .warning,
      "Annotators of \(field) agree little: Krippendorff's α is \(NumberText.similarity(alpha.value)), "
        + "below \(Self.weakAgreement).",
      action: "Mend the guideline, and have the disputed items rated again.")
  }

  private var consistency: [Finding] {
    guard let consistency = report.consistency, let high = consistency.alpha.high, high < 0.1 else {
      return []
    }
    return [
      Finding(
        .warning,
        "Answers to equal prompts have no more in common than answers to any of them (α "
          + "\(NumberText.similarity(consistency.alpha.value)) over "
          + "\(NumberText.count(consistency.prompts, of: "prompt"))).",
        action: "See whether the prompts leave out what decides.")
    ]
  }
}
