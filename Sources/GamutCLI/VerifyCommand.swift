// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutFiles
import GamutJSON

struct VerifyCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that what a run read and wrote is what its manifest says.",
    discussion: """
      Examples:
        gamut dedupe train.jsonl -o clean.jsonl --manifest m.json
        gamut verify m.json

      Files are looked for beside the manifest, then in this folder. Exit status:
      0 all right, 1 something differs, 2 the manifest cannot be read.
      """)

  @Argument(help: ArgumentHelp("The manifest.", valueName: "manifest")) var manifest: String
  @Option(
    help: ArgumentHelp(
      "Where the same goes as JSON; - is standard output, in place of the text.",
      valueName: "file"))
  var json: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many threads work; the results are the same for any number.", valueName: "number"))
  var workers = RunContext.coreCount

  func validate() throws {
    guard workers > 0 else {
      throw ValidationError("--workers is \(workers); it must be at least 1")
    }
  }

  func run(in session: Session) throws {
    let check = try ManifestCheck(path: manifest)
    let read = (check.manifest.inputs.map(\.file) + check.manifest.outputs.map(\.file))
      .filter(\.isThere).map { check.place(of: $0.path) }
    try requireDifferent([json].compactMap { $0 }, from: read + [manifest])
    var outputs = try OptionalOutputs(json: json)
    let findings = try check.run(in: session.context(workers: workers))
    try outputs.write(findings)
    // What differs and what was not checked; that nothing differs is the answer where it is so.
    let lines = findings.lines + (findings.isRight ? [findings.summary] : [])
    if json != "-" {
      try session.audience.show(.data) { _ in
        lines.flatMap { Array("\(CleanText.line($0))\n".utf8) }
      }
    }
    try outputs.commit(reading: [])
    if !findings.isRight { throw GateFailure(description: findings.summary) }
    if json == "-" { session.say(findings.summary) }
  }
}
