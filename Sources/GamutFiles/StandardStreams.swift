// SPDX-License-Identifier: Apache-2.0

private import CGamutFiles
private import Glibc
private import Synchronization

/// The descriptors 0, 1 and 2, which a shell may have closed.
package enum StandardStreams {
  private static let closed = Atomic<Int32>(0)

  /// Opens `/dev/null` as those that are closed, before anything else is opened: the next file would
  /// get their number, and what is said to a person would be written into it.
  package static func reserve() throws(FileError) {
    let found = gamut_reserve_streams()
    guard found >= 0 else { throw FileError(path: "/dev/null", action: .open) }
    closed.store(found, ordering: .relaxed)
  }

  /// The open stream `number`; `path` names it in errors.
  ///
  /// - Throws: `closedStream` where it was closed when the program started.
  package static func stream(
    _ number: Int32, path: String, action: FileError.Action
  ) throws(FileError) -> Descriptor {
    guard closed.load(ordering: .relaxed) & (1 << number) == 0, fcntl(number, F_GETFD) >= 0 else {
      throw FileError(path: path, action: action, reason: .closedStream)
    }
    return Descriptor(borrowing: number, path: path)
  }
}
