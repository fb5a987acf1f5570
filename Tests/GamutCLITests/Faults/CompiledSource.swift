// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// A C file of this folder, compiled for one test.
enum CompiledSource {
  /// A folder with what `source` gives, under `name`.
  static func folder(
    of source: String, as name: String, _ flags: [String] = []
  ) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: source)
    let compiler = try Process.run(
      URL(filePath: "/usr/bin/env"),
      arguments: ["cc", "-O1"] + flags + ["-o", folder.path(name), file.path])
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    return folder
  }
}
