// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCorpus
import GamutJSON
import GamutReport

struct ReportCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Say what is in a set and what is missing; write the clean set on request.",
    discussion: """
      Examples:
        gamut report train.jsonl
        gamut report train.jsonl -o report.html --kept clean.jsonl
        gamut report train.jsonl --reference traffic.jsonl -o report.html
        gamut report train.jsonl --json r.json --fail-if 'duplicate_rate > .05'
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "The text whose diversity is measured: prompt, response or all.")
  var view = View.prompt
  @Option(help: "The text whose duplicates are removed: prompt, response or all.")
  var dedupeView = View.all
  @Option(
    help: ArgumentHelp("What the set is meant to serve, such as real traffic.", valueName: "file"))
  var reference: [String] = []
  @OptionGroup var referenceText: ReferenceText
  @OptionGroup var duplicates: DuplicateOptions
  @OptionGroup var vectors: VectorOptions
  @OptionGroup var coverage: CoverageOptions
  @OptionGroup var tokens: TokenFlags
  @Option(
    help: ArgumentHelp(
      "The share of refusals in real use, such as refusal=5%: what to drop or add.",
      valueName: "refusal=share"))
  var expect: String?
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Where the HTML page goes.", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("Where the report goes as JSON.", valueName: "file"))
  var json: String?
  @Option(help: ArgumentHelp("Where the report goes as Markdown.", valueName: "file"))
  var markdown: String?
  @Option(help: ArgumentHelp("Where the kept records go.", valueName: "file"))
  var kept: String?
  @Option(help: ArgumentHelp("Where removed records go.", valueName: "file"))
  var removed: String?
  @Flag(help: "Leave all text of the data out of the report; places and numbers stay.")
  var redact = false
  @OptionGroup var proof: ProofOptions
  @OptionGroup var manifest: ManifestOptions
  @Option(
    help: ArgumentHelp(
      "An earlier report as JSON: what moved, for a gate such as "
        + "'baseline.figures.rows.kept.change < 0'.", valueName: "file"))
  var baseline: String?
  @Option(
    help: ArgumentHelp(
      "Exit with status 1 if a number of the report compares so: 'coverage < 0.9'.",
      valueName: "path op number"))
  var failIf: [String] = []

  func validate() throws {
    try coverage.requireReference(reference)
    _ = try expectedRefusals
    try referenceText.requireReference(reference, "--reference")
  }

  func run(in session: Session) throws {
    let clock = ContinuousClock.now
    let gates = try failIf.map { expression throws(ReportError) in try GateExpression(expression) }
    let read =
      try session.files(of: reference) + vectors.files + [baseline].compactMap { $0 }
    try requireBaseline()
    let others = [output, json, markdown, removed, proof.provenance, manifest.path]
    try requireDifferent(
      others.compactMap { $0 }, from: try session.files(of: input.inputs) + read)
    // The clean set may take the place of an input.
    try requireDifferent((others + [kept]).compactMap { $0 }, from: read)
    try requireApart([kept].compactMap { $0 }, from: try session.files(of: input.inputs))
    try manifest.requireLibrary()
    try proof.requireLibrary()
    let plan = try plan()
    let model = try vectors.opened(plan.options.model, workers: input.workers)
    let (corpus, compared) = try input.corpora(
      in: session, comparedWith: reference, folder: duplicates.tmpDir, digesting: manifest.digesting
    )
    if let kept { try corpus.requireForm(writtenTo: kept) }
    try duplicates.explainIfAsked(
      DeduplicationPlan(options: plan.options.deduplication), on: corpus, in: session)
    var outputs = try OptionalOutputs(
      removed: removed, kept: kept, json: json, html: output, markdown: markdown,
      provenance: proof.provenance, manifest: manifest.path)
    let context = session.context(workers: input.workers, memory: duplicates.memoryBudget)
    var sources = ManifestSources()
    sources.add(corpus, as: .input)
    if let compared { sources.add(compared, as: .reference) }
    for path in vectors.files { sources.add(path, as: .vectors) }
    let (inputs, ran) = try manifest.digested(sources, workers: input.workers) {
      try plan.run(
        inputs: corpus, reference: compared, model: model, in: context,
        check: duplicates.checkSources)
    }
    var report = ran
    session.audience.endProgress()
    vectors.sayCacheUse(of: model, in: session)
    try outputs.write(report.deduplication, in: context)
    report.document.seconds = (ContinuousClock.now - clock) / .seconds(1)
    if let baseline {
      report.document.baseline = try ReportPair(baseline: baseline, report.document)?.document
    }
    report.document.nextSteps = output.map { ["Open \($0)."] } ?? ["Write a page: -o report.html"]
    if redact { report.document = report.document.redacted() }
    try outputs.write(report.document)
    try outputs.writeManifest(
      of: "report", report.document, report.deduplication, inputs: inputs)
    let isFree = output == nil && !(others + [kept]).contains("-")
    try session.show(report.document, isDataElsewhere: isFree)
    try session.take(report.deduplication)
    try outputs.commit(reading: [corpus] + (compared.map { [$0] } ?? []))
    duplicates.sayUnused(nil, in: session)
    session.sayDoubts(report.document, of: report.deduplication)
    try check(gates, on: report.document.jsonValue)
  }

  /// A file that is no report is told before any work is done.
  private func requireBaseline() throws {
    guard let baseline, try !ReportPair.isReport(baseline) else { return }
    throw ValidationError(
      "--baseline is \(baseline), which holds no report, expected what report --json writes")
  }

  /// The share that `--expect` names.
  private var expectedRefusals: Double? {
    get throws {
      guard let expect else { return nil }
      let parts = expect.split(separator: "=", maxSplits: 1)
      let isPercent = expect.hasSuffix("%")
      let number = parts.count == 2 ? Double(isPercent ? parts[1].dropLast() : parts[1]) : nil
      guard parts.first == "refusal", let number,
        case let share = isPercent ? number / 100 : number,
        (0..<1).contains(share)
      else {
        throw ValidationError(
          "--expect is \(expect), expected refusal= and a share below 1, such as refusal=5%")
      }
      return share
    }
  }

  private func plan() throws -> ReportPlan {
    var plan = ReportPlan()
    plan.options.selection = try input.selection(view)
    plan.options.referenceSelection = try referenceText.selection
    plan.options.seed = input.seed
    plan.options.coverageThreshold = coverage.coverageThreshold
    plan.options.budget = coverage.budget
    plan.options.expectedRefusals = try expectedRefusals
    plan.options.tokens = tokens.options
    plan.options.model = try vectors.vectorModel(
      seed: input.seed, hasReference: !reference.isEmpty)
    plan.options.deduplication = duplicates.planOptions(seed: input.seed)
    plan.options.deduplication.selection = try input.selection(dedupeView)
    plan.options.deduplication.reading = try input.reading
    plan.options.deduplication.model = plan.options.model
    return plan
  }
}

/// Gates that were true: exit status 1.
struct GateFailure: Error, CustomStringConvertible {
  let description: String
}

/// Compares every gate with the document; throws where one is true, or cannot be compared.
func check(_ gates: [GateExpression], on tree: JSONValue) throws {
  let failed = try gates.map { gate throws(ReportError) in try gate.evaluate(on: tree) }
    .filter(\.isTrue)
  guard !failed.isEmpty else { return }
  throw GateFailure(description: failed.map { "gate: \($0.description)" }.joined(separator: "\n"))
}
