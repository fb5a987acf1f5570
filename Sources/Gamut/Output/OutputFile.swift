// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// A file being written: buffered, every write checked, visible under its name only when whole.
///
/// A regular target is written without a name in the target's folder (`O_TMPFILE`; under a temporary
/// name where the file system has no such files), synced, and renamed over the target by
/// `commit()`. Paths go to the C library through the string bridge, which terminates them and keeps
/// them for the call. A value dropped before leaves nothing behind. A target that is there and no regular
/// file (a device, a FIFO), and `-` (standard output), are written through.
public struct OutputFile: ~Copyable {
  /// The path as the user gave it.
  public let path: String
  /// How many bytes were given to `write`.
  public private(set) var byteCount = 0

  private let descriptor: Int32
  private var finish: Finish
  private var buffer: [UInt8] = []

  private enum Finish {
    /// Not ours to close: standard output, or all is done.
    case nothing
    /// Written through, and closed at the end.
    case close
    /// Nameless: given `temporary` as its name, then renamed to `target`.
    case link(temporary: String, target: String)
    /// Named `temporary`, renamed to `target`.
    case rename(temporary: String, target: String)
  }

  /// `O_TMPFILE`, which the C library hides from Swift: `__O_TMPFILE | O_DIRECTORY`.
  private static let nameless: Int32 = 0o20_000_000 | O_DIRECTORY

  /// 1 MiB: larger buffers gain nothing over it in writes to a page cache.
  private static let bufferByteCount = 1 << 20

  /// From here on a call of the system costs less than a copy into the buffer.
  private static let directByteCount = 1 << 16

  /// How much is written before the disk is told to begin.
  private static let stretchByteCount = 8 << 20

  /// How many bytes the system was given, and of how many of these the disk was told.
  private var writtenByteCount = 0
  private var startedByteCount = 0

  /// Opens `path` for writing; `-` is standard output.
  ///
  /// - Throws: an `OutputError` where the folder is missing or may not be written to, or `path` is a
  ///   folder.
  public init(path: String) throws(OutputError) {
    self.path = path
    buffer.reserveCapacity(OutputFile.bufferByteCount)
    if path == "-" {
      descriptor = STDOUT_FILENO
      finish = .nothing
      return
    }
    var status = stat()
    // Safe: `status` outlives the call; the paths are terminated by the bridge.
    let exists = unsafe stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists, kind == S_IFDIR {
      throw OutputError(code: .conflict, path: path, detail: "is a folder; expected a file name")
    }
    if exists, kind != S_IFREG {
      let opened = unsafe open(path, O_WRONLY | O_CLOEXEC)
      guard opened >= 0 else { throw OutputError.ofSystem(path) }
      descriptor = opened
      finish = .close
      return
    }
    let target = exists ? OutputFile.resolved(path) : path
    let folder = OutputFile.folder(of: target)
    let temporary = "\(target).\(getpid()).tmp"
    let nameless = unsafe open(
      folder, OutputFile.nameless | O_WRONLY | O_CLOEXEC, 0o666)
    // What takes a file's place is as private as that was; where the system refuses, it stays as opened.
    let mode = status.st_mode & 0o7777
    if nameless >= 0 {
      if exists { fchmod(nameless, mode) }
      descriptor = nameless
      finish = .link(temporary: temporary, target: target)
      return
    }
    let named = unsafe open(
      temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard named >= 0 else { throw OutputError.ofSystem(path) }
    if exists { fchmod(named, mode) }
    descriptor = named
    finish = .rename(temporary: temporary, target: target)
  }

  deinit {
    switch finish {
    case .nothing: break
    case .close, .link: close(descriptor)
    case .rename(let temporary, _):
      close(descriptor)
      unsafe unlink(temporary)
    }
  }
}

extension OutputFile {
  /// Adds `bytes`.
  public mutating func write(_ bytes: Span<UInt8>) throws(OutputError) {
    byteCount += bytes.count
    if buffer.count + bytes.count <= OutputFile.bufferByteCount {
      unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
      return
    }
    try flush()
    if bytes.count >= OutputFile.directByteCount {
      try writeThrough(bytes)
    } else {
      unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    }
  }

  /// Adds the UTF-8 of `text`.
  public mutating func write(_ text: String) throws(OutputError) {
    try write(Array(text.utf8).span)
  }

  /// Writes what is buffered.
  public mutating func flush() throws(OutputError) {
    let pending = buffer
    buffer.removeAll(keepingCapacity: true)
    try writeThrough(pending.span)
  }

  /// Writes what is buffered, syncs, and gives the file its name. Until then the target is as it was.
  public consuming func commit() throws(OutputError) {
    try flush()
    switch finish {
    case .nothing: return
    case .close: break
    case .link(let temporary, let target):
      try sync()
      unsafe unlink(temporary)  // Of an earlier process of the same number.
      let status = unsafe linkat(
        AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, temporary, AT_SYMLINK_FOLLOW)
      guard status == 0 else { throw OutputError.ofSystem(path) }
      guard unsafe rename(temporary, target) == 0 else {
        let number = errno
        unsafe unlink(temporary)
        throw OutputError.ofSystem(path, number)
      }
    case .rename(let temporary, let target):
      try sync()
      guard unsafe rename(temporary, target) == 0 else { throw OutputError.ofSystem(path) }
    }
    finish = .nothing
    guard close(descriptor) == 0 else { throw OutputError.ofSystem(path) }
  }

  private func sync() throws(OutputError) {
    guard fsync(descriptor) == 0 else { throw OutputError.ofSystem(path) }
  }

  /// `write(2)` until all is taken.
  ///
  /// What a file of our own holds begins its way to the disk as it comes, so that `sync()` finds
  /// little left to wait for.
  private mutating func writeThrough(_ bytes: Span<UInt8>) throws(OutputError) {
    var start = 0
    while start < bytes.count {
      // Safe: the pointer is of the rest of the span, and is not kept.
      let written = unsafe bytes.extracting(start..<bytes.count).withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw OutputError.ofSystem(path)
      }
      start += written
    }
    writtenByteCount += start
    guard isOwnFile, writtenByteCount - startedByteCount >= OutputFile.stretchByteCount else {
      return
    }
    // To say that pages are not needed starts their writing; those not written yet stay. A refusal
    // costs speed only.
    _ = posix_fadvise(
      descriptor, off_t(startedByteCount), off_t(writtenByteCount - startedByteCount),
      POSIX_FADV_DONTNEED)
    startedByteCount = writtenByteCount
  }

  /// Whether the file gets its name at the end.
  private var isOwnFile: Bool {
    switch finish {
    case .nothing, .close: false
    case .link, .rename: true
    }
  }
}

extension OutputFile {
  /// The file that `path` leads to, absolute and behind symbolic links, so that two spellings of one
  /// file are told; a file that is not there yet stands in its folder. `-` stays.
  public static func target(of path: String) -> String {
    if path == "-" { return path }
    if let real = realPath(path) { return real }
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] }
    return "\(resolved(folder(of: path)))/\(name ?? path[...])"
  }

  /// The path behind symbolic links, so that a link stays one.
  private static func resolved(_ path: String) -> String { realPath(path) ?? path }

  private static func realPath(_ path: String) -> String? {
    // Safe: realpath returns a terminated string of malloc or nil.
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
