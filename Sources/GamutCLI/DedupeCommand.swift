// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCore
import GamutCorpus
import GamutReport
import GamutText

struct DedupeCommand: SessionCommand {
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
  @OptionGroup var referenceText: ReferenceText
  @Option(
    help: ArgumentHelp(
      "An index of gamut index build, whose records come first and are never written.",
      valueName: "file"))
  var index: String?
  @OptionGroup var part: PartOptions
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Where the kept records go; - is standard output, the default.", valueName: "file"))
  var output: String?
  @Option(
    help: ArgumentHelp(
      "A folder for the kept records of each input, in a file of the same name and form.",
      valueName: "folder"))
  var outputDir: String?
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
  @OptionGroup var proof: ProofOptions
  @OptionGroup var manifest: ManifestOptions
  @Flag(help: "Decide and count, show what would go, and write no records.")
  var dryRun = false

  func validate() throws {
    try referenceText.requireReference(against, "--against")
    guard index == nil || against.isEmpty else {
      throw ValidationError("--index and --against are both given; expected one of them")
    }
    try part.requireFit(hasIndex: index != nil, hasReference: !against.isEmpty)
    try spans.requireFit(
      stages: duplicates.stages.stages, hasReference: !against.isEmpty,
      hasIndex: index != nil || part.plan != nil)
    guard output == nil || outputDir == nil else {
      throw ValidationError("--output and --output-dir are both given; expected one of them")
    }
    guard dryRun else { return }
    let given = [
      ("--output", output), ("--output-dir", outputDir), ("--removed", removed),
      ("--rejected", rejected),
      ("--clusters", clusters), ("--spans", spans.path), ("--provenance", proof.provenance),
      ("--manifest", manifest.path),
    ].filter { $0.1 != nil }.map(\.0)
    guard given.isEmpty else {
      throw ValidationError(
        "--dry-run writes no records, but \(given.joined(separator: ", ")) "
          + "says where; expected one or the other")
    }
  }

  func run(in session: Session) throws {
    let clock = ContinuousClock.now
    let hasTaker = session.decided != nil
    let kept = dryRun || outputDir != nil ? nil : output ?? (hasTaker ? nil : "-")
    var folder: OutputFolder?
    var clean = [kept].compactMap { $0 }
    if let outputDir {
      let made = try OutputFolder(
        path: outputDir, inputs: session.inputs(of: input.inputs),
        digesting: manifest.digesting)
      clean = made.paths
      folder = consume made
    }
    let others = [removed, rejected, clusters, json, spans.path, proof.provenance, manifest.path]
    let further = try session.files(of: against) + vectors.files
    try requireDifferent(
      others.compactMap { $0 }, from: try session.files(of: input.inputs) + further)
    // The clean set may take the place of an input.
    try requireDifferent(
      others.compactMap { $0 } + clean, from: further + [index, part.plan].compactMap { $0 })
    try requireApart(clean, from: try session.files(of: input.inputs))
    try manifest.requireLibrary()
    try proof.requireLibrary()
    let saved = try index.map { try openIndex($0, workers: input.workers, in: session) }
    let whole = try part.plan.map { try openIndex($0, workers: input.workers, in: session) }
    var plan = try plan(with: saved ?? whole, in: session)
    let model =
      plan.options.stages.contains(.semantic)
      ? try vectors.opened(plan.options.model, workers: input.workers) : nil
    // Statistics are for those who look at them.
    if dryRun || json != nil { plan.thresholdAdvice = .included }
    let (corpus, known) = try input.corpora(
      in: session, comparedWith: against, referenceLike: part.referenceLike,
      folder: duplicates.tmpDir, digesting: manifest.digesting)
    if let kept { try corpus.requireForm(writtenTo: kept) }
    try duplicates.explainIfAsked(plan, on: corpus, in: session)
    // All outputs are opened first, so that a wrong path is told before the work.
    var outputs = try OptionalOutputs(
      removed: removed, rejected: rejected, clusters: clusters, kept: kept, folder: folder,
      json: json, spans: spans.path, provenance: proof.provenance, manifest: manifest.path)
    let context = session.context(workers: input.workers, memory: duplicates.memoryBudget)
    let (read, (result, findings)) = try manifest.digested(
      sources(corpus, known), workers: input.workers
    ) { () -> (Deduplication, SpanFindings?) in
      if let saved { return (try plan.run(inputs: corpus, index: saved, in: context), nil) }
      if let whole {
        return (
          try plan.run(part: corpus, against: known, of: whole, model: model, in: context), nil
        )
      }
      guard let spans = spans.plan(for: plan.options) else {
        return (try plan.run(inputs: corpus, against: known, model: model, in: context), nil)
      }
      let found = try spans.run(inputs: corpus, against: known, model: model, in: context)
      return (found.deduplication, found)
    }
    session.audience.endProgress()
    vectors.sayCacheUse(of: model, in: session)
    try duplicates.checkSources(of: result)
    try outputs.write(result, in: context)
    if let findings { try outputs.write(findings) }
    var document = ReportDocument(result)
    document.spans = findings?.counts
    document.options += spans.members
    try document.addDoubts(of: result, withExamples: dryRun || json != nil, in: context)
    document.seconds = (ContinuousClock.now - clock) / .seconds(1)
    try outputs.write(document)
    try outputs.writeManifest(
      of: "dedupe", document, result, inputs: read, spanCount: findings?.spans.count ?? 0)
    if dryRun { try session.show(document, isDataElsewhere: json != "-") }
    try session.take(result)
    try outputs.commit(reading: [corpus] + (known.map { [$0] } ?? []))
    duplicates.sayUnused(vectors, in: session)
    session.sayCounts(document)
    session.sayDoubts(document, of: result)
  }

  /// What a manifest has to name.
  private func sources(_ corpus: Corpus, _ known: Corpus?) -> ManifestSources {
    var sources = ManifestSources()
    sources.add(corpus, as: .input)
    if let known { sources.add(known, as: .against) }
    if let index { sources.add(index, as: .index) }
    if duplicates.stages.stages.contains(.semantic) {
      for path in vectors.files { sources.add(path, as: .vectors) }
    }
    return sources
  }

  private func plan(with saved: SavedIndex?, in session: Session) throws -> DeduplicationPlan {
    if let saved {
      var plan = try IndexedPlan(
        input: input, view: view, duplicates: duplicates, session: session,
        use: index == nil ? .parts : .index
      ).plan(with: saved)
      plan.options.referenceSelection = try referenceText.selection
      if plan.options.stages.contains(.semantic) {
        plan.options.model = try vectors.vectorModel(
          seed: input.seed, hasReference: !against.isEmpty)
      }
      return plan
    }
    var plan = DeduplicationPlan(options: duplicates.planOptions(seed: input.seed))
    plan.options.selection = try input.selection(view.value)
    plan.options.referenceSelection = try referenceText.selection
    plan.options.reading = try input.reading
    // No other stage needs vectors: no model is loaded for nothing, and no server is sent a word.
    if plan.options.stages.contains(.semantic) {
      plan.options.model = try vectors.vectorModel(
        seed: input.seed, hasReference: !against.isEmpty)
    }
    return plan
  }
}
