// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutFiles

/// Whether a run writes down what it read and wrote.
struct ManifestOptions: ParsableArguments {
  @Option(
    name: .customLong("manifest"),
    help: ArgumentHelp(
      "Where the manifest goes: options, counts and SHA-256 of what was read and written, for "
        + "gamut verify.", valueName: "file"))
  var path: String?
}

extension ManifestOptions {
  /// Whether files are hashed: nothing is where nobody asks for it.
  var digesting: FileDigesting { path == nil ? .none : .made }

  /// Throws where files are to be hashed and cannot be.
  func requireLibrary() throws(FileError) {
    if path != nil { try FileHasher.load() }
  }

  /// Calls `body`, and hashes beside it what `sources` names.
  func digested<Outcome>(
    _ sources: ManifestSources, workers: Int, _ body: () throws -> Outcome
  ) throws -> (inputs: [RunManifest.Input], outcome: Outcome) {
    guard path != nil else { return ([], try body()) }
    return try sources.digested(workers: workers, body)
  }
}
