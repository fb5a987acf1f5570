// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// The errors of system calls on a file, by `errno`.
enum FileFault {
  /// The error after an `open` that failed.
  static func cannotOpen(_ path: String) -> CorpusError {
    if errno == ENOENT || errno == ENOTDIR {
      return CorpusError(
        .missingFile, path: path, detail: "nothing is there; expected a JSONL or JSON file",
        underlying: .init(number: errno))
    }
    return unreadable(path)
  }

  /// The error after any call that failed; `action` says what was tried.
  static func unreadable(_ path: String, _ action: String = "") -> CorpusError {
    let number = errno
    // Safe: the text is copied at once; where the number is unknown, a text says so.
    let reason = unsafe String(cString: strerror(number))
    return CorpusError(
      .unreadableFile, path: path, detail: action.isEmpty ? reason : "\(action): \(reason)",
      underlying: .init(number: number))
  }
}
