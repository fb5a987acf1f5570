// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
public import Gamut
package import GamutCorpus
public import GamutReport

/// What a command is run with beside its arguments: records that arguments name in place of files,
/// and whom it tells.
public struct Session: Sendable {
  /// Records in memory, by the names that stand for them among the arguments, and what opens tables.
  package var held = HeldSources()
  /// Whom the command tells.
  public let audience: any Audience
  /// Ends the run early, asked by another thread; nil where nobody may.
  public var stop: StopRequest?
  /// Takes what `dedupe` and `index` decide, before outputs are named; where it is there, kept records
  /// are written only where an output says so.
  public var decided: (@Sendable (Deduplication) -> Void)?

  /// A session that tells `audience`.
  public init(audience: any Audience) { self.audience = audience }
}

/// Whom a command tells what it found and how far it is; called from one thread, but for progress.
public protocol Audience: Sendable {
  /// Told how far the run is, from any thread; nil where nobody reads along.
  var progress: ProgressSink? { get }

  /// The run is over: what progress drew goes.
  func endProgress()

  /// Tells a person one line, or several.
  func say(_ text: String)

  /// Shows the answer of a command, a text that `render` makes in a style.
  func show(_ place: AnswerPlace, _ render: (TerminalStyle) -> [UInt8]) throws
}

/// Where an answer goes.
public enum AnswerPlace: Sendable {
  /// It is the data that was asked for.
  case data
  /// Data went there already: it is a word to a person.
  case aside
}

/// A command that can be run by a program or within a process.
protocol SessionCommand: ParsableCommand {
  /// Runs the command.
  func run(in session: Session) throws
}

extension Session {
  /// Tells a person one line, or several.
  func say(_ text: String) { audience.say(text) }

  /// The files that `arguments` stand for, and the names of records in memory among them.
  func files(of arguments: [String]) throws(CorpusError) -> [String] {
    try inputs(of: arguments).map(\.path)
  }

  /// The same, with the names of their outputs.
  func inputs(of arguments: [String]) throws(CorpusError) -> [InputPaths.Input] {
    var inputs: [InputPaths.Input] = []
    for argument in arguments {
      if held.records[argument] != nil {
        inputs.append(InputPaths.Input(path: argument, name: argument))
      } else {
        inputs += try InputPaths.inputs(of: [argument])
      }
    }
    return inputs
  }

  /// What a run may take, and whom it tells.
  func context(workers: Int, memory: MemoryBudget = MemoryBudget()) -> RunContext {
    var context = RunContext(workers: workers, memory: memory, progress: audience.progress)
    context.stop = stop
    return context
  }

  /// Hands over what was decided, and throws where nobody wants it any more: called before outputs
  /// have their names.
  func take(_ result: Deduplication) throws(RunStopped) {
    try requireWanted()
    decided?(result)
  }

  /// Throws where the run was asked to end.
  func requireWanted() throws(RunStopped) {
    try stop?.check()
  }
}
