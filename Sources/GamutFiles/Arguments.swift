// SPDX-License-Identifier: Apache-2.0

private import CGamutFiles

/// What the program was started with.
package enum Arguments {
  /// The arguments behind the name of the program; file names in them keep their bytes, as in
  /// `SystemPath`.
  package static var given: [String] {
    let count = Int(gamut_argument_count())
    guard count > 0 else { return Array(CommandLine.arguments.dropFirst()) }
    return (1..<max(1, count)).compactMap { index in
      // Safe: terminated, and constant for the life of the program.
      unsafe gamut_argument(Int32(index)).map { unsafe SystemPath.string($0) }
    }
  }
}
