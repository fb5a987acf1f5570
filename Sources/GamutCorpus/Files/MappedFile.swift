// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// The bytes of a file, mapped into memory and never changed by us.
///
/// A pipe, a device, standard input or a compressed file is copied into an unnamed temporary file
/// first, unpacked, so that every input can be read twice and from any thread.
///
/// Another program that shortens the file while it is mapped ends ours (`SIGBUS`); that is the price
/// of not copying it.
///
/// `@unchecked Sendable`: the address and the count are constants, the mapping is read-only and goes
/// away only with the last reference; nothing is ever written through it. `@safe`: bytes leave only
/// as spans whose ranges are checked and whose life ends with the call.
@safe public final class MappedFile: @unchecked Sendable {
  /// The path as it was given; `-` is standard input.
  public let path: String
  /// How many bytes there are, unpacked.
  public let byteCount: Int
  /// What the file was unpacked from; nil where its bytes are as they were.
  let compression: Compression?
  private let address: UnsafeMutableRawPointer?

  /// Opens and maps the file at `path`.
  ///
  /// - Throws: `missingFile`; `unreadableFile` with the system's reason; `brokenCompression`, or
  ///   `unsupportedFormat`, for a compressed file that cannot be unpacked.
  public init(path: String) throws(CorpusError) {
    self.path = path
    // Safe: the path is a NUL-terminated copy for the length of the call.
    let given = unsafe path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard given >= 0 else { throw FileFault.cannotOpen(path) }
    defer { close(given) }
    let file = try Spool.regularFile(for: given, path: path)
    let (descriptor, byteCount) = (file.descriptor, file.byteCount)
    defer { if descriptor != given { close(descriptor) } }
    self.byteCount = byteCount
    compression = file.compression
    if byteCount == 0 {
      unsafe address = nil
      return
    }
    let mapping = unsafe mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      throw FileFault.unreadable(path)
    }
    unsafe address = mapping
  }

  /// Maps what was written to `copy`, which stands for the input at `path`.
  init(finishing copy: consuming TemporaryCopy, path: String) throws(CorpusError) {
    self.path = path
    let file = try copy.finished()
    defer { close(file.descriptor) }
    byteCount = file.byteCount
    compression = nil
    if byteCount == 0 {
      unsafe address = nil
      return
    }
    let mapping = unsafe mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, file.descriptor, 0)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      throw FileFault.unreadable(path)
    }
    unsafe address = mapping
  }

  deinit {
    // Safe: spans of the mapping end with the calls that hold a reference to this object.
    if let address = unsafe address { unsafe _ = munmap(address, byteCount) }
  }
}

extension MappedFile {
  /// Lends the bytes of `range` without a copy.
  public func withBytes<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= byteCount, "bytes \(range) of \(byteCount)")
    // Safe: the range lies in the mapping, which lives as long as `self`.
    let bytes = unsafe UnsafeRawBufferPointer(start: address, count: address == nil ? 0 : byteCount)
    return try unsafe body(bytes.bindMemory(to: UInt8.self).span.extracting(range))
  }

  /// Tells the system that `range` is about to be read, so that its pages come in one go.
  func willRead(_ range: Range<Int>) { advise(range, MADV_POPULATE_READ) }

  /// Tells the system that `range` will not be read soon; the bytes stay readable.
  ///
  /// It keeps the memory of a run small: the pages of a read-only mapping can be had again.
  func didRead(_ range: Range<Int>) { advise(range, MADV_DONTNEED) }

  private func advise(_ range: Range<Int>, _ advice: Int32) {
    guard let address = unsafe address, !range.isEmpty else { return }
    let page = Int(getpagesize())
    let start = range.lowerBound / page * page
    // Safe: inside the mapping; advice changes no byte. A refusal (an old kernel) costs speed only.
    unsafe _ = madvise(address + start, min(range.upperBound, byteCount) - start, advice)
  }
}
