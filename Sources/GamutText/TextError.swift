// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// Why the text stages could not go on.
public struct TextError: Error, Equatable, Sendable {
  /// What went wrong, as a caller may match it.
  public struct Code: Hashable, Sendable {
    /// The name in messages.
    public let name: String

    /// The folder for temporary files refused one, or has no room left.
    public static let noSpill = Code(name: "cannot keep temporary data")
    /// The system refused to open, read, write or sync a saved file.
    public static let unreadable = Code(name: "cannot use the index")
    /// The file is no index, or one that this version cannot read.
    public static let noIndex = Code(name: "no index")
    /// A part of an index is damaged.
    public static let brokenIndex = Code(name: "broken index")
    /// Another run is adding to the index.
    public static let lockedIndex = Code(name: "index in use")
    /// The index was made with other options.
    public static let otherOptions = Code(name: "other options")
  }

  /// What went wrong.
  public let code: Code
  /// The path it concerns.
  public let path: String
  /// What was found and expected.
  public let detail: String

  /// Makes an error of its parts.
  public init(code: Code, path: String, detail: String) {
    self.code = code
    self.path = path
    self.detail = detail
  }

  /// The error of a system call on a saved file.
  static func file(_ path: String, _ number: Int32) -> TextError {
    // Safe: strerror returns a terminated string, copied before any other call.
    let reason = unsafe String(cString: strerror(number))
    return TextError(code: .unreadable, path: path, detail: reason)
  }

  /// The error of a system call on the folder of temporary files.
  static func spill(_ folder: String, _ number: Int32) -> TextError {
    // Safe: strerror returns a terminated string, copied before any other call.
    let reason = unsafe String(cString: strerror(number))
    return TextError(
      code: .noSpill, path: folder, detail: "\(reason); --tmp-dir names another folder")
  }
}

extension TextError: CustomStringConvertible {
  /// One line: `/tmp: cannot keep temporary data: No space left on device; --tmp-dir names …`.
  public var description: String { "\(path): \(code.name): \(detail)" }
}
