// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCore
import GamutCorpus
import GamutReport
import GamutText

struct DedupeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dedupe",
    abstract: "Remove duplicates; keep every other record byte for byte.",
    discussion: """
      Examples:
        gamut dedupe train.jsonl -o clean.jsonl --removed removed.jsonl
        gamut dedupe a.jsonl b.jsonl --keep longest > clean.jsonl
        gamut dedupe train.jsonl --against eval.jsonl --view prompt -o clean.jsonl
        gamut dedupe web.jsonl books.jsonl --prefer books.jsonl -o clean.jsonl
        gamut dedupe today.jsonl --index seen.gamut -o new.jsonl
        gamut dedupe train.jsonl --stages exact,near,semantic -o clean.jsonl
        gamut dedupe books.jsonl --unit paragraph --cut -o clean.jsonl
        gamut dedupe train.jsonl --dry-run
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "The text to compare: prompt, response or all.") var view = Choice(View.all)
  @OptionGroup var duplicates: DuplicateOptions
  @OptionGroup var vectors: VectorOptions
  @OptionGroup var spans: SpanOptions
  @Option(
    help: ArgumentHelp(
      "Files whose records come first and are never written, such as an evaluation set.",
      valueName: "file"))
  var against: [String] = []
  @Option(
    help: ArgumentHelp(
      "An index of gamut index build, whose records come first and are never written.",
      valueName: "file"))
  var index: String?
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Where the kept records go; - is standard output, the default.", valueName: "file"))
  var output: String?
  @Option(
    help: ArgumentHelp("Where removed records go, with cause and keeper.", valueName: "file"))
  var removed: String?
  @Option(
    help: ArgumentHelp("Where records that could not be read go, with why.", valueName: "file"))
  var rejected: String?
  @Option(help: ArgumentHelp("Where groups of duplicates go.", valueName: "file"))
  var clusters: String?
  @Option(help: ArgumentHelp("Where the counts go, as JSON.", valueName: "file"))
  var json: String?
  @Flag(help: "Decide and count, show what would go, and write no records.")
  var dryRun = false

  func validate() throws {
    guard index == nil || against.isEmpty else {
      throw ValidationError("--index and --against are both given; expected one of them")
    }
    try spans.requireFit(
      stages: duplicates.stages.stages, hasReference: !against.isEmpty, hasIndex: index != nil)
    guard dryRun else { return }
    let given = [
      ("--output", output), ("--removed", removed), ("--rejected", rejected),
      ("--clusters", clusters), ("--spans", spans.path),
    ].filter { $0.1 != nil }.map(\.0)
    guard given.isEmpty else {
      throw ValidationError(
        "--dry-run writes no records, but \(given.joined(separator: ", ")) "
          + "says where; expected one or the other")
    }
  }

  func run() throws {
    let clock = ContinuousClock.now
    let kept = dryRun ? nil : output ?? "-"
    let others = [removed, rejected, clusters, json, spans.path]
    let read = against + vectors.files
    try requireDifferent(others.compactMap { $0 }, from: input.inputs + read)
    // The clean set may take the place of an input.
    try requireDifferent(
      (others + [kept]).compactMap { $0 }, from: read + [index].compactMap { $0 })
    try requireApart([kept].compactMap { $0 }, from: input.inputs)
    let saved = try index.map { try openIndex($0, in: input.context()) }
    var plan = try plan(with: saved)
    // Statistics are for those who look at them.
    if dryRun || json != nil { plan.thresholdAdvice = .included }
    let (corpus, known) = try input.corpora(comparedWith: against, folder: duplicates.tmpDir)
    try duplicates.explainIfAsked(plan, on: corpus)
    // All outputs are opened first, so that a wrong path is told before the work.
    var outputs = try OptionalOutputs(
      removed: removed, rejected: rejected, clusters: clusters, kept: kept, json: json,
      spans: spans.path)
    let (line, sink) = ProgressLine.sink()
    let context = input.context(memory: duplicates.memoryBudget, progress: sink)
    var findings: SpanFindings?
    let result: Deduplication
    if let saved {
      result = try plan.run(inputs: corpus, index: saved, in: context)
    } else if let spans = spans.plan(for: plan.options) {
      let found = try spans.run(inputs: corpus, against: known, in: context)
      findings = found
      result = found.deduplication
    } else {
      result = try plan.run(inputs: corpus, against: known, in: context)
    }
    line.clear()
    vectors.sayCacheUse(of: plan.options.model)
    try duplicates.checkSources(of: result)
    try outputs.write(result)
    if let findings { try outputs.write(findings) }
    var document = ReportDocument(result)
    document.spans = findings?.counts
    document.options += spans.members
    // Examples and statistics are for those who look at them.
    if dryRun || json != nil {
      try document.addRemovals(of: result, in: context)
    } else {
      try document.countOtherResponses(of: result, in: context)
    }
    document.seconds = (ContinuousClock.now - clock) / .seconds(1)
    try outputs.write(document)
    try outputs.commit(reading: [corpus] + (known.map { [$0] } ?? []))
    if dryRun { try show(document, isDataElsewhere: json != "-") }
    adviseOnShingle(result.lengths, plan.options.shingle)
    duplicates.sayUnused(vectors)
    sayCounts(document)
  }

  /// Says when most texts are too short for shingles of words.
  private func adviseOnShingle(_ lengths: ShingleLengths, _ shingle: ShingleWidth) {
    guard case .words(let count) = shingle, count > 2, lengths.areMostlyShort else {
      return
    }
    StandardError.say(
      "most texts are shorter than \(count + 3) words: --shingle char:5 finds more of their "
        + "near-duplicates")
  }

  private func plan(with saved: SavedIndex?) throws -> DeduplicationPlan {
    if let saved {
      return try IndexedPlan(input: input, view: view, duplicates: duplicates).plan(with: saved)
    }
    var plan = DeduplicationPlan(options: duplicates.planOptions(seed: input.seed))
    plan.options.selection = try input.selection(view.value)
    plan.options.reading = try input.reading
    // No other stage needs vectors: no model is loaded for nothing, and no server is sent a word.
    if plan.options.stages.contains(.semantic) {
      plan.options.model = try vectors.vectorModel(
        seed: input.seed, workers: input.workers, hasReference: !against.isEmpty)
    }
    return plan
  }
}

/// Says in two lines what was read and what became of it.
func sayCounts(_ document: ReportDocument) {
  let rows = document.rows
  if !document.recordSchema.isEmpty { StandardError.say(document.recordSchema) }
  let parts = rows.removed.entries.map { "\($0.count) \($0.stage.rawValue)" }
  var text = "\(rows.read) read: \(rows.kept) kept, \(rows.removed.total) removed"
  if !parts.isEmpty { text += " (\(parts.joined(separator: ", ")))" }
  text += ", \(rows.rejected) rejected"
  if document.unverified > 0 { text += "; \(document.unverified) not compared with all candidates" }
  let hundredths = Int((document.seconds * 100).rounded())
  text += "; \(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
  StandardError.say(text)
  if let spans = document.spans { say(spans) }
  if let count = document.otherResponses, count > 0 {
    StandardError.say(
      "\(count) removed \(count == 1 ? "record has" : "records have") another response than the "
        + "one kept; --view all compares both")
  }
}

/// Says what repeats below whole records, and what became of it.
private func say(_ spans: SpanCounts) {
  StandardError.say(
    "\(spans.count) spans of \(spans.bytes) bytes in \(spans.records) records "
      + (spans.uncut == nil ? "repeat; nothing is cut without --cut" : "repeat and are cut"))
  guard let uncut = spans.uncut, uncut > 0 else { return }
  StandardError.say(
    "\(uncut) of these records are left uncut: their text is no plain string of the record, or "
      + "others were removed for them")
}
