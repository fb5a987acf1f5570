// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutReport

/// What the answers of some records have in common, as a section of a report.
struct AnswerSection {
  /// What the section reads: the prompt, the response, and all for the system part.
  static let selections: [Selection] = [.view(.prompt), .view(.response), .view(.all)]

  /// Read by a plan with these selections.
  let source: RecordSource
  let records: [RecordIndex]
  let context: RunContext

  /// Above so many records, answers are looked at in an evenly spaced sample; equal prompts and equal
  /// answers are still counted over all of them.
  private static let sampleLimit = 200_000
  private static let conflictCount = 5
  private static let exampleCount = 3
  private static let openingCount = 8

  /// Looks through the answers; nil where there are none.
  func report() -> AnswerReport? {
    let step = max(1, (records.count + Self.sampleLimit - 1) / Self.sampleLimit)
    var prompts: [Hash128?] = []
    var responses: [Hash128?] = []
    var sample: [Int] = []
    var texts = TextBatch()
    source.forEachBatch(of: records, workers: context.workers) { range, columns in
      for (i, row) in range.enumerated() {
        prompts.append(Self.promptHash(columns[0].texts, all: columns[2], i))
        responses.append(Self.hash(columns[1].texts, i))
        if row % step == 0 {
          sample.append(row)
          columns[1].texts.withText(i) { texts.append($0) }
        }
      }
    }
    guard responses.contains(where: { $0 != nil }) else { return nil }
    var report = AnswerReport()
    report.rows = responses.count { $0 != nil }
    addConflicts(AnswerConflicts(prompts: prompts, responses: responses), to: &report)
    let repeated = RepeatedResponses(hashes: responses, limit: Self.openingCount)
    report.repeated = repeated.most.map { response in
      let text = answers(of: [response.firstRow])[0].text
      return pattern(text, Share(count: response.count, total: report.rows))
    }
    let refusals = RefusalRate(responses: texts, workers: context.workers)
    report.refusals = pattern("refusals", refusals.share)
    report.correctedRefusals = TestedShare(refusals.share, by: RefusalRate.accuracy).map {
      Measure($0.value, low: $0.interval.low, high: $0.interval.high)
    }
    report.refusalExamples = answers(of: refusals.rows.prefix(Self.exampleCount).map { sample[$0] })
    let openings = OpeningPhrases(of: texts, workers: context.workers)
    report.openings = openings.most.prefix(Self.openingCount).map {
      pattern("\($0.phrase) …", Share(count: $0.count, total: openings.share.total))
    }
    return report
  }

  /// The hash of a prompt and of what the operator says before it: under another system prompt
  /// another answer is not a conflict.
  private static func promptHash(_ prompts: TextBatch, all: ShapedTexts, _ index: Int) -> Hash128? {
    guard prompts.byteCount(of: index) > 0 else { return nil }
    var seed: UInt64 = 0
    for part in all.parts(of: index) where part.role == .system {
      let hash = all.texts.withText(index) { StableHash.hash64($0.extracting(part.range)) }
      seed = StableHash.mix(seed ^ hash)
    }
    return prompts.withText(index) { StableHash.hash128($0, seed: seed) }
  }

  private static func hash(_ texts: TextBatch, _ index: Int) -> Hash128? {
    texts.byteCount(of: index) == 0 ? nil : texts.withText(index) { StableHash.hash128($0) }
  }

  private func pattern(_ text: String, _ share: Share) -> AnswerReport.Pattern {
    AnswerReport.Pattern(text: text, rows: share.count, share: Measure(share))
  }

  private func addConflicts(_ conflicts: AnswerConflicts, to report: inout AnswerReport) {
    report.conflictingPrompts = conflicts.groups.count
    report.conflictingRows = conflicts.share.count
    report.conflicts = conflicts.groups.prefix(Self.conflictCount).map { group in
      let first = source.columns(of: [records[group.answers[0]]])[0].texts.string(0)
      return AnswerReport.Conflict(prompt: first, answers: answers(of: group.answers))
    }
  }

  /// The responses of some rows with their places.
  private func answers(of rows: [Int]) -> [PlacedText] {
    let wanted = rows.map { records[$0] }
    let texts = source.columns(of: wanted)[1].texts
    return wanted.enumerated().map { i, record in
      PlacedText(texts.string(i), at: Place(source.place(of: record)))
    }
  }
}
