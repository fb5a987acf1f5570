// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// What is known of the set that the inputs are a part of.
struct PartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What shard plan wrote of the set that the inputs are whole components of.",
      valueName: "file"))
  var plan: String?

  @Option(
    help: ArgumentHelp(
      "A file whose records say what those compared with are, as --like of the inputs.",
      valueName: "file"))
  var referenceLike: String?

  /// Throws where it does not fit what else is given.
  func requireFit(hasIndex: Bool, hasReference: Bool) throws {
    guard plan == nil || !hasIndex else {
      throw ValidationError("--plan and --index are both given; expected one of them")
    }
    guard referenceLike == nil || hasReference else {
      throw ValidationError("--reference-like is given without --against, which it is for")
    }
  }
}
