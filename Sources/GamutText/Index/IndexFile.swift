// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// An index that is open for adding to, by this process alone.
///
/// The lock is advisory (`flock`) and goes away with the process, however it ends.
public struct IndexFile: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// Opens and locks the index at `path`.
  ///
  /// - Throws: `unreadable`; `lockedIndex` where another process has it.
  public init(path: String) throws(TextError) {
    self.path = path
    // Safe: the bridge terminates the path and keeps it for the call.
    descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw TextError.file(path, errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let number = errno
      close(descriptor)
      guard number == EWOULDBLOCK else { throw TextError.file(path, number) }
      throw TextError(
        code: .lockedIndex, path: path, detail: "another run is adding to it; try again after it")
    }
  }

  deinit { close(descriptor) }

  /// Cuts the file behind `byteCount` bytes, where what follows is written.
  public mutating func cut(after byteCount: Int) throws(TextError) {
    guard ftruncate(descriptor, off_t(byteCount)) == 0,
      lseek(descriptor, off_t(byteCount), SEEK_SET) == off_t(byteCount)
    else { throw TextError.file(path, errno) }
  }

  /// Writes `bytes` at the end.
  public mutating func write(_ bytes: [UInt8]) throws(TextError) {
    var start = 0
    while start < bytes.count {
      // Safe: the pointer is of the rest of the array, for the call.
      let written = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: $0[start...]).baseAddress, $0.count - start)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw TextError.file(path, errno)
      }
      start += written
    }
  }

  /// Returns when all that was written is on the disk.
  public mutating func sync() throws(TextError) {
    guard fsync(descriptor) == 0 else { throw TextError.file(path, errno) }
  }
}
