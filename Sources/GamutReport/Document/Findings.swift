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
  /// Below this share of different prompts most records repeat one; of very few records it says nothing.
  private static let fewPrompts = 0.5
  private static let fewRows = 20
  /// Answers up to so many words are labels, values or names: two of them to one question contradict
  /// each other.
  private static let shortAnswer = 5
  /// The findings in order of severity, at most one of a kind.
  public var list: [Finding] {
    let all =
      rows.proved(at: .rows) + answers.proved(at: .answers)
      + (document.audit.map { AuditFindings($0).list.proved(at: .audit) } ?? [])
      + diversity.proved(at: .diversity)
      + (document.tokens.map { TokenFindings($0).list.proved(at: .tokens) } ?? [])
      + (document.coverage.map {
        CoverageFindings($0, besides: document.diversity?.setAside).list.proved(at: .coverage)
      } ?? [])
    return Finding.Severity.allCases.flatMap { severity in all.filter { $0.severity == severity } }
  }

  private var rows: [Finding] {
    var findings = repeatedPrompts.map { [$0.proved(at: .answers)] } ?? []
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
          remedy: .useKept
        ).proved(at: .duplicates))
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
    return findings + removals.proved(at: .duplicates)
  }

  /// That most records repeat a prompt.
  private var repeatedPrompts: Finding? {
    guard let answers = document.answers, let prompts = answers.differentPrompts,
      let rows = answers.promptedRows, rows >= Self.fewRows,
      Double(prompts) < Self.fewPrompts * Double(rows)
    else { return nil }
    return Finding(
      .warning,
      "\(NumberText.count(rows, of: "record")) have only "
        + "\(NumberText.count(prompts, of: "different prompt")).",
      action:
        "Unless several answers to a prompt are meant, keep one of each and collect other prompts.")
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
          remedy: .distinguishNumbers
        ).proved(at: .numbers))
    }
    if let count = document.otherResponses, count > 0 {
      findings.append(
        Finding(
          .warning,
          "\(NumberText.count(count, of: "removed record")) "
            + "\(count == 1 ? "has another answer than its" : "have another answer than their") "
            + "keeper; with the record the answer is lost.",
          action: "To remove only what repeats the answer too:", remedy: .compareAnswers
        ).proved(at: .otherAnswers))
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
          remedy: .preferSource
        ).proved(at: .sources))
    }
    return findings
  }

  private var answers: [Finding] {
    guard let answers = document.answers else { return [] }
    var findings: [Finding] = []
    if let refusals = answers.refusals {
      if let expected = answers.expectedRefusals {
        findings.append(
          Self.refusals(answers, refusals, expected: expected).proved(at: .refusals))
      } else if refusals.share.value >= Self.manyRefusals {
        findings.append(
          Finding(
            .problem,
            "\(NumberText.percent(refusals.share.value)) of the answers look like refusals; a model "
              + "trained on this refuses too much.",
            action: "Bring them near their share in real use, a few percent for most."
          ).proved(at: .refusals))
      }
    }
    if let conflicts = answers.conflictingPrompts, conflicts > 0 {
      let words = answers.conflictingAnswerWords
      findings.append(
        Finding(
          words.map { $0 <= Self.shortAnswer } ?? false ? .warning : .note,
          "\(NumberText.count(conflicts, of: "prompt")) "
            + "\(conflicts == 1 ? "has" : "have") different answers.",
          action: "Look whether they contradict each other; if so, decide on one."
        ).proved(at: .conflicts))
    }
    if let first = answers.repeated.first, first.share.value >= Self.frequentAnswer {
      findings.append(
        Finding(
          .warning,
          "One answer is given \(NumberText.count(first.rows, of: "time")) "
            + "(\(NumberText.percent(first.share.value))).",
          action: "Keep a few of them, or vary them."
        ).proved(at: .repeated))
    }
    if let first = answers.openings.first, first.share.value >= Self.frequentOpening {
      findings.append(
        Finding(
          .note,
          "\(NumberText.percent(first.share.value)) of the answers begin with the same words."
        ).proved(at: .openings))
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

  /// Refusals against the share that is expected of them: what to drop or add where the interval of the
  /// corrected share does not hold it.
  private static func refusals(
    _ answers: AnswerReport, _ found: AnswerReport.Pattern, expected: Double
  ) -> Finding {
    let share = answers.correctedRefusals ?? found.share
    let said =
      "\(NumberText.percent(share.value)) of the answers refuse, as corrected for the phrases' errors; "
      + "\(NumberText.percent(expected)) are expected"
    let n = Double(answers.rows)
    let refusals = share.value * n
    if let low = share.low, low > expected {
      let drop = Int(((refusals - expected * n) / (1 - expected)).rounded())
      let remedy = "Drop about \(NumberText.count(drop, of: "refusal"))"
      let other =
        expected > 0
        ? ", or add about \(NumberText.count(Int((refusals / expected - n).rounded()), of: "answer"))"
        : ""
      return Finding(
        .problem, "\(said); a model trained on this refuses too much.",
        action: "\(remedy)\(other).")
    }
    if let high = share.high, high < expected {
      let add = Int(((expected * n - refusals) / (1 - expected)).rounded())
      return Finding(
        .warning, "\(said); a model trained on this refuses too little.",
        action: "Add about \(NumberText.count(add, of: "refusal")).")
    }
    return Finding(.good, "\(said), which lies within the error.")
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
        ).proved(at: .topics))
    }
    return findings
  }
}
