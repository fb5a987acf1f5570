// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How a reference is compared with, in the commands that do.
struct CoverageOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Cosine from which a reference record is covered; by default from the data.",
      valueName: "0…1"))
  var coverageThreshold: Double?
  @Option(
    help: ArgumentHelp(
      "Spread so many new records over what is missing or thin.", valueName: "records"))
  var budget: Int?

  func validate() throws {
    try requireSimilarity(coverageThreshold, "--coverage-threshold")
    if let budget, budget < 1 {
      throw ValidationError("--budget is \(budget), expected 1 or more records")
    }
  }

  /// Refuses a budget that nothing says how to spend.
  func requireReference(_ reference: [String]) throws {
    if budget != nil, reference.isEmpty {
      throw ValidationError("--budget needs --reference FILE, which says what is missing")
    }
  }
}
