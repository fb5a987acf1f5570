// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCorpus
import GamutReport

struct DedupeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dedupe",
    abstract: "Remove duplicates; keep every other record byte for byte.",
    discussion: """
      Examples:
        gamut dedupe train.jsonl -o clean.jsonl --removed removed.jsonl
        gamut dedupe a.jsonl b.jsonl --keep longest > clean.jsonl
        gamut dedupe train.jsonl --against eval.jsonl --view prompt -o clean.jsonl
        gamut dedupe today.jsonl --index seen.gamut -o new.jsonl
        gamut dedupe train.jsonl --stages exact,near,semantic -o clean.jsonl
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "The text to compare: prompt, response or all.") var view = Choice(View.all)
  @OptionGroup var duplicates: DuplicateOptions
  @OptionGroup var vectors: VectorOptions
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
    help: ArgumentHelp("Where the kept records go; - is standard output.", valueName: "file"))
  var output = "-"
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

  func validate() throws {
    guard index == nil || against.isEmpty else {
      throw ValidationError("--index and --against are both given; expected one of them")
    }
  }

  func run() throws {
    let clock = ContinuousClock.now
    let paths = [output, removed, rejected, clusters, json]
    try requireDifferent(paths.compactMap { $0 })
    let saved = try index.map { try openIndex($0, workers: input.workers) }
    let plan = try plan(with: saved)
    duplicates.explainIfAsked(plan)
    let (corpus, known) = try input.corpora(comparedWith: against)
    // All outputs are opened first, so that a wrong path is told before the work.
    var outputs = try OptionalOutputs(
      removed: removed, rejected: rejected, clusters: clusters, kept: output, json: json)
    let (line, sink) = ProgressLine.sink()
    let (workers, memory) = (input.workers, duplicates.memoryBudget)
    let result =
      if let saved {
        try plan.run(inputs: corpus, index: saved, workers: workers, memory: memory, progress: sink)
      } else {
        try plan.run(
          inputs: corpus, against: known, workers: workers, memory: memory, progress: sink)
      }
    line.clear()
    try outputs.write(result)
    var document = ReportDocument(result, options: plan.options)
    document.seconds = (ContinuousClock.now - clock) / .seconds(1)
    try outputs.write(document)
    try outputs.commit()
    sayCounts(document)
  }

  private func plan(with saved: SavedIndex?) throws -> DeduplicationPlan {
    if let saved {
      return try IndexedPlan(input: input, view: view, duplicates: duplicates).plan(with: saved)
    }
    var plan = DeduplicationPlan(options: duplicates.planOptions(seed: input.seed))
    plan.options.selection = try input.selection(view.value)
    plan.options.reading = input.reading
    plan.options.model = try vectors.vectorModel(
      seed: input.seed,
      hasReference: !against.isEmpty && plan.options.stages.contains(.semantic))
    return plan
  }
}

/// Says in two lines what was read and what became of it.
func sayCounts(_ document: ReportDocument) {
  let rows = document.rows
  if !document.recordSchema.isEmpty { StandardError.say(document.recordSchema) }
  var parts: [String] = []
  for (name, count) in [
    ("exact", rows.removed.exact), ("near", rows.removed.near), ("semantic", rows.removed.semantic),
  ] {
    if let count { parts.append("\(count) \(name)") }
  }
  var text = "\(rows.read) read: \(rows.kept) kept, \(rows.removed.total) removed"
  if !parts.isEmpty { text += " (\(parts.joined(separator: ", ")))" }
  text += ", \(rows.rejected) rejected"
  if document.unverified > 0 { text += "; \(document.unverified) not compared with all candidates" }
  let hundredths = Int((document.seconds * 100).rounded())
  text += "; \(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
  StandardError.say(text)
}
