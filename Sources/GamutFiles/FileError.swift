// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// Why a file could not be used: which, what was tried, and what came in between.
public struct FileError: Error, Hashable, Sendable {
  /// What was tried; its words follow "cannot" in messages.
  public enum Action: String, Hashable, Sendable {
    /// Opening it, or finding out about it.
    case open
    /// Reading, or mapping it to be read.
    case read
    /// Writing, syncing or closing it.
    case write
    /// Giving it its name, or making sure that the name stays.
    case rename
    /// Making a file without a name, or making it longer.
    case makeTemporary = "make a temporary file in"
    /// Locking it.
    case lock
    /// Loading the library that does it.
    case load
  }

  /// What came in between.
  public enum Reason: Hashable, Sendable {
    /// The system refused; an error number of its own.
    case system(Int32)
    /// It is a folder.
    case folder
    /// It is not a regular file: a pipe, a device.
    case notRegular
    /// It ends at this byte, before what was asked for.
    case ends(at: Int)
    /// It is no longer what it was when it was opened.
    case changed
    /// Its path leads to another file than when it was opened.
    case replaced
    /// A standard stream was closed when the program started.
    case closedStream
    /// Another process has locked it.
    case locked
    /// A library is missing, or fails, as these words say.
    case library(String)
  }

  /// The path as the user gave it.
  public let path: String
  /// What was tried.
  public let action: Action
  /// What came in between.
  public let reason: Reason

  /// Makes an error of its parts.
  public init(path: String, action: Action, reason: Reason) {
    self.path = path
    self.action = action
    self.reason = reason
  }

  /// The error of the system call that just failed.
  package init(path: String, action: Action, number: Int32 = errno) {
    self.init(path: path, action: action, reason: .system(number))
  }
}

extension FileError {
  /// The error number of the system, where it refused.
  public var number: Int32? {
    guard case .system(let number) = reason else { return nil }
    return number
  }

  /// Whether nothing is at the path.
  public var isMissing: Bool { number == ENOENT || number == ENOTDIR }

  /// Whether the reader of a pipe has gone.
  public var isClosedPipe: Bool { number == EPIPE }

  /// What came in between, in words: `No space left on device`.
  public var detail: String {
    switch reason {
    // Safe: strerror returns a terminated string, copied before any other call.
    case .system(let number): unsafe String(cString: strerror(number))
    case .folder: "it is a folder"
    case .notRegular: "not a regular file"
    case .ends(let place): "the file ends at byte \(place)"
    case .changed: "it changed while it was read; try again when nobody writes to it"
    case .replaced: "another file has taken its place meanwhile"
    case .closedStream: "this standard stream is closed"
    case .locked: "another process is using it"
    case .library(let words): words
    }
  }
}

extension FileError: CustomStringConvertible {
  /// One line: `kept.jsonl: cannot write: No space left on device`.
  public var description: String { "\(path): cannot \(action.rawValue): \(detail)" }
}
