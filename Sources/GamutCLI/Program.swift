// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCore
import GamutReport

/// The commands of `gamut`: parsed, checked and run here, for the program and for C alike.
public enum Program {
  /// Runs the command that `arguments` are, without the name of the program.
  ///
  /// - Throws: whatever ends it; `Ending` says what that means.
  public static func run(_ arguments: [String], in session: Session) throws {
    var command = try GamutCommand.parseAsRoot(arguments)
    if let command = command as? any SessionCommand {
      try command.run(in: session)
    } else {
      // A command that only has subcommands shows its help.
      try command.run()
    }
  }

  /// What a command that threw ended with.
  public enum Ending: Sendable {
    /// It was asked for help or its version, which this is.
    case answer(String)
    /// All was done, and a gate was true; how, a line each.
    case gate(String)
    /// Nobody reads its output any more, which is no error.
    case unread
    /// It was asked to end.
    case stopped
    /// One line: where, what was found, what was expected.
    case failure(String)

    /// What `error` means.
    public init(of error: any Error) {
      switch error {
      case let gate as GateFailure: self = .gate(gate.description)
      case let output as OutputError where output.code == .closedPipe: self = .unread
      case is RunStopped: self = .stopped
      default:
        if GamutCommand.exitCode(for: error) == .success {
          self = .answer(GamutCommand.fullMessage(for: error))
        } else {
          self = .failure(Self.line(for: error))
        }
      }
    }

    /// What is said of `error`, with the options that are about it. The argument parser would print
    /// several lines.
    private static func line(for error: any Error) -> String {
      let words =
        switch error {
        case let error as any RemediedError: error.description(in: .commandLine)
        case is ReportError: "--fail-if \(GamutCommand.message(for: error))"
        default: GamutCommand.message(for: error)
        }
      let isUsage = GamutCommand.exitCode(for: error) == .validationFailure
      return words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        + (isUsage ? "; see gamut --help" : "")
    }
  }
}

/// The root of the commands.
struct GamutCommand: ParsableCommand {
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
      CompareCommand.self, VerifyCommand.self, ShardCommand.self,
    ])
}
