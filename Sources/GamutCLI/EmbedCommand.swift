// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCorpus

struct EmbedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "embed",
    abstract: "Make a vector of every record: a .npy file, float32, rows of norm 1.",
    discussion: """
      Example:
        gamut embed train.jsonl -o vectors.npy
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "The text that is embedded: prompt, response or all.") var view = View.prompt
  @OptionGroup var vectors: VectorOptions
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Where the vectors go.", valueName: "file"))
  var output: String

  func validate() throws {
    guard vectors.embeddings == nil else {
      throw ValidationError("--embeddings is given to embed; expected a --model")
    }
  }

  func run() throws {
    let plan = EmbeddingPlan(
      selection: try input.selection(view),
      model: try vectors.vectorModel(seed: input.seed, hasReference: false), reading: input.reading)
    let corpus = try input.corpus()
    var file = try OutputFile(path: output)
    let (line, sink) = ProgressLine.sink()
    let summary = try plan.run(inputs: corpus, to: &file, workers: input.workers, progress: sink)
    line.clear()
    vectors.sayCacheUse(of: plan.model)
    try file.commit()
    StandardError.say(
      "\(summary.rowCount) × \(summary.columnCount), \(summary.zeroCount) rows of zeros")
  }
}
