// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutFiles
import GamutJSON

struct VerifyCommand: ParsableCommand {
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

  func run() throws {
    let check = try ManifestCheck(path: manifest)
    let read = (check.manifest.inputs.map(\.file) + check.manifest.outputs.map(\.file))
      .filter(\.isThere).map { check.place(of: $0.path) }
    try requireDifferent([json].compactMap { $0 }, from: read + [manifest])
    var outputs = try OptionalOutputs(json: json)
    let findings = try check.run(in: RunContext(workers: workers))
    try outputs.write(findings)
    if json != "-" { try show(findings) }
    try outputs.commit(reading: [])
    if !findings.isRight { throw GateFailure(description: findings.summary) }
    if json == "-" { StandardError.say(findings.summary) }
  }

  /// Shows what differs and what was not checked; that nothing differs is the answer where it is so.
  private func show(_ findings: ManifestFindings) throws {
    let lines = findings.lines + (findings.isRight ? [findings.summary] : [])
    var file: OutputFile? = try OutputFile(path: "-")
    try file.modify { file throws(OutputError) in
      for line in lines { try file.write(CleanText.line(line) + "\n") }
      try file.flush()
    }
    try file.take()?.commit()
  }
}
