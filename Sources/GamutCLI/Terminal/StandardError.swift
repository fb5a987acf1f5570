// SPDX-License-Identifier: Apache-2.0

import GamutFiles
import Glibc

/// What is said to a person: standard error, where a failing write has nobody to be told to.
enum StandardError {
  /// Whether a person reads along, so that progress may be drawn.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether colours are welcome here: a terminal, and nothing against them.
  static var wantsColor: Bool { isTerminal && allowsColor }

  /// Whether the environment has nothing against colours.
  static var allowsColor: Bool { !isSet("NO_COLOR") && !isTermDumb }

  /// Says one line, or several: the words of files, paths and options in them are made fit for a
  /// terminal here.
  static func say(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    write(lines.map { CleanText.line(String($0)) }.joined(separator: "\n") + "\n")
  }

  /// Writes `text` as it is.
  static func write(_ text: String) {
    do throws(FileError) {
      try Descriptor(borrowing: STDERR_FILENO, path: "standard error").write(Array(text.utf8).span)
    } catch {
      // There is nobody to be told.
    }
  }

  private static func isSet(_ name: String) -> Bool {
    // Safe: getenv returns nil or a terminated string; only its first byte is read.
    guard let value = unsafe getenv(name) else { return false }
    return unsafe value.pointee != 0
  }

  private static var isTermDumb: Bool {
    guard let term = unsafe getenv("TERM") else { return false }
    return unsafe String(cString: term) == "dumb"
  }
}
