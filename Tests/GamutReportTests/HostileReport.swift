// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import GamutReport

/// A document with a given text in every place that takes one.
enum HostileReport {
  /// Asks `next` for each text, so that every place can have its own.
  static func document(_ next: () -> String) -> ReportDocument {
    var document = SampleReport.full
    document.title = next()
    document.version = next()
    document.blasCore = next()
    document.recordSchema = next()
    document.options = [
      JSONMember(next(), .string(next())), JSONMember(next(), [.string(next())]),
    ]
    document.inputs = [InputFile(name: next(), records: 1, bytes: 1)]
    document.references = [InputFile(name: next(), records: 1, bytes: 1)]
    document.findings = Finding.Severity.allCases.map {
      Finding($0, next(), action: next())
    }
    document.nextSteps = [next()]
    document.removals = removals(next)
    document.semanticThresholds = thresholds(next)
    document.answers = answers(next)
    document.audit = audit(next)
    document.tokens = tokens(next)
    document.baseline = baseline(next)
    document.diversity = diversity(next)
    document.coverage = coverage(next)
    return document
  }

  private static func placed(_ next: () -> String) -> PlacedText {
    PlacedText(
      next(), at: Place(file: next(), position: .line(3)),
      turns: [Turn(.system, next()), Turn(.user, next()), Turn(.assistant, next())])
  }

  private static func baseline(_ next: () -> String) -> ComparisonDocument {
    func side() -> ComparisonDocument.Side {
      ComparisonDocument.Side(name: next(), records: 1, bytes: 1)
    }
    var document = ComparisonDocument(version: next(), options: [], a: side(), b: side())
    document.figures = [
      ComparisonDocument.Figure(next(), name: next(), a: measure(next), b: measure(next)),
      ComparisonDocument.Figure(
        next(), name: next(), a: Measure(0.1, low: 0.05, high: 0.15),
        b: Measure(0.9, low: 0.8, high: 0.95)),
    ]
    document.differingOptions = [next()]
    document.notes = [next()]
    return document
  }

  private static func audit(_ next: () -> String) -> AuditReport {
    var report = SampleReport.audit
    for i in report.checks.indices where report.checks[i].rows > 0 {
      report.checks[i].share = measure(next)
      report.checks[i].examples = [placed(next)]
    }
    for i in report.languages.indices {
      report.languages[i].code = next()
      report.languages[i].name = next()
    }
    for i in report.labels.indices {
      report.labels[i].field = next()
      report.labels[i].smallest.name = next()
      report.labels[i].largest = report.labels[i].largest.map {
        AuditReport.Label.Class(name: next(), rows: $0.rows, share: measure(next))
      }
      report.labels[i].suspects = [
        AuditReport.Label.Suspect(record: placed(next), label: next(), expected: next())
      ]
    }
    report.form?.openings = [
      AuditReport.Form.Row(
        .words(next()), share: measure(next), referenceShare: measure(next),
        difference: Measure(0.2, low: 0.1, high: 0.3))
    ]
    report.form?.templates = [
      AuditReport.Form.Row(
        .words(next()), share: measure(next), referenceShare: measure(next),
        difference: Measure(-0.2, low: -0.3, high: -0.1))
    ]
    report.preference?.examples = [placed(next)]
    report.agreements[0].fields = [next(), next()]
    report.agreements[0].categories = [next(), next()]
    report.agreements[0].disputed = [placed(next)]
    report.consistency?.alpha = measure(next)
    report.sources = [
      AuditReport.Source(
        name: next(), rows: 3, share: measure(next), flaws: [], language: next(),
        nearest: [AuditReport.Source.Nearest(name: next(), share: measure(next), expected: 0.5)])
    ]
    report.notes = [next()]
    return report
  }

  private static func tokens(_ next: () -> String) -> TokenReport {
    var report = SampleReport.tokens
    report.tokenizer = next()
    report.algorithm = next()
    report.marks = .counted(template: next(), tokens: 1)
    report.allTokens = measure(next)
    report.lengths.place = Place(file: next(), position: .line(1))
    report.maxLength?.untrainedPlaces = [Place(file: next(), position: .row(2))]
    report.sources = [
      TokenReport.Source(name: next(), records: 1, tokens: 1, trained: 1, cut: 1)
    ]
    return report
  }

  private static func measure(_ next: () -> String) -> Measure {
    Measure(0.25, noInterval: next())
  }

  private static func removals(_ next: () -> String) -> RemovalReport {
    var report = SampleReport.removals
    func examples(_ count: Int) -> [RemovalReport.Example] {
      (0..<count).map { i in
        RemovalReport.Example(
          cause: Stage.allCases[i % 3], similarity: 0.9, removed: placed(next),
          kept: placed(next))
      }
    }
    report.examples = examples(6)
    report.leastSimilar = examples(2)
    report.differentNumbersExamples = examples(2)
    report.otherResponseExamples = examples(2)
    report.largestGroups = [
      RemovalReport.Group(
        size: 9, removed: [.exact: 7, .near: 1], example: placed(next),
        leastSimilar: examples(1)[0])
    ]
    report.sources = [
      RemovalReport.Source(
        name: next(), read: 9, removed: [.exact: 8])
    ]
    return report
  }

  private static func answers(_ next: () -> String) -> AnswerReport {
    var report = SampleReport.answers
    func pattern() -> AnswerReport.Pattern {
      AnswerReport.Pattern(text: next(), rows: 2, share: measure(next))
    }
    report.refusals = pattern()
    report.refusalExamples = [placed(next)]
    report.openings = [pattern(), pattern()]
    report.repeated = [pattern()]
    report.conflicts = [
      AnswerReport.Conflict(prompt: next(), answers: [placed(next), placed(next)])
    ]
    return report
  }

  private static func diversity(_ next: () -> String) -> DiversityReport {
    var report = SampleReport.diversity
    report.model = next()
    report.view = next()
    report.duplicateRate = measure(next)
    report.effectiveRows = measure(next)
    report.meanCosine = measure(next)
    report.spread = measure(next)
    report.participationRatio = measure(next)
    report.effectiveRank = measure(next)
    report.nearest?.mean = measure(next)
    report.nearest?.thresholds = thresholds(next)
    report.vendiRaw.one.interval = .none(reason: next())
    report.vendiRaw.infinity.interval = .none(reason: next())
    report.notes = [next()]
    report.clusters?.countReason = next()
    report.clusters?.evenness = measure(next)
    report.clusters?.topTenShare = measure(next)
    report.clusters?.hill = HillNumbers(
      zero: measure(next), one: measure(next), two: measure(next))
    report.clusters?.list = [
      ClusterReport.Cluster(
        name: next(), rows: 3, share: measure(next), examples: [placed(next)])
    ]
    report.more = more([.compressionRatio, .twoNN], next)
    report.map?.method = next()
    report.map?.neighboursKept = measure(next)
    report.map?.neighboursKeptByComponents = measure(next)
    let point = MapReport.Point(x: 0.5, y: 0.5)
    report.map?.groups = [MapReport.Group(name: next(), rows: 3, points: [point])]
    report.map?.gaps = [MapReport.Group(name: next(), rows: 1, points: [point])]
    report.map?.reference = [point]
    report.map?.records = MapReport.Records(
      (0..<3).map { i in
        MapReport.Record(
          place: placed(next).place, index: i, beginning: next(), length: 3,
          source: i == 0 ? 0 : nil, language: 0, removed: i)
      }, sources: [next()], languages: [next()])
    return report
  }

  private static func more(_ metrics: [MoreMeasures.Metric], _ next: () -> String) -> MoreMeasures {
    var report = MoreMeasures(metrics.map { MoreMeasures.Entry($0, measure(next)) })
    func pattern() -> AnswerReport.Pattern {
      AnswerReport.Pattern(text: next(), rows: 2, share: measure(next))
    }
    report.openings = [pattern()]
    report.templates = [pattern()]
    report.novelExamples = [placed(next)]
    report.notes = [next()]
    return report
  }

  private static func thresholds(_ next: () -> String) -> SemanticThresholds {
    var report = SampleReport.thresholds
    report.reason = next()
    for bin in report.bins.indices {
      report.bins[bin].examples = [
        SemanticThresholds.Pair(similarity: 0.9, a: placed(next), b: placed(next))
      ]
    }
    return report
  }

  private static func coverage(_ next: () -> String) -> CoverageReport {
    var report = SampleReport.coverage
    report.model = next()
    report.thresholdReason = next()
    report.share = measure(next)
    report.ceiling = measure(next)
    report.shareOfCeiling = measure(next)
    report.meanMaxCosine = measure(next)
    report.unlike = measure(next)
    report.curve = (0..<3).map { i in
      CoverageReport.CurvePoint(threshold: Double(i) / 2, share: measure(next), ceiling: nil)
    }
    report.notes = [next()]
    report.more = more([.precision, .frechet], next)
    report.recordGaps = [
      CoverageReport.RecordGap(
        record: placed(next), gap: 1, maxCosine: 0.5,
        nearest: CoverageReport.Neighbour(placed(next), cosine: 0.5))
    ]
    report.clusters = [
      CoverageReport.Cluster(
        name: next(), referenceRows: 3, trainingRows: 4, referenceShare: measure(next),
        trainingShare: measure(next), oddsRatio: measure(next), pValue: 0.5, qValue: 0.5)
    ]
    var gap = CoverageReport.Gap(
      .missing, topic: 0, name: next(), terms: [next(), next()], referenceShare: measure(next),
      trainingShare: measure(next), oddsRatio: measure(next), qValue: 0.1, covered: measure(next),
      reachThreshold: 0.5, reach: measure(next), ownReach: 0.5, add: measure(next),
      curve: .reference, reachAfter: measure(next))
    gap.budget = 5
    gap.reachWithBudget = measure(next)
    gap.examples = [placed(next)]
    gap.nearest = [CoverageReport.Neighbour(placed(next), cosine: 0.4)]
    gap.annotateFirst = [placed(next)]
    report.gaps = [gap]
    report.overRepresented = report.clusters
    report.outside = measure(next)
    return report
  }
}
