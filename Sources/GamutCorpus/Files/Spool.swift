// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// Makes a regular file of whatever an open descriptor leads to.
enum Spool {
  /// How much is copied at a time; more saves no time.
  private static let blockByteCount = 1 << 18

  /// A descriptor of a regular file with the bytes of `descriptor`, and their count.
  ///
  /// A regular file is returned as it is, unless it was read in part already or claims to be empty
  /// (files of `/proc` do, and are not).
  static func regularFile(
    for descriptor: Int32, path: String
  ) throws(CorpusError) -> (descriptor: Int32, byteCount: Int) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileFault.unreadable(path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      throw CorpusError(
        .unreadableFile, path: path, detail: "it is a directory; expected a JSONL or JSON file")
    case S_IFREG where status.st_size > 0 && lseek(descriptor, 0, SEEK_CUR) == 0:
      return (descriptor, Int(status.st_size))
    default:
      return try copy(of: descriptor, path: path)
    }
  }

  private static func copy(
    of source: Int32, path: String
  ) throws(CorpusError) -> (descriptor: Int32, byteCount: Int) {
    let target = try temporaryFile(path: path)
    var block = [UInt8](repeating: 0, count: blockByteCount)
    var byteCount = 0
    while true {
      // Safe: the count is the array's own.
      let readCount = unsafe block.withUnsafeMutableBytes {
        unsafe read(source, $0.baseAddress, $0.count)
      }
      if readCount < 0, errno == EINTR { continue }
      guard readCount >= 0 else { throw closing(target, FileFault.unreadable(path)) }
      if readCount == 0 { return (target, byteCount) }
      var writtenCount = 0
      while writtenCount < readCount {
        // Safe: what is written lies in the part just read.
        let count = unsafe block[writtenCount..<readCount].withUnsafeBytes {
          unsafe write(target, $0.baseAddress, $0.count)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          throw closing(target, FileFault.unreadable(path, "writing its temporary copy"))
        }
        writtenCount += count
      }
      byteCount += readCount
    }
  }

  /// An open file of `TMPDIR` without a name: it is gone when its last user is.
  private static func temporaryFile(path: String) throws(CorpusError) -> Int32 {
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
    return descriptor
  }

  private static func closing(_ descriptor: Int32, _ error: CorpusError) -> CorpusError {
    close(descriptor)
    return error
  }
}
