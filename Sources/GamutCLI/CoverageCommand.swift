// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCorpus
import GamutReport

struct CoverageCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Say what a reference has and the set lacks, record by record.",
    discussion: """
      Examples:
        gamut coverage train.jsonl --reference traffic.jsonl
        gamut coverage train.jsonl --reference traffic.jsonl --gaps gaps.jsonl
        gamut coverage train.jsonl --reference traffic.jsonl --budget 500
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "The text that is compared: prompt, response or all.") var view = View.prompt
  @Option(
    help: ArgumentHelp("What the set is meant to serve, such as real traffic.", valueName: "file"))
  var reference: [String]
  @OptionGroup var referenceText: ReferenceText
  @OptionGroup var vectors: VectorOptions
  @OptionGroup var coverage: CoverageOptions
  @Option(help: ArgumentHelp("Where the gap of every reference record goes.", valueName: "file"))
  var gaps: String?
  @Option(help: ArgumentHelp("Where the comparison goes as JSON.", valueName: "file"))
  var json: String?

  func validate() throws {
    guard !reference.isEmpty else { throw ValidationError("--reference FILE is missing") }
  }

  func run(in session: Session) throws {
    let clock = ContinuousClock.now
    try requireDifferent(
      [gaps, json].compactMap { $0 },
      from: try session.files(of: input.inputs) + session.files(of: reference) + vectors.files)
    var plan = CoveragePlan()
    plan.options.selection = try input.selection(view)
    plan.options.referenceSelection = try referenceText.selection
    plan.options.threshold = coverage.coverageThreshold
    plan.options.budget = coverage.budget
    plan.options.seed = input.seed
    plan.options.reading = try input.reading
    plan.options.model = try vectors.vectorModel(seed: input.seed, hasReference: true)
    let model = try vectors.opened(plan.options.model, workers: input.workers)
    let (corpus, others) = try input.corpora(
      in: session, comparedWith: reference)
    guard let compared = others else { return }  // validate() has seen a reference.
    var gapFile = try gaps.map { path throws(OutputError) in try OutputFile(path: path) }
    var outputs = try OptionalOutputs(json: json)
    var comparison = try plan.run(
      inputs: corpus, reference: compared, model: model, in: session.context(workers: input.workers)
    )
    session.audience.endProgress()
    vectors.sayCacheUse(of: model, in: session)
    try gapFile.modify { file throws(OutputError) in
      try comparison.writeGaps(to: &file)
      try file.flush()
    }
    comparison.document.seconds = (ContinuousClock.now - clock) / .seconds(1)
    try outputs.write(comparison.document)
    try session.show(comparison.document, isDataElsewhere: ![gaps, json].contains("-"))
    try session.requireWanted()
    try outputs.commit(with: gapFile.take(), reading: [corpus, compared])
  }
}
