// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// Files that have their name only when they are whole and on the disk, and folders of such files.
enum WholeFile {
  /// Makes the folder `path`, which may be there already.
  static func makeFolder(_ path: String) throws(EmbeddingError) {
    // Safe: the string lives, terminated, for the length of the call.
    guard unsafe mkdir(path, 0o777) != 0 else { return }
    let number = errno
    var status = stat()
    // Safe: `status` outlives the call.
    let isFolder = unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard isFolder else { throw failure(path, number == EEXIST ? ENOTDIR : number) }
  }

  /// The names in the folder `path`, sorted by their bytes.
  static func names(in path: String) throws(EmbeddingError) -> [String] {
    // Safe: the string lives for the call; entries are copied before the next is asked for.
    guard let folder = unsafe opendir(path) else { throw failure(path, errno) }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      // Safe: the name is terminated within the entry.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      names.append(name)
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Writes `bytes` beside the file `name` of `folder`, syncs them and gives them that name; a file that
  /// has it is replaced.
  ///
  /// - Returns: the path of the file.
  static func save(
    _ bytes: Span<UInt8>, name: String, folder: String
  ) throws(EmbeddingError) -> String {
    let path = "\(folder)/\(name)"
    // A name nobody has: other processes may write the same file now, or have been killed over it.
    var temporary = ""
    var descriptor: Int32 = -1
    for attempt in 0... {
      temporary = "\(path).\(attempt)\(temporarySuffix)"
      descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { break }
      guard errno == EEXIST, attempt < 1 << 16 else { throw failure(path, errno) }
    }
    var number: Int32 = 0
    var start = 0
    while start < bytes.count, number == 0 {
      // Safe: the pointer is of the rest of the span, and is not kept.
      let written = unsafe bytes.extracting(start..<bytes.count).withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress, $0.count)
      }
      if written >= 0 { start += written } else if errno != EINTR { number = errno }
    }
    if number == 0, fsync(descriptor) != 0 { number = errno }
    if close(descriptor) != 0, number == 0 { number = errno }
    if number == 0, unsafe rename(temporary, path) != 0 { number = errno }
    guard number == 0 else {
      unsafe unlink(temporary)
      throw failure(path, number)
    }
    // The name reaches the disk with the folder. One that cannot be synced has it later.
    let opened = unsafe open(folder, O_RDONLY | O_CLOEXEC)
    if opened >= 0 {
      _ = fsync(opened)
      _ = close(opened)
    }
    return path
  }

  /// Removes what processes that were killed over `save` have left: unfinished files that nobody has
  /// touched for an hour. A failure costs room on the disk only.
  static func removeUnfinished(in folder: String, names: [String]) {
    for name in names where name.hasSuffix(temporarySuffix) {
      let path = "\(folder)/\(name)"
      var status = stat()
      // Safe: `status` outlives the call.
      guard unsafe stat(path, &status) == 0, time(nil) - status.st_mtim.tv_sec > 3600 else {
        continue
      }
      unsafe unlink(path)
    }
  }

  private static let temporarySuffix = ".tmp"

  private static func failure(_ path: String, _ number: Int32) -> EmbeddingError {
    // Safe: `strerror` returns a terminated string, copied at once.
    EmbeddingError(code: .unwritable, path: path, detail: unsafe String(cString: strerror(number)))
  }
}
