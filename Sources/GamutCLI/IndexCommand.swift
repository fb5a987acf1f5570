// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCorpus

struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Keep what was kept, for later files to be compared with.",
    discussion: """
      Examples:
        gamut index build monday.jsonl -o seen.gamut --kept clean.jsonl
        gamut index add tuesday.jsonl --index seen.gamut --kept new.jsonl
        gamut index info seen.gamut
        gamut dedupe wednesday.jsonl --index seen.gamut -o new.jsonl

      An index holds the kept records of all its runs, texts included; their
      files are not needed any more. A run over new files decides as one run
      over all files with --keep first would; other policies apply within the
      new files.
      """,
    subcommands: [IndexBuildCommand.self, IndexAddCommand.self, IndexInfoCommand.self])
}

/// What `index build` and `index add` ask for.
struct IndexRunOptions: ParsableArguments {
  @OptionGroup var input: InputOptions
  @Option(help: "The text to compare: prompt, response or all.") var view = Choice(View.all)
  @OptionGroup var duplicates: DuplicateOptions
  @Option(
    name: [.customShort("o"), .customLong("output"), .customLong("index")],
    help: ArgumentHelp("The index.", valueName: "file"))
  var index: String
  @Option(help: ArgumentHelp("Where the kept records of the inputs go.", valueName: "file"))
  var kept: String?
  @Option(
    help: ArgumentHelp("Where removed records go, with cause and keeper.", valueName: "file"))
  var removed: String?
  @Option(
    help: ArgumentHelp("Where records that could not be read go, with why.", valueName: "file"))
  var rejected: String?
  @Option(help: ArgumentHelp("Where the counts go, as JSON.", valueName: "file"))
  var json: String?
  @OptionGroup var proof: ProofOptions

  /// The outputs beside the index, opened.
  func outputs(in session: Session, manifest: String? = nil) throws -> OptionalOutputs {
    try requireDifferent(
      [index, kept, removed, rejected, json, proof.provenance, manifest].compactMap { $0 },
      from: try session.files(of: input.inputs))
    return try OptionalOutputs(
      removed: removed, rejected: rejected, kept: kept, json: json, provenance: proof.provenance,
      manifest: manifest)
  }

  /// The plan; what was not given is what `saved` was made with.
  func plan(with saved: SavedIndex?, in session: Session) throws -> DeduplicationPlan {
    try IndexedPlan(input: input, view: view, duplicates: duplicates, session: session).plan(
      with: saved)
  }

  func validate() throws {
    guard index != "-" else {
      throw ValidationError("the index is -; expected a file, which is read by places")
    }
  }
}
