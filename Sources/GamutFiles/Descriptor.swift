// SPDX-License-Identifier: Apache-2.0

private import CGamutFiles
private import Glibc

/// An open file of the system, closed with its last use; the one place that reads and writes.
///
/// Calls that a signal cuts short are made again, and a stream that does not block is waited for.
package struct Descriptor: ~Copyable {
  /// The number the system knows it by.
  package let number: Int32
  /// Its path as the user gave it, for errors.
  package let path: String
  private var isOwned: Bool

  /// How a file is opened.
  package enum Mode {
    /// To be read; `isPatient` waits for the writer of a FIFO.
    case reading(isPatient: Bool)
    /// To be written through: a device, a FIFO.
    case writing
    /// To be read and written.
    case changing
    /// A new file that nobody has.
    case new
    /// A new file without a name, in the folder `path`.
    case nameless
  }

  /// Opens `path`; `shown` is its name in errors, where that is another.
  package init(
    path: String, _ mode: Mode, shown: String? = nil, action: FileError.Action = .open
  ) throws(FileError) {
    let flags: Int32 =
      switch mode {
      case .reading(let isPatient): O_RDONLY | (isPatient ? 0 : O_NONBLOCK)
      case .writing: O_WRONLY
      case .changing: O_RDWR
      case .new: O_WRONLY | O_CREAT | O_EXCL
      case .nameless: O_RDWR | gamut_nameless_flag()
      }
    let opened = retried {
      // Safe: the path is terminated and lives for the call.
      unsafe SystemPath.withBytes(path) { unsafe open($0, flags | O_CLOEXEC | O_NOCTTY, 0o666) }
    }
    guard opened >= 0 else { throw FileError(path: shown ?? path, action: action) }
    number = opened
    self.path = shown ?? path
    isOwned = true
  }

  /// Takes over an open number.
  package init(owning number: Int32, path: String) {
    self.number = number
    self.path = path
    isOwned = true
  }

  /// Uses an open number that is not closed here, a standard stream.
  package init(borrowing number: Int32, path: String) {
    self.number = number
    self.path = path
    isOwned = false
  }

  deinit { if isOwned { _ = Glibc.close(number) } }
}

extension Descriptor {
  /// Writes all of `bytes`.
  package func write(_ bytes: Span<UInt8>) throws(FileError) {
    var start = 0
    while start < bytes.count {
      // Safe: the pointer is of the rest of the span, and is not kept.
      let count = unsafe bytes.extracting(start..<bytes.count).withUnsafeBytes {
        unsafe Glibc.write(number, $0.baseAddress, $0.count)
      }
      if count > 0 { start += count } else { try goOn(count, .write, waitingFor: POLLOUT) }
    }
  }

  /// Reads as many bytes as there are now, and fit into `block` from `start` on; 0 at the end.
  package func read(into block: inout [UInt8], from start: Int) throws(FileError) -> Int {
    while true {
      // Safe: behind `start`, and no more than the array has room for.
      let count = unsafe block.withUnsafeMutableBytes {
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: $0[start...])
        return unsafe Glibc.read(number, room.baseAddress, room.count)
      }
      if count >= 0 { return count }
      try goOn(count, .read, waitingFor: POLLIN)
    }
  }

  /// Fills `elements` with the bytes from `offset` on, in the order of the file, from any thread.
  package func read<Element: BitwiseCopyable>(
    at offset: Int, into elements: inout MutableSpan<Element>
  ) throws(FileError) {
    var done = 0
    let byteCount = elements.count * MemoryLayout<Element>.stride
    while done < byteCount {
      // Safe: no more is read than is left of the span, and the elements are integers and floats, of
      // which every bit pattern is a value.
      let count = unsafe elements.withUnsafeMutableBytes { buffer in
        unsafe pread(
          number, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done,
          off_t(offset + done))
      }
      if count == 0 {
        throw FileError(path: path, action: .read, reason: .ends(at: offset + done))
      }
      if count > 0 { done += count } else { try goOn(count, .read, waitingFor: POLLIN) }
    }
  }

  /// After a call that did not do all: returns where it is to be made again.
  private func goOn(
    _ result: Int, _ action: FileError.Action, waitingFor event: Int32
  ) throws(FileError) {
    // A write that takes nothing and gives no reason would be made again for ever.
    let number = result == 0 ? EIO : errno
    switch number {
    case EINTR: return
    case EAGAIN:
      var wanted = pollfd(fd: self.number, events: Int16(event), revents: 0)
      // Safe: one entry, which outlives the call. Whatever it returns, the next call tells.
      unsafe _ = poll(&wanted, 1, -1)
    default: throw FileError(path: path, action: action, number: number)
    }
  }
}

extension Descriptor {
  /// What the system says of it.
  package func status() throws(FileError) -> FileStatus {
    guard let status = FileStatus(descriptor: number) else {
      throw FileError(path: path, action: .open)
    }
    return status
  }

  /// Whether nothing was read of it yet; false for a pipe.
  package var isAtStart: Bool { lseek(number, 0, SEEK_CUR) == 0 }

  /// Returns when all that was written is on the disk.
  package func sync() throws(FileError) {
    let number = number
    guard retried({ fsync(number) }) == 0 else { throw FileError(path: path, action: .write) }
  }

  /// Cuts the file behind `byteCount` bytes, where what is written next goes.
  package func cut(after byteCount: Int) throws(FileError) {
    let number = number
    guard retried({ ftruncate(number, off_t(byteCount)) }) == 0,
      lseek(number, off_t(byteCount), SEEK_SET) == off_t(byteCount)
    else { throw FileError(path: path, action: .write) }
  }

  /// Closes it, where an error shows that writing failed after all.
  package consuming func close() throws(FileError) {
    guard isOwned else { return }
    isOwned = false
    // Not made again after EINTR: the number may be another's by then.
    guard Glibc.close(number) == 0 || errno == EINTR else {
      throw FileError(path: path, action: .write)
    }
  }

  /// Tells the disk to begin with `range`, so that `sync()` finds little left to wait for.
  package func beginWriting(_ range: Range<Int>) {
    // To say that pages are not needed starts their writing; those not written yet stay. A refusal
    // costs speed only.
    _ = posix_fadvise(number, off_t(range.lowerBound), off_t(range.count), POSIX_FADV_DONTNEED)
  }
}

/// The result of `call`, made again as long as a signal cuts it short.
func retried(_ call: () -> Int32) -> Int32 {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}
