// SPDX-License-Identifier: Apache-2.0

private import CGamutFiles
private import Glibc

/// The name of a file that is not whole yet: gone with this value, or when a signal ends the process.
///
/// `@unchecked Sendable`: the note is a constant and only handed back; `isThere` changes on the thread
/// that owns the value. `@safe`: the pointer is never followed.
@safe final class TemporaryName: @unchecked Sendable {
  let path: String
  /// How all such names begin.
  static let prefix = ".gamut-"

  private let note: UnsafeMutableRawPointer?
  private var isThere = true

  /// A name in `folder` that nobody has: short, since a target may have the longest name there is.
  private init(folder: String) {
    var digits = String(UInt64.random(in: .min ... .max), radix: 36)
    digits = String(repeating: "0", count: max(0, 13 - digits.utf8.count)) + digits
    path = "\(folder == "/" ? "" : folder)/\(Self.prefix)\(digits)"
    // Noted before the file is there: a signal in between unlinks nothing. Safe: the path is copied.
    unsafe note = unsafe SystemPath.withBytes(path) { unsafe gamut_remember_name($0) }
  }

  deinit { remove() }

  /// Unlinks it.
  func remove() {
    guard isThere else { return }
    unsafe SystemPath.withBytes(path) { unsafe _ = unlink($0) }
    letGo()
  }

  /// The file has another name now, or none.
  func letGo() {
    guard isThere else { return }
    isThere = false
    unsafe gamut_forget_name(note)
  }

  private static let mostAttempts = 100

  /// Makes a file of a name that nobody has.
  static func makeFile(
    in folder: String, shown: String, canRead: Bool = false, action: FileError.Action = .write
  ) throws(FileError) -> (name: TemporaryName, number: Int32) {
    try unsafe make(in: folder, shown: shown, action: action) { path in
      // Safe: the path is terminated and lives for the call.
      unsafe open(
        path, (canRead ? O_RDWR : O_WRONLY) | O_CREAT | O_EXCL | O_CLOEXEC,
        canRead ? 0o600 : 0o666)
    }
  }

  /// Gives the open file `number`, which has no name, one that nobody has.
  static func link(_ number: Int32, in folder: String, shown: String) throws(FileError)
    -> TemporaryName
  {
    try unsafe make(in: folder, shown: shown, action: .rename) { unsafe gamut_link(number, $0) }
      .name
  }

  /// Whether `link` works here, without `/proc` too.
  static var canLink: Bool {
    // Safe: the path is terminated and lives for the call.
    unsafe access("/proc/self/fd", X_OK) == 0
  }

  private static func make(
    in folder: String, shown: String, action: FileError.Action,
    _ call: (UnsafePointer<CChar>) -> Int32
  ) throws(FileError) -> (name: TemporaryName, number: Int32) {
    for _ in 0..<mostAttempts {
      let name = TemporaryName(folder: folder)
      let result = retried { unsafe SystemPath.withBytes(name.path) { unsafe call($0) } }
      if result >= 0 { return (name, result) }
      let number = errno
      name.letGo()
      guard number == EEXIST else { throw FileError(path: shown, action: action, number: number) }
    }
    throw FileError(path: shown, action: action, number: EEXIST)
  }
}
