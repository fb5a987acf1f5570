// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutFiles

/// Why the text stages could not go on.
public struct TextError: RemediedError, Equatable, Sendable {
  /// What went wrong, as a caller may match it.
  public struct Code: Hashable, Sendable {
    /// The name in messages.
    public let name: String

    /// The folder for temporary files refused one, or has no room left.
    public static let noSpill = Code(name: "cannot keep temporary data")
    /// The system refused to open, read, write or sync a saved file.
    public static let unreadable = Code(name: "cannot use the index")
    /// The file is not an index, or one that this version cannot read.
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
  /// What to do about it, where an option would help.
  public let remedy: Remedy?
  /// The fault of a file, if one caused this.
  public let underlying: FileError?

  /// Makes an error of its parts.
  public init(
    code: Code, path: String, detail: String, remedy: Remedy? = nil, underlying: FileError? = nil
  ) {
    self.code = code
    self.path = path
    self.detail = detail
    self.remedy = remedy
    self.underlying = underlying
  }

  /// The error of a saved file.
  init(ofIndex error: FileError) {
    switch error.reason {
    case .notRegular:
      self.init(
        code: .noIndex, path: error.path, detail: "it is not a regular file; expected an index",
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
      detail: error.detail, remedy: .useOtherFolder,
      underlying: error)
  }
}

extension TextError {
  /// One line: `/tmp: cannot keep temporary data: No space left on device; another folder …`.
  public func description(in wording: RemedyWording) -> String {
    "\(path): \(code.name): \(remedied(detail, in: wording))"
  }

  /// The same, the remedy in plain words.
  public var description: String { description(in: .plain) }
}
