// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCorpus

/// What every subcommand asks of its inputs.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "JSONL files, or JSON arrays; - is standard input.", valueName: "input"))
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      "Field paths to take the text from instead of a view: a.b, messages[-1].content.",
      valueName: "path,…"))
  var text: String?

  @Option(help: "What a bad record does: stop with an error, or skip it and count it.")
  var onError: OnError = .stop

  @Flag(help: "Read files whose records have several schemas, each record by its own.")
  var allowMixed = false

  @Option(help: "How many threads work; the results are the same for any number.")
  var workers: Int = Machine.coreCount

  @Option(help: "The seed of all that is drawn at random.")
  var seed: UInt64 = 0

  enum OnError: String, ExpressibleByArgument, CaseIterable {
    case stop, skip
  }

  func validate() throws {
    guard workers > 0 else {
      throw ValidationError("--workers is \(workers); it must be at least 1")
    }
  }
}

extension View: @retroactive ExpressibleByArgument {}
