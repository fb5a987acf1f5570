// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus
import GamutReport
import GamutText

extension Session {
  /// Says in two lines what was read and what became of it.
  func sayCounts(_ document: ReportDocument) {
    let rows = document.rows
    if !document.recordSchema.isEmpty { say(document.recordSchema) }
    let parts = rows.removed.entries.map { "\($0.count) \($0.stage.rawValue)" }
    var text = "\(rows.read) read: \(rows.kept) kept, \(rows.removed.total) removed"
    if !parts.isEmpty { text += " (\(parts.joined(separator: ", ")))" }
    text += ", \(rows.rejected) rejected"
    if document.unverified > 0 {
      text += "; \(document.unverified) not compared with all candidates"
    }
    let hundredths = Int((document.seconds * 100).rounded())
    text += "; \(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
    say(text)
    if let spans = document.spans { say(spans) }
  }

  /// Says what repeats below whole records, and what became of it.
  private func say(_ spans: SpanCounts) {
    say(
      "\(spans.count) spans of \(spans.bytes) bytes in \(spans.records) records "
        + (spans.uncut == nil ? "repeat; nothing is cut without --cut" : "repeat and are cut"))
    guard let uncut = spans.uncut, uncut > 0 else { return }
    say(
      "\(uncut) of these records are left uncut: their text is no plain string of the record, or "
        + "others were removed for them")
  }

  /// Says what is doubtful about the removals: the same words in every command that removes.
  func sayDoubts(_ document: ReportDocument, of result: Deduplication) {
    if case .words(let count) = result.options.shingle, count > 2, result.lengths.areMostlyShort {
      say(
        "most texts are shorter than \(count + 3) words: --shingle char:5 finds more of their "
          + "near-duplicates")
    }
    for line in DoubtText(document.worded).lines { say(line) }
  }

  /// Says what was recognised in the records, and how many could not be read, where there are any.
  func say(_ reading: ReadingSummary) {
    if !reading.recordSchema.isEmpty { say(reading.recordSchema) }
    if reading.rejectedCount > 0 {
      say("\(reading.readCount) read, \(reading.rejectedCount) rejected")
    }
  }

  /// Shows the summary of a document: as data where that is free, else as a word to the person.
  ///
  /// Called before files get their names: what it is shown on may fail as they do.
  func show(_ document: ReportDocument, isDataElsewhere: Bool) throws {
    let document = document.worded
    try audience.show(isDataElsewhere ? .data : .aside) { document.terminalSummary(style: $0) }
  }
}

extension ReportDocument {
  /// Adds what is doubtful about the removals; examples and statistics are for those who look at them.
  mutating func addDoubts(
    of result: Deduplication, withExamples: Bool, in context: RunContext
  ) throws(CorpusError) {
    if withExamples {
      try addRemovals(of: result, in: context)
    } else {
      try addDoubts(of: result, in: context)
    }
  }
}
