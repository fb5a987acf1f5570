// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// A file without a name that holds what an input is read from: gone when its last user is, even if
/// the program is killed.
///
/// It lies in the folder for temporary files and not in memory: the system can write its pages out
/// and have them again, those of an anonymous memory file it cannot without swap.
struct TemporaryCopy: ~Copyable {
  /// How many bytes were written.
  private(set) var byteCount = 0
  private let descriptor: Int32
  private let folder: String
  private let path: String

  /// Makes an empty file in `TMPDIR`, or `/tmp`; `path` names the input in errors.
  init(of path: String) throws(CorpusError) {
    // Safe: copied at once; nothing in this program changes the environment.
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var name = Array("\(folder)/gamut-XXXXXX".utf8CString)
    // Safe: a NUL-terminated array of our own, as long as mkstemp leaves it.
    let descriptor = unsafe name.withUnsafeMutableBufferPointer { name -> Int32 in
      guard let name = name.baseAddress else { return -1 }
      let descriptor = unsafe mkstemp(name)
      if descriptor >= 0 { unsafe _ = unlink(name) }
      return descriptor
    }
    guard descriptor >= 0 else {
      throw FileFault.unreadable(path, "making a temporary copy in \(folder)")
    }
    self.init(descriptor: descriptor, folder: folder, path: path)
  }

  /// Takes over an open descriptor that can be written to.
  init(descriptor: Int32, folder: String, path: String) {
    self.descriptor = descriptor
    self.folder = folder
    self.path = path
  }

  deinit { close(descriptor) }

  /// Adds `bytes`.
  mutating func write(_ bytes: Span<UInt8>) throws(CorpusError) {
    var writtenCount = 0
    while writtenCount < bytes.count {
      // Safe: what is written lies in the span.
      let count = unsafe bytes.extracting(writtenCount..<bytes.count).withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw FileFault.unreadable(
          path, "writing a temporary copy in \(folder) (TMPDIR names another folder)")
      }
      writtenCount += count
    }
    byteCount += bytes.count
  }

  /// A descriptor of the file, to be closed by the caller, and how many bytes there are.
  consuming func finished() throws(CorpusError) -> (descriptor: Int32, byteCount: Int) {
    let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard duplicate >= 0 else { throw FileFault.unreadable(path) }
    return (duplicate, byteCount)
  }
}
