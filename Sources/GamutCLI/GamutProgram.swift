// SPDX-License-Identifier: Apache-2.0

import GamutCommands

/// The `gamut` executable.
@main
enum GamutProgram {
  static func main() { Program.main() }
}
