// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCorpus
import GamutReport
import Glibc

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what files hold: format, fields, lengths, scripts, problems, three records.",
    discussion: """
      Examples:
        gamut inspect train.jsonl
        gamut inspect data/ --json what.json
        gamut inspect train.parquet --parts asked=q,said=a.text
      """)

  @OptionGroup var input: InputOptions
  @Option(
    help: ArgumentHelp(
      "Where the same goes as JSON; - is standard output, in place of the text.",
      valueName: "file"))
  var json: String?

  func run() throws {
    let clock = ContinuousClock.now
    try requireDifferent([json].compactMap { $0 }, from: try input.paths())
    var plan = InspectionPlan()
    plan.options.selection = try input.selection(.all)
    plan.options.reading = try input.reading(otherwise: .skip)
    let corpus = try input.corpus()
    var outputs = try OptionalOutputs(json: json)
    let (line, sink) = ProgressLine.sink()
    var inspection = try plan.run(inputs: corpus, in: input.context(progress: sink))
    line.clear()
    inspection.document.wording = .commandLine
    inspection.document.seconds = (ContinuousClock.now - clock) / .seconds(1)
    try outputs.write(inspection.document)
    if json != "-" { try show(inspection.document) }
    try outputs.commit(reading: [corpus])
    // All that can be said was said: the rest is that every other command ends here.
    if let failure = inspection.failure { throw failure }
  }

  private func show(_ document: InspectionDocument) throws {
    let isColoured = isatty(STDOUT_FILENO) == 1 && StandardError.allowsColor
    var file: OutputFile? = try OutputFile(path: "-")
    try file.modify { file throws(OutputError) in
      try file.write(document.terminalText(style: isColoured ? .coloured : .plain).span)
      try file.flush()
    }
    try file.take()?.commit()
  }
}
