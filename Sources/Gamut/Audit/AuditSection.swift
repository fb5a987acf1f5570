// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutReport
import GamutUnicode

/// What spoils the records of a set, as a section of a report.
struct AuditSection {
  /// What the section reads of records whose `selection` is measured: all of them, or the fields named.
  static func selections(for selection: Selection) -> [Selection] {
    if case .view = selection { [.view(.all)] } else { [selection] }
  }

  /// Read by a plan with these selections.
  let source: RecordSource
  let audited: AuditedRecords
  let keptCount: Int
  let seed: UInt64
  let context: RunContext

  /// Entries of lists.
  private static let languageLimit = 20
  private static let sourceLimit = 20
  static let exampleCount = 3

  /// Looks at `records` of `source`.
  init(source: RecordSource, records: [RecordIndex], seed: UInt64, in context: RunContext) {
    context.begin("auditing records")
    self.source = source
    audited = AuditedRecords(records, of: source, workers: context.workers)
    keptCount = records.count
    self.seed = seed
    self.context = context
  }

  /// Of what a pass over the records has found.
  init(_ pass: RecordPass, seed: UInt64, in context: RunContext) {
    source = pass.source
    audited = pass.audited
    keptCount = pass.records.count
    self.seed = seed
    self.context = context
  }

  /// The section.
  ///
  /// - Parameter neighbors: of the records whose vectors were measured; nil where there are none.
  func report(neighbors: RecordNeighbors?) -> AuditReport {
    var report = AuditReport(records: audited.records.count, kept: keptCount)
    report.outlined = audited.outlined.count
    report.checks = checks
    addLanguages(to: &report)
    report.turns = turns
    addLabels(to: &report, neighbors: neighbors)
    report.preference = preference
    report.consistency = consistency
    addSources(to: &report, neighbors: neighbors)
    if report.isSample {
      report.notes.append(
        "Records were looked at in an evenly spaced sample of \(NumberText.count(report.records)).")
    }
    if report.outlined < report.records {
      report.notes.append(
        "Languages, turns, tools, labels and pairs are those of an evenly spaced sample of "
          + "\(NumberText.count(report.outlined, of: "record")).")
    }
    return report
  }
}

extension AuditSection {
  /// What is in no record, or in all of them, is what the set is and no fault of any: prompts without
  /// answers, talks that all end with the user.
  private static let ofTheSet: AuditChecks = AuditChecks(
    .emptyAnswer, .emptyPrompt, .endsWithoutAnswer, .callWithoutResult)

  private var checks: [AuditReport.Check] {
    AuditCheck.allCases.compactMap { check in
      var (rows, of) = ([Int](), 0)
      for (place, audit) in audited.audits.enumerated() where audit.applies.contains(check) {
        of += 1
        if audit.found.contains(check) { rows.append(place) }
      }
      if of == 0 || Self.ofTheSet.contains(check) && rows.count == of { return nil }
      // Where most answers end without a full stop, none is cut off.
      if check == .cutOff, rows.count * 2 > of { return nil }
      let share = Share(count: rows.count, total: of)
      let isWhole =
        of == audited.audits.count && audited.audits.count == keptCount
        || audited.outlined.count == keptCount
      let shown = rows.prefix(Self.exampleCount)
      return AuditReport.Check(
        check, rows: rows.count, of: of,
        share: isWhole
          ? Measure(share.value, noInterval: Measure.counted) : Measure(share),
        examples: AuditExamples(source: source).texts(
          of: shown.map { audited.records[$0] }, showing: check,
          notes: check == .otherLanguage ? shown.map(languages) : []))
    }
  }

  /// The languages of the prompt and the answer at `place`: `English, then Spanish`.
  private func languages(at place: Int) -> String {
    let audit = audited.audits[place]
    return [audit.promptLanguage, audit.answerLanguage]
      .compactMap { $0.map(LanguageCounter.name(of:)) }.joined(separator: ", then ")
  }

  private var turns: AuditReport.Turns? {
    let counts = audited.outlined.compactMap { $0.outline?.turnCount }.filter { $0 > 0 }.sorted()
    guard let most = counts.last else { return nil }
    let several = Share(count: counts.count { $0 > 2 }, total: counts.count)
    return AuditReport.Turns(
      median: counts[(counts.count - 1) / 2], most: most, severalShare: Measure(several))
  }

  /// How often each check found something at `places`, most often first.
  private func flaws(at places: some Sequence<Int>) -> [AuditReport.Flaw] {
    var counts = [Int](repeating: 0, count: AuditCheck.allCases.count)
    var totals = counts
    for place in places {
      for check in audited.audits[place].found.list { counts[Int(check.rawValue)] += 1 }
      for check in audited.audits[place].applies.list { totals[Int(check.rawValue)] += 1 }
    }
    return AuditCheck.allCases.filter { counts[Int($0.rawValue)] > 0 }
      .map { check in
        let place = Int(check.rawValue)
        return AuditReport.Flaw(check, rows: counts[place], of: max(totals[place], counts[place]))
      }
      .sorted { ($1.rows, $0.check.rawValue) < ($0.rows, $1.check.rawValue) }
  }
}

extension AuditSection {
  private func addLanguages(to report: inout AuditReport) {
    guard LanguageCounter.problem == nil else {
      report.notes.append("Languages were not told: this machine has no detector.")
      return
    }
    var prompts: [Int32: [Int]] = [:]
    var answers: [Int32: Int] = [:]
    var promptCount = 0
    var answerCount = 0
    for outlined in audited.outlined {
      let audit = audited.audits[outlined.place]
      if !audit.found.contains(.emptyPrompt) {
        if let language = audit.promptLanguage {
          prompts[language, default: []].append(outlined.place)
          promptCount += 1
        } else {
          report.undetermined.prompt += 1
        }
      }
      if audit.applies.contains(.straySpace) {
        if let language = audit.answerLanguage {
          answers[language, default: 0] += 1
          answerCount += 1
        } else {
          report.undetermined.answer += 1
        }
      }
    }
    let languages = Set(prompts.keys).union(answers.keys).map { number -> AuditReport.Language in
      let places = prompts[number] ?? []
      let rows = AuditReport.Sides(prompt: places.count, answer: answers[number] ?? 0)
      return AuditReport.Language(
        code: LanguageCounter.code(of: number), name: LanguageCounter.name(of: number), rows: rows,
        promptShare: Measure(Share(count: rows.prompt, total: promptCount)),
        answerShare: Measure(Share(count: rows.answer, total: answerCount)),
        flaws: flaws(at: places))
    }
    report.languages = Array(
      languages.sorted {
        let (a, b) = ($0.rows.prompt + $0.rows.answer, $1.rows.prompt + $1.rows.answer)
        return (b, $0.code) < (a, $1.code)
      }.prefix(Self.languageLimit))
  }

  private func addSources(to report: inout AuditReport, neighbors: RecordNeighbors?) {
    var places: [Int: [Int]] = [:]
    for (place, record) in audited.records.enumerated() {
      places[source.sourceNumber(of: record), default: []].append(place)
    }
    guard places.count > 1 else { return }
    let names = source.sourceNames
    let likeness = neighbors.map { SourceLikeness($0, source: source) }
    let largest = places.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    report.sources = largest.prefix(Self.sourceLimit).map { number, places in
      AuditReport.Source(
        name: names[number], rows: places.count,
        share: Measure(Share(count: places.count, total: audited.records.count)),
        flaws: flaws(at: places), language: language(of: places),
        nearest: likeness?.nearest(of: number, names: names) ?? [])
    }
    if places.count > Self.sourceLimit {
      report.notes.append(
        "The largest \(Self.sourceLimit) of \(NumberText.count(places.count)) sources are listed.")
    }
  }

  /// The language of most prompts at `places`, where any is sure.
  private func language(of places: [Int]) -> String? {
    var counts: [Int32: Int] = [:]
    for place in places {
      if let language = audited.audits[place].promptLanguage { counts[language, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }.map {
      LanguageCounter.name(of: $0.key)
    }
  }
}
