// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCorpus
import GamutEmbedding

struct EmbedCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "embed",
    abstract: "Make a vector of every record: a .npy file, float32, rows of norm 1.",
    discussion: """
      Examples:
        gamut embed train.jsonl -o vectors.npy
        gamut embed train.jsonl -o vectors.npy --save-model model.lsa
        gamut embed tomorrow.jsonl -o more.npy --model model.lsa
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "The text that is embedded: prompt, response or all.") var view = View.prompt
  @OptionGroup var vectors: VectorOptions
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Where the vectors go.", valueName: "file"))
  var output: String
  @Option(
    help: ArgumentHelp(
      "Where the fitted lsa goes, for --model of later runs.", valueName: "file"))
  var saveModel: String?

  func validate() throws {
    guard vectors.embeddings == nil else {
      throw ValidationError("--embeddings is given to embed; expected a --model")
    }
    guard saveModel == nil || vectors.isFitted else {
      throw ValidationError(
        "--save-model saves the lsa that a run fits, and \(vectors.modelOption) fits none; "
          + "expected one of them")
    }
  }

  func run(in session: Session) throws {
    try requireDifferent(
      [output, saveModel].compactMap { $0 },
      from: try session.files(of: input.inputs) + vectors.files)
    var plan = EmbeddingPlan()
    plan.options.selection = try input.selection(view)
    plan.options.reading = try input.reading
    plan.options.model = try vectors.vectorModel(seed: input.seed, hasReference: false)
    let model = try vectors.opened(plan.options.model, workers: input.workers)
    let corpus = try input.corpus(in: session)
    var file = try OutputFile(path: output)
    var modelFile = try saveModel.map { path throws(OutputError) in
      try OutputFile(path: path, packing: Packing.none)
    }
    let summary = try plan.run(
      inputs: corpus, to: &file, model: model, in: session.context(workers: input.workers))
    session.audience.endProgress()
    if let fitted = summary.fittedModel {
      try modelFile.modify { file throws(OutputError) in
        try fitted.write { bytes throws(OutputError) in try file.write(bytes) }
        try file.flush()
      }
    }
    try session.requireWanted()
    var commit = OutputCommit()
    try commit.add(modelFile.take())
    try commit.add(file)
    try commit.commit(reading: [corpus])
    vectors.sayCacheUse(of: model, in: session)
    session.say(summary.reading)
    session.say(
      "\(summary.rowCount) × \(summary.columnCount), \(summary.zeroCount) "
        + "\(summary.zeroCount == 1 ? "row" : "rows") of zeros")
    if let cut = summary.cutTexts { session.say(cut.sentence) }
  }
}
