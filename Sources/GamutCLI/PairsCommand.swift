// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCore
import GamutCorpus
import GamutText

struct PairsCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "pairs",
    abstract: "List all pairs of records that are alike, and remove nothing.",
    discussion: """
      Examples:
        gamut pairs train.jsonl --by near --threshold 0.8 -o pairs.jsonl
        gamut pairs train.jsonl --by semantic --threshold 0.9 --embeddings vectors.npy
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "How likeness is measured: near (text) or semantic (vectors).") var by: Likeness
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The similarity from which a pair is listed: 0…1 for near, -1…1 for semantic.",
      valueName: "similarity"))
  var threshold: Double
  @Option(help: "The text: prompt, response or all; all for near, prompt for semantic.")
  var view: View?
  @Option(help: "For near: N consecutive words or characters.")
  var shingle = ShingleWidth.words(5)
  @Option(
    help: ArgumentHelp(
      "For near: what two records must have in common, example or text; by default as dedupe has it."
    ))
  var alike: Alike?
  @Option(help: "For near: what says nothing of a word, as dedupe has it.")
  var fold = Folding.words
  @OptionGroup var vectors: VectorOptions
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Where the pairs go; - is standard output.", valueName: "file"))
  var output = "-"

  enum Likeness: String, ExpressibleByArgument, CaseIterable {
    case near, semantic
  }

  func validate() throws {
    switch by {
    case .near: try requireSimilarity(threshold, "--threshold")
    case .semantic:
      guard (-1...1).contains(threshold) else {
        throw ValidationError("--threshold is \(threshold); it must lie in -1...1")
      }
    }
  }

  func run(in session: Session) throws {
    try requireDifferent([output], from: try session.files(of: input.inputs) + vectors.files)
    var plan = PairPlan()
    var model: OpenedModel?
    plan.options.threshold = threshold
    plan.options.seed = input.seed
    plan.options.reading = try input.reading
    switch by {
    case .near:
      plan.options.selection = try input.selection(view ?? .all)
      plan.options.measure = .near(shingle)
      plan.options.alike = alike
      plan.options.folding = fold
    case .semantic:
      plan.options.selection = try input.selection(view ?? .prompt)
      let wanted = try vectors.vectorModel(seed: input.seed, hasReference: false)
      plan.options.measure = .semantic(wanted)
      model = try vectors.opened(wanted, workers: input.workers)
    }
    let corpus = try input.corpus(in: session)
    var file = try OutputFile(path: output)
    let summary = try plan.run(
      inputs: corpus, to: &file, model: model, in: session.context(workers: input.workers))
    session.audience.endProgress()
    vectors.sayCacheUse(of: model, in: session)
    try session.requireWanted()
    var commit = OutputCommit()
    try commit.add(file)
    try commit.commit(reading: [corpus])
    session.say(summary.reading)
    let count = summary.pairCount
    session.say("\(count) \(count == 1 ? "pair" : "pairs") at \(threshold) or above")
  }
}
