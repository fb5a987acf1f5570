// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut

/// What proves later what a run did.
struct ProofOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where a line for every record read goes: its place, hash, fate and keeper; a row of a table "
        + "where the name ends in .parquet.", valueName: "file"))
  var provenance: String?

  /// Throws where the provenance is to be a table, and none can be written.
  func requireLibrary() throws {
    if let provenance { try Deduplication.requireForm(ofProvenance: provenance) }
  }
}
