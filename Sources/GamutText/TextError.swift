// SPDX-License-Identifier: Apache-2.0

public import GamutFiles

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
  /// The fault of a file, if one caused this.
  public let underlying: FileError?

  /// Makes an error of its parts.
  public init(code: Code, path: String, detail: String, underlying: FileError? = nil) {
    self.code = code
    self.path = path
    self.detail = detail
    self.underlying = underlying
  }

  /// The error of a saved file.
  init(ofIndex error: FileError) {
    switch error.reason {
    case .notRegular:
      self.init(
        code: .noIndex, path: error.path, detail: "it is no regular file; expected an index",
        underlying: error)
    case .locked:
      self.init(
        code: .lockedIndex, path: error.path,
        detail: "another run is adding to it; try again after it", underlying: error)
    default:
      self.init(code: .unreadable, path: error.path, detail: error.detail, underlying: error)
    }
  }

  /// The error of the folder of temporary files.
  init(ofSpill error: FileError) {
    self.init(
      code: .noSpill, path: error.path,
      detail: "\(error.detail); --tmp-dir names another folder", underlying: error)
  }
}

extension TextError: CustomStringConvertible {
  /// One line: `/tmp: cannot keep temporary data: No space left on device; --tmp-dir names …`.
  public var description: String { "\(path): \(code.name): \(detail)" }
}
