// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Real data sets that tests may use where they are present, and never carry with them.
///
/// `GAMUT_SHARED` names their folder; without it, `../shared` beside the repository is tried.
public enum SharedData {
  /// The folder that holds `data` and `suites`.
  public static let root: String =
    ProcessInfo.processInfo.environment["GAMUT_SHARED"]
    ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared").path

  /// The path of a file of `data`, such as `instruct/dolly_3k.json`.
  public static func data(_ path: String) -> String { "\(root)/data/\(path)" }

  /// The path of a file or folder of `suites`.
  public static func suite(_ path: String) -> String { "\(root)/suites/\(path)" }

  /// Whether `path` is there; a test that needs it says so with `.enabled(if:_:)`.
  public static func isPresent(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }
}
