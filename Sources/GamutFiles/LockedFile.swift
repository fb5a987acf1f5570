// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// A file that is open for changing, by this process alone.
///
/// The lock is advisory (`flock`) and goes away with the process, however it ends.
package struct LockedFile: ~Copyable {
  /// The path as the user gave it.
  package let path: String
  private let descriptor: Descriptor
  private let identity: FileStatus.Identity

  /// Opens and locks the file at `path`.
  ///
  /// - Throws: `locked` where another process has it.
  package init(path: String) throws(FileError) {
    let descriptor = try Descriptor(path: path, .changing)
    let identity = try descriptor.status().identity
    let number = descriptor.number
    guard retried({ flock(number, LOCK_EX | LOCK_NB) }) == 0 else {
      guard errno == EWOULDBLOCK else { throw FileError(path: path, action: .lock) }
      throw FileError(path: path, action: .lock, reason: .locked)
    }
    self.path = path
    self.descriptor = descriptor
    self.identity = identity
  }

  /// Cuts the file behind `byteCount` bytes, where what follows is written.
  package mutating func cut(after byteCount: Int) throws(FileError) {
    try descriptor.cut(after: byteCount)
  }

  /// Writes `bytes` at the end.
  package mutating func write(_ bytes: Span<UInt8>) throws(FileError) {
    try descriptor.write(bytes)
  }

  /// Returns when all that was written is on the disk.
  package mutating func sync() throws(FileError) { try descriptor.sync() }

  /// Throws where the path leads to another file by now, so that what is written here would be lost.
  package func requireInPlace() throws(FileError) {
    guard FileStatus(path: path)?.identity == identity else {
      throw FileError(path: path, action: .write, reason: .replaced)
    }
  }
}
