// SPDX-License-Identifier: Apache-2.0

import GamutCLI

/// The `gamut` executable; all of it is in the library, which other languages load too.
@main
enum Main {
  static func main() { Program.main() }
}
