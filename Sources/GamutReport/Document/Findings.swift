// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// What a reader should know first: short sentences drawn from the numbers of a report, what does
/// most harm first.
public struct Findings: Sendable {
  private let document: ReportDocument

  /// Findings about `document`.
  public init(document: ReportDocument) { self.document = document }

  /// Above so many refusals a set teaches a model to refuse what it should answer: real traffic has a
  /// few percent of them.
  private static let manyRefusals = 0.1
  /// An answer, or an opening, this frequent is over-trained.
  private static let frequentAnswer = 0.01
  private static let frequentOpening = 0.1
  /// From this share of the reference on, what is lost is a problem.
  private static let lostTraffic = 0.01
  /// Below so many reference records even full coverage may be chance: the interval of 19 of 19 begins
  /// at 83 %.
  private static let fewReferenceRows = 20
  /// Of traffic that cannot be covered better, a little less is still well covered.
  private static let goodCoverage = 0.95

  /// The findings in order of severity, at most one of a kind.
  public var list: [Finding] {
    let all = rows + answers + diversity + coverage
    return Finding.Severity.allCases.flatMap { severity in all.filter { $0.severity == severity } }
  }

  private var rows: [Finding] {
    var findings: [Finding] = []
    let rows = document.rows
    if rows.rejected > 0 {
      findings.append(
        Finding(
          .warning, "\(NumberText.count(rows.rejected, of: "record")) could not be read.",
          remedy: .seeRejected))
    }
    let readable = rows.read - rows.rejected
    let removed = rows.removed.total
    if removed > 0 {
      let share = Double(removed) / Double(readable)
      findings.append(
        Finding(
          share >= 0.02 ? .warning : .note,
          "\(NumberText.count(removed, of: "record")) "
            + "(\(NumberText.percent(share))) \(removed == 1 ? "repeats another" : "repeat others").",
          remedy: .useKept))
    } else if readable > 0, rows.removed.isCounted, !document.options.isEmpty {
      findings.append(Finding(.good, "No record repeats another."))
    }
    if document.unverified > 0 {
      findings.append(
        Finding(
          .note,
          "\(NumberText.count(document.unverified, of: "record")) met so many look-alikes that not "
            + "all were compared; a duplicate may be left among them."))
    }
    return findings + removals
  }

  private var removals: [Finding] {
    var findings: [Finding] = []
    if let count = document.removals?.differentNumbers, count > 0 {
      let isMany = RemovalCheck.isMany(
        differentNumbers: count, of: document.rows.removed[.near] ?? 0)
      findings.append(
        Finding(
          isMany ? .warning : .note,
          "\(NumberText.count(count, of: "removed record")) "
            + "\(count == 1 ? "differs from its keeper" : "differ from their keepers") in numbers, "
            + "and may be \(count == 1 ? "a question of its own" : "questions of their own").",
          action: isMany ? "If the numbers are the point:" : "Look at them below;",
          remedy: .distinguishNumbers))
    }
    if let count = document.otherResponses, count > 0 {
      findings.append(
        Finding(
          .warning,
          "\(NumberText.count(count, of: "removed record")) "
            + "\(count == 1 ? "has another answer than its" : "have another answer than their") "
            + "keeper; with the record the answer is lost.",
          action: "To remove only what repeats the answer too:", remedy: .compareAnswers))
    }
    findings += DoubtText(document).findings
    if let source = document.removals?.sourcesByLoss.first,
      source.removedShare >= RemovalCheck.manyRemoved
    {
      findings.append(
        Finding(
          .warning,
          "The source \(TextCut(line: source.shownName, limit: ReportLimits.name).text) loses "
            + "\(NumberText.percent(source.removedShare)) of its records, "
            + "\(NumberText.count(source.elsewhere)) of "
            + "\(NumberText.count(source.removed.total)) to other sources.",
          remedy: .preferSource))
    }
    return findings
  }

  private var answers: [Finding] {
    guard let answers = document.answers else { return [] }
    var findings: [Finding] = []
    if let refusals = answers.refusals, refusals.share.value >= Self.manyRefusals {
      findings.append(
        Finding(
          .problem,
          "\(NumberText.percent(refusals.share.value)) of the answers look like refusals; a model "
            + "trained on this refuses too much.",
          action: "Bring them near their share in real use, a few percent for most."))
    }
    if let conflicts = answers.conflictingPrompts, conflicts > 0 {
      findings.append(
        Finding(
          .warning,
          "\(NumberText.count(conflicts, of: "prompt")) "
            + "\(conflicts == 1 ? "has" : "have") different answers; a model cannot learn both.",
          action: "Decide on one answer for each."))
    }
    if let first = answers.repeated.first, first.share.value >= Self.frequentAnswer {
      findings.append(
        Finding(
          .warning,
          "One answer is given \(NumberText.count(first.rows, of: "time")) "
            + "(\(NumberText.percent(first.share.value))).",
          action: "Keep a few of them, or vary them."))
    }
    if let first = answers.openings.first, first.share.value >= Self.frequentOpening {
      findings.append(
        Finding(
          .note,
          "\(NumberText.percent(first.share.value)) of the answers begin with the same words."))
    }
    let readable = document.rows.kept
    if answers.rows < readable {
      findings.append(
        Finding(
          .warning,
          "\(NumberText.count(readable - answers.rows, of: "answer")) "
            + "\(readable - answers.rows == 1 ? "is" : "are") empty.",
          action: "Fill or drop them: every example should be complete."))
    }
    return findings
  }

  private var diversity: [Finding] {
    guard let diversity = document.diversity else { return [] }
    var findings: [Finding] = []
    if diversity.zeroRows > 0 {
      findings.append(
        Finding(
          .note,
          MetricText.withoutVector(diversity.zeroRows)))
    }
    if let setAside = diversity.setAside { findings.append(Finding(.note, setAside.sentence)) }
    if let cut = diversity.cutTexts { findings.append(Finding(.warning, cut.sentence)) }
    if let largest = diversity.clusters?.list.first, largest.share.value >= 0.25,
      (diversity.clusters?.count ?? 0) > 4
    {
      findings.append(
        Finding(
          .note,
          "One topic, \(largest.name), holds \(NumberText.percent(largest.share.value)) of the set."
        ))
    }
    return findings
  }

  private var coverage: [Finding] {
    guard let coverage = document.coverage else { return [] }
    var findings: [Finding] = []
    let isHigh = (coverage.shareOfCeiling?.value ?? 0) >= Self.goodCoverage
    let isGood = isHigh && coverage.referenceRows >= Self.fewReferenceRows
    findings.append(gaps(of: coverage, isGood: isGood))
    let share = NumberText.percent(coverage.share.value)
    if coverage.shareOfCeiling != nil, let ceiling = coverage.ceiling {
      findings.append(
        Finding(
          isGood ? .good : isHigh ? .note : .warning,
          "\(share) of the reference is covered; the reference itself would reach "
            + "\(NumberText.percent(ceiling.value))."))
    } else {
      findings.append(Finding(.note, "\(share) of the reference is covered."))
    }
    if let setAside = coverage.setAside, setAside != document.diversity?.setAside {
      findings.append(Finding(.note, setAside.sentence))
    }
    return findings
  }

  /// What is missing, as far as traffic is lost by it: a topic that is rarer than in the reference
  /// and still has an example near to every request is no more than a note.
  private func gaps(of coverage: CoverageReport, isGood: Bool) -> Finding {
    guard let gap = coverage.gaps.first else {
      // Where little is covered, too few rows tell topics apart, or all of them are too rare alike.
      return isGood
        ? Finding(.good, "No topic of the reference is missing in the set.")
        : Finding(.note, "What the set lacks of the reference is not a topic of its own.")
    }
    let count = coverage.gaps.count
    let topics = NumberText.count(count, of: "topic")
    let share = coverage.gaps.reduce(0) { $0 + $1.referenceShare.value }
    let lost = coverage.gaps.reduce(0) {
      $0 + $1.referenceShare.value * (1 - ($1.covered?.value ?? 0))
    }
    let add = coverage.gaps.reduce(0) { $0 + $1.add }
    guard lost >= Self.lostTraffic else {
      return Finding(
        .note,
        "\(topics) of the reference \(count == 1 ? "is" : "are") rarer in the set, "
          + "though near examples exist; first of all: \(gap.name).")
    }
    return Finding(
      .problem,
      "\(topics) of the reference, \(NumberText.percent(min(1, share))) of it, "
        + "\(count == 1 ? "is" : "are") missing or too rare in the set; first of all: \(gap.name).",
      action: "Collect about \(NumberText.count(add, of: "example")); the cards below say which.")
  }
}
