// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Program {
  /// Runs `script` in a shell that knows the program as `gamut`, in the folder of the run.
  func shell(_ script: String) throws -> Outcome {
    let process = try start(
      ["-c", "gamut() { \"$GAMUT\" \"$@\"; }\n" + script], environment: ["GAMUT": Self.path],
      executable: "/bin/sh")
    process.waitUntilExit()
    return try outcome(of: process)
  }
}
