// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import GamutCorpus

/// The text of the records compared with, where their fields are others than those of the inputs.
struct ReferenceText: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Field paths to take the text of the records compared with from, as --text of the inputs; by "
        + "default it is the same.", valueName: "path,…"))
  var referenceText: String?

  /// What is read of each record compared with; nil where it is the same as of the inputs.
  var selection: Selection? {
    get throws { try referenceText.map { .paths(try FieldPath.list($0)) } }
  }

  /// Throws where there is nothing to compare with.
  func requireReference(_ paths: [String], _ option: String) throws {
    _ = try selection
    guard referenceText != nil, paths.isEmpty else { return }
    throw ValidationError("--reference-text is given without \(option), which it is for")
  }
}
