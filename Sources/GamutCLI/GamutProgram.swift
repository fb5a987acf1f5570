// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCore
import GamutFiles
import GamutReport
import Glibc

/// The `gamut` executable.
@main
struct GamutProgram: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gamut",
    abstract: "Clean fine-tuning data, and say what is in it and what is missing.",
    discussion: """
      Examples:
        gamut inspect train.jsonl
        gamut report train.jsonl -o report.html
        gamut report train.jsonl --reference traffic.jsonl -o report.html
        gamut dedupe train.jsonl -o clean.jsonl

      Data goes to standard output or -o, words to standard error. Exit status:
      0 done, 1 a --fail-if gate was true, 2 an error, 130 interrupted.
      """,
    version: Version.number,
    subcommands: [
      InspectCommand.self, ReportCommand.self, DedupeCommand.self, IndexCommand.self,
      PairsCommand.self, CoverageCommand.self, ClusterCommand.self, EmbedCommand.self,
      VerifyCommand.self,
    ])

  static func main() {
    do {
      // Before anything is opened.
      try StandardStreams.reserve()
    } catch { leave(with: error) }
    // 130, as shells report an interrupt; a line of progress is wiped.
    Interruption.arrange(wipesLine: StandardError.isTerminal)
    do {
      var command = try parseAsRoot(Arguments.given)
      try command.run()
    } catch {
      leave(with: error)
    }
  }

  /// Ends the process as `error` asks: help on standard output, all else as one line on standard
  /// error with status 2 (the argument parser would print several and exit with 64).
  static func leave(with error: any Error) -> Never {
    if let gate = error as? GateFailure {
      StandardError.say(gate.description)
      Glibc.exit(1)
    }
    if let output = error as? OutputError, output.code == .closedPipe { Glibc.exit(0) }
    if exitCode(for: error) == .success {
      do {
        var standardOutput = try OutputFile(path: "-")
        try standardOutput.write(fullMessage(for: error) + "\n")
        try standardOutput.commit()
      } catch {
        leave(with: error)
      }
      Glibc.exit(0)
    }
    // What failed may have drawn its progress.
    if StandardError.isTerminal { StandardError.write("\r\u{1B}[K") }
    let isUsage = exitCode(for: error) == .validationFailure
    let hint = isUsage ? "; see gamut --help" : ""
    StandardError.say("gamut: \(oneLine(words(for: error)))\(hint)")
    Glibc.exit(2)
  }

  /// What is said of `error`, with the options that are about it.
  private static func words(for error: any Error) -> String {
    switch error {
    case let error as any RemediedError: error.description(in: .commandLine)
    case is ReportError: "--fail-if \(message(for: error))"
    default: message(for: error)
    }
  }

  /// `text` on one line, each run of line breaks and indentation a single space.
  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
