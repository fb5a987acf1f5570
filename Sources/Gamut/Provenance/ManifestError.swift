// SPDX-License-Identifier: Apache-2.0

/// Why a file is not a manifest that can be checked.
public struct ManifestError: Error, Hashable, Sendable {
  /// What went wrong, as a caller may match it.
  public struct Code: Hashable, Sendable {
    /// The name in messages.
    public let name: String

    /// It is not JSON, or not what a manifest has.
    public static let notManifest = Code(name: "not a manifest")
    /// A later version wrote it.
    public static let newerSchema = Code(name: "newer manifest")
  }

  /// What went wrong.
  public let code: Code
  /// The path as the user gave it.
  public let path: String
  /// What was found and expected.
  public let detail: String
}

extension ManifestError: CustomStringConvertible {
  /// One line: `manifest.json: not a manifest: no "schema", expected a whole number`.
  public var description: String { "\(path): \(code.name): \(detail)" }
}
