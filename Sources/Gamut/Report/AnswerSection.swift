// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutReport

/// What the answers of some records have in common, as a section of a report.
struct AnswerSection {
  /// What the section reads: all text, of which prompt and response are parts.
  static let selections: [Selection] = [.view(.all)]

  /// Read by a plan with these selections.
  let source: RecordSource
  let records: [RecordIndex]
  let texts: AnswerTexts
  let context: RunContext

  /// A section on `records`, whose texts were looked at.
  init(
    source: RecordSource, records: [RecordIndex], texts: AnswerTexts, context: RunContext
  ) {
    self.source = source
    self.records = records
    self.texts = texts
    self.context = context
  }

  /// The same of texts that are still to be looked at.
  init(source: RecordSource, records: [RecordIndex], context: RunContext) {
    var texts = AnswerTexts()
    source.forEachPart(of: records, workers: context.workers) { places, columns in
      AnswerTexts(of: columns[0], places: places, count: records.count)
    } count: {
      $0.responses.count
    } _: { _, part in
      texts.append(part)
    }
    self.init(source: source, records: records, texts: texts, context: context)
  }

  private static let conflictCount = 5
  /// Prompts, and answers of each, whose lengths are looked at.
  private static let weighedConflictCount = 200
  private static let weighedAnswerCount = 5
  private static let exampleCount = 3
  private static let openingCount = 8

  /// What the answers have in common; nil where there are none.
  func report() -> AnswerReport? {
    let (prompts, responses) = (texts.prompts, texts.responses)
    guard responses.contains(where: { $0 != nil }) else { return nil }
    var report = AnswerReport()
    report.rows = responses.count { $0 != nil }
    addConflicts(AnswerConflicts(prompts: prompts, responses: responses), to: &report)
    let repeated = RepeatedResponses(hashes: responses, limit: Self.openingCount)
    report.repeated = repeated.most.map { response in
      let text = answers(of: [response.firstRow])[0].text
      return pattern(text, Share(count: response.count, total: report.rows))
    }
    let refusals = RefusalRate(responses: texts.beginnings, workers: context.workers)
    report.refusals = pattern("refusals", refusals.share)
    report.correctedRefusals = TestedShare(refusals.share, by: RefusalRate.accuracy).map {
      Measure($0.value, low: $0.interval.low, high: $0.interval.high)
    }
    report.refusalExamples = answers(
      of: refusals.rows.prefix(Self.exampleCount).map { texts.sample[$0] })
    let openings = OpeningPhrases(of: texts.beginnings, workers: context.workers)
    report.openings = openings.most.prefix(Self.openingCount).filter { $0.count > 1 }.map {
      pattern("\($0.phrase) …", Share(count: $0.count, total: openings.share.total))
    }
    return report
  }

  private func pattern(_ text: String, _ share: Share) -> AnswerReport.Pattern {
    AnswerReport.Pattern(text: text, rows: share.count, share: Measure(share))
  }

  private func addConflicts(_ conflicts: AnswerConflicts, to report: inout AnswerReport) {
    report.conflictingPrompts = conflicts.groups.count
    report.conflictingRows = conflicts.share.count
    report.differentPrompts = conflicts.promptCount
    report.promptedRows = conflicts.share.total
    report.conflictingAnswerWords = medianWords(
      of: conflicts.groups.prefix(Self.weighedConflictCount).flatMap {
        $0.answers.prefix(Self.weighedAnswerCount)
      })
    report.conflicts = conflicts.groups.prefix(Self.conflictCount).map { group in
      AnswerReport.Conflict(
        prompt: texts(of: [group.answers[0]]) { $0 == .given || $0 == .asked }[0].text,
        answers: answers(of: group.answers))
    }
  }

  /// The median number of words of the responses of some rows; nil for none.
  private func medianWords(of rows: [Int]) -> Int? {
    guard !rows.isEmpty else { return nil }
    let words = HashedWords(
      of: TextBatch(answers(of: rows).map(\.text)), workers: context.workers)
    return (0..<words.count).map { words.range(of: $0).count }.sorted()[(words.count - 1) / 2]
  }

  /// The responses of some rows with their places.
  private func answers(of rows: [Int]) -> [PlacedText] { texts(of: rows) { $0 == .said } }

  /// The parts of some roles of some rows.
  private func texts(of rows: [Int], roles: (PartRole) -> Bool) -> [PlacedText] {
    let wanted = rows.map { records[$0] }
    let column = source.columns(of: wanted)[0]
    return wanted.enumerated().map { i, record in
      let text = column.texts.withText(i) { text in
        text.withParts(column.parts(of: i).filter { roles($0.role) }) { String(copying: $0) }
      }
      return PlacedText(text, at: Place(source.place(of: record)))
    }
  }
}
