// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutFiles

/// Why an output could not be written.
public struct OutputError: RemediedError, Sendable {
  /// What went wrong, as a caller may match it.
  public struct Code: Hashable, Sendable {
    /// The name in messages.
    public let name: String

    /// The system refused to open, write, sync or rename.
    public static let system = Code(name: "cannot write")
    /// The reader of a pipe has gone; no error to a person.
    public static let closedPipe = Code(name: "closed pipe")
    /// Two outputs, or an output and a folder, share a path.
    public static let conflict = Code(name: "bad output path")
  }

  /// What went wrong.
  public let code: Code
  /// The path as the user gave it.
  public let path: String
  /// What was found and expected.
  public let detail: String
  /// What to do about it; nil where nothing of a run's options would help.
  public let remedy: Remedy?
  /// The fault of a file, if one caused this.
  public let underlying: FileError?

  /// Makes an error of its parts.
  public init(
    code: Code, path: String, detail: String, remedy: Remedy? = nil, underlying: FileError? = nil
  ) {
    self.remedy = remedy
    self.underlying = underlying
    self.code = code
    self.path = path
    self.detail = detail
  }

  /// The error of a file.
  init(_ error: FileError) {
    if error.reason == .folder {
      self.init(
        code: .conflict, path: error.path, detail: "is a folder; expected a file name",
        underlying: error)
    } else {
      self.init(
        code: error.isClosedPipe ? .closedPipe : .system, path: error.path, detail: error.detail,
        underlying: error)
    }
  }
}

extension OutputError {
  /// One line: `kept.jsonl: cannot write: No space left on device`.
  public var description: String { description(in: .plain) }

  public func description(in wording: RemedyWording) -> String {
    "\(path): \(code.name): \(remedied(detail, in: wording))"
  }
}
