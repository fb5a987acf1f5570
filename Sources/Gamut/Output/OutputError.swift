// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// Why an output could not be written.
public struct OutputError: Error, Sendable {
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

  /// Makes an error of its parts.
  public init(code: Code, path: String, detail: String) {
    self.code = code
    self.path = path
    self.detail = detail
  }

  /// The error of the system call that just failed.
  static func ofSystem(_ path: String, _ number: Int32 = errno) -> OutputError {
    // Safe: strerror returns a terminated string, copied before any other call.
    OutputError(
      code: number == EPIPE ? .closedPipe : .system, path: path,
      detail: unsafe String(cString: strerror(number)))
  }
}

extension OutputError: CustomStringConvertible {
  /// One line: `kept.jsonl: cannot write: No space left on device`.
  public var description: String { "\(path): \(code.name): \(detail)" }
}
