// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut

/// How tokens are counted.
struct TokenFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of a model's tokenizer.json, to count tokens as it does; without it they are "
        + "estimated.", valueName: "folder"))
  var tokenizer: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The length in tokens at which training cuts: what it would not see.", valueName: "tokens"))
  var maxLength: Int?

  func validate() throws {
    if let maxLength, !(1...100_000_000).contains(maxLength) {
      throw ValidationError("--max-length is \(maxLength); it must be a number of tokens from 1 on")
    }
  }

  /// The same for a plan.
  var options: TokenOptions {
    var options = TokenOptions()
    options.tokenizer = tokenizer
    options.maxLength = maxLength
    return options
  }
}
