// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// What proves later what a run did.
struct ProofOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where a line for every record read goes: its place, hash, fate and keeper.",
      valueName: "file"))
  var provenance: String?

  func validate() throws {
    guard let provenance, provenance.lowercased().hasSuffix(".parquet") else { return }
    throw ValidationError(
      "--provenance is \(provenance); it is written as JSON lines, expected a name such as "
        + "provenance.jsonl")
  }
}
