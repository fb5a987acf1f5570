// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCorpus
import GamutReport

struct InspectCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what files hold: format, fields, lengths, languages, problems, three records.",
    discussion: """
      Examples:
        gamut inspect train.jsonl
        gamut inspect data/ --json what.json
        gamut inspect train.parquet --parts asked=q,said=a.text
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var tokens: TokenFlags
  @Option(
    help: ArgumentHelp(
      "Where the same goes as JSON; - is standard output, in place of the text.",
      valueName: "file"))
  var json: String?

  func run(in session: Session) throws {
    let clock = ContinuousClock.now
    try requireDifferent([json].compactMap { $0 }, from: try session.files(of: input.inputs))
    var plan = InspectionPlan()
    plan.options.selection = try input.selection(.all)
    plan.options.reading = try input.reading(otherwise: .skip)
    plan.options.tokens = tokens.options
    let corpus = try input.corpus(in: session)
    var outputs = try OptionalOutputs(json: json)
    var inspection = try plan.run(inputs: corpus, in: session.context(workers: input.workers))
    session.audience.endProgress()
    inspection.document.wording = .commandLine
    inspection.document.seconds = (ContinuousClock.now - clock) / .seconds(1)
    try outputs.write(inspection.document)
    if json != "-" {
      try session.audience.show(.data) { inspection.document.terminalText(style: $0) }
    }
    try outputs.commit(reading: [corpus])
    // All that can be said was said: the rest is that every other command ends here.
    if let failure = inspection.failure { throw failure }
  }
}
