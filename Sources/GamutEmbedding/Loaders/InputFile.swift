// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// An open file that is read at chosen places, from several threads at once.
///
/// Positioned reads rather than a memory map: rows are scaled in place, so that mapped pages would be
/// copied one by one and save nothing, and a file cut short while it is mapped kills the process.
final class InputFile: ByteSource, Sendable {
  let path: String
  /// The length of the file when it was opened.
  let byteCount: Int
  private let descriptor: Int32

  init(path: String) throws(EmbeddingError) {
    // Safe: the string lives, terminated, for the length of the call.
    // Not blocking: a FIFO, refused below, would wait for a writer.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw InputFile.failure(path: path) }
    var status = stat()
    // Safe: `status` outlives the call.
    guard unsafe fstat(descriptor, &status) == 0 else {
      let error = InputFile.failure(path: path)
      _ = close(descriptor)
      throw error
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      _ = close(descriptor)
      throw EmbeddingError(code: .unreadable, path: path, detail: "not a regular file")
    }
    self.path = path
    self.descriptor = descriptor
    byteCount = Int(status.st_size)
  }

  deinit { _ = close(descriptor) }

  /// Fills `elements` with the bytes from `offset` on, in the order of the file; a file that ends
  /// before is an error.
  func read<Element: BitwiseCopyable>(
    at offset: Int, into elements: inout MutableSpan<Element>
  ) throws(EmbeddingError) {
    // Safe: `pread` writes at most the bytes that are left of the span, and the elements are
    // integers and floats, of which every bit pattern is a value.
    let failure = unsafe elements.withUnsafeMutableBytes { buffer -> EmbeddingError? in
      var done = 0
      while done < buffer.count, let start = buffer.baseAddress {
        let count = unsafe pread(
          descriptor, start + done, buffer.count - done, off_t(offset + done))
        if count > 0 {
          done += count
        } else if count == 0 {
          return EmbeddingError(
            code: .wrongLength, path: path, detail: "the file ends at byte \(offset + done)")
        } else if errno != EINTR {
          return InputFile.failure(path: path)
        }
      }
      return nil
    }
    if let failure { throw failure }
  }

  /// All bytes, of a file that has `limit` at most.
  func bytes(atMost limit: Int) throws(EmbeddingError) -> [UInt8] {
    guard byteCount <= limit else {
      throw EmbeddingError(
        code: .wrongLength, path: path, detail: "\(byteCount) bytes, expected \(limit) at most")
    }
    return try bytes(at: 0, count: byteCount)
  }

  /// Whether something is at `path`.
  static func isPresent(_ path: String) -> Bool {
    // Safe: the string lives, terminated, for the length of the call.
    unsafe access(path, F_OK) == 0
  }

  /// Whether a regular file is at `path`.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    // Safe: `status` outlives the call; the string is terminated by the bridge.
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func failure(path: String) -> EmbeddingError {
    // Safe: `strerror` returns a terminated string, copied at once.
    let reason = unsafe String(cString: strerror(errno))
    return EmbeddingError(code: .unreadable, path: path, detail: reason)
  }
}
