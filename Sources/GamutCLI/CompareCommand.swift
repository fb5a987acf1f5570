// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCorpus
import GamutReport

struct CompareCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Set two sets, or two reports, side by side: what moved, and what is in both.",
    discussion: """
      Examples:
        gamut compare old.jsonl new.jsonl
        gamut compare train.jsonl test.jsonl -o compare.html --fail-if 'leaks.all.exact > 0'
        gamut compare old.jsonl new.jsonl --source dataset --fail-if 'figures.tokens_per_record.change > 50'
        gamut compare old.report.json new.report.json --fail-if 'figures.answers.refusals.share.change > 0.01'
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "The text whose vectors are compared: prompt, response or all.")
  var view = View.prompt
  @OptionGroup var vectors: VectorOptions
  @Option(
    help: ArgumentHelp(
      "The field that names a record's source, to compare their shares.", valueName: "path"))
  var source: String?
  @Option(
    help: ArgumentHelp(
      "The folder of a model's tokenizer.json, to count tokens as it does; without it they are "
        + "estimated.", valueName: "folder"))
  var tokenizer: String?
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Where the HTML page goes.", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("Where the comparison goes as JSON.", valueName: "file"))
  var json: String?
  @Flag(help: "Leave all text of the data out of the comparison; places and numbers stay.")
  var redact = false
  @Option(
    help: ArgumentHelp(
      "Exit with status 1 if a number of the comparison compares so: 'leaks.all.near > 0'.",
      valueName: "path op number"))
  var failIf: [String] = []

  func validate() throws {
    guard input.inputs.count == 2 else {
      throw ValidationError(
        "compare takes two sets, or two reports, and \(input.inputs.count) are given")
    }
  }

  func run(in session: Session) throws {
    let clock = ContinuousClock.now
    let gates = try failIf.map { expression throws(ReportError) in try GateExpression(expression) }
    try requireDifferent(
      [output, json].compactMap { $0 },
      from: try session.files(of: input.inputs) + vectors.files)
    var outputs = try OptionalOutputs(json: json, html: output)
    var document: ComparisonDocument
    var read: [Corpus] = []
    if let pair = try ReportPair(input.inputs[0], input.inputs[1]) {
      document = pair.document
    } else {
      try requireSets(session)
      var plan = ComparePlan()
      plan.options.selection = try input.selection(view)
      plan.options.seed = input.seed
      plan.options.sourceField = source
      plan.options.tokens.tokenizer = tokenizer
      plan.options.reading = try input.reading
      plan.options.model = try vectors.vectorModel(seed: input.seed, hasReference: true)
      let model = try vectors.opened(plan.options.model, workers: input.workers)
      var first = input
      first.inputs = [input.inputs[0]]
      let (a, others) = try first.corpora(in: session, comparedWith: [input.inputs[1]])
      guard let b = others else { return }  // One was named.
      document = try plan.run(a, b, model: model, in: session.context(workers: input.workers))
      session.audience.endProgress()
      vectors.sayCacheUse(of: model, in: session)
      read = [a, b]
    }
    if redact { document = document.redacted() }
    document.seconds = (ContinuousClock.now - clock) / .seconds(1)
    try outputs.write(document)
    if json != "-", output != "-" {
      try session.audience.show(.data) { document.terminalText(style: $0) }
    }
    try session.requireWanted()
    try outputs.commit(reading: read)
    try check(gates, on: document.jsonValue)
  }

  /// Refuses one report beside something else.
  private func requireSets(_ session: Session) throws {
    for path in input.inputs where session.held.records[path] == nil {
      guard try ReportPair.isReport(path) else { continue }
      throw ValidationError(
        "\(path) is a report and the other input is none, expected two of a kind")
    }
  }
}
