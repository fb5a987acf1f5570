// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What is on record of the program's words, byte for byte once normalised. `GAMUT_RECORD=1` rewrites
/// it and fails the run, so that a recorded change is always looked at.
enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  static func expect(_ text: String, is name: String) throws {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["GAMUT_RECORD"] == "1" {
      try Data(text.utf8).write(to: file)
      Issue.record("\(name) was recorded; look at it and run again without GAMUT_RECORD")
      return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == expected, "\(name) differs from the record")
  }

  /// `text` without what may differ: durations, the number of cores, the version, the name of the BLAS core, and digits
  /// behind the third of a number, since another BLAS kernel sums in another order.
  static func normalised(_ text: String) -> String {
    var text = text
    text.replace(/number\. \(default: \d+\)/, with: "number. (default: N)")
    text.replace(/(?:\d+\.)?\d+(?:e-?\d+)? s$/.anchorsMatchLineEndings(), with: "0 s")
    text.replace(/"seconds": [^,\n]*/, with: #""seconds": 0"#)
    text.replace(/"version": "[^"]*"/, with: #""version": "x""#)
    text.replace(/"blas_core": "[^"]*"/, with: #""blas_core": "x""#)
    // A map follows the last bits of its start.
    text.replace(/"neighbours_kept([a-z_]*)": [\d.]+/) { "\"neighbours_kept\($0.output.1)\": 0" }
    text.replace(/-?\d+\.\d{4,}(?:e-?\d+)?/) { match in
      let rounded = ((Double(String(match.output)) ?? .nan) * 1_000).rounded() / 1_000
      return "\(rounded == 0 ? 0 : rounded)"
    }
    return text
  }
}
