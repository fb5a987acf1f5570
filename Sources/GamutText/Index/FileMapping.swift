// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// The bytes of a saved file, mapped read-only.
///
/// `@unchecked Sendable`: address and count are constants, nothing is written through the mapping,
/// and it goes away with the last reference. `@safe`: bytes leave only as spans within a call.
@safe final class FileMapping: @unchecked Sendable {
  let byteCount: Int
  private let address: UnsafeMutableRawPointer?

  /// Opens and maps the file at `path`.
  init(path: String) throws(TextError) {
    // Safe: the bridge terminates the path and keeps it for the call; `status` outlives its own.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw TextError.file(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw TextError.file(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw TextError(
        code: .noIndex, path: path, detail: "it is no regular file; expected an index")
    }
    byteCount = Int(status.st_size)
    if byteCount == 0 {
      unsafe address = nil
      return
    }
    let mapping = unsafe mmap(nil, byteCount, PROT_READ, MAP_SHARED, descriptor, 0)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      throw TextError.file(path, errno)
    }
    unsafe address = mapping
  }

  deinit {
    if let address = unsafe address { unsafe _ = munmap(address, byteCount) }
  }

  /// Lends the bytes of `range`.
  func withBytes<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "\(range) of \(byteCount)")
    // Safe: the range lies in the mapping, which lives as long as `self`.
    let bytes = unsafe UnsafeRawBufferPointer(start: address, count: address == nil ? 0 : byteCount)
    return try unsafe body(bytes.bindMemory(to: UInt8.self).span.extracting(range))
  }

  /// The bytes of `range` as an array.
  func copy(of range: Range<Int>) -> [UInt8] {
    withBytes(range) { bytes in bytes.indices.map { bytes[$0] } }
  }

  /// Lets the pages of `range` go until they are read again.
  func didRead(_ range: Range<Int>) {
    guard let address = unsafe address, !range.isEmpty else { return }
    let page = Int(getpagesize())
    let start = range.lowerBound / page * page
    // Safe: inside the mapping; the advice changes no byte.
    unsafe _ = madvise(address + start, range.upperBound - start, MADV_DONTNEED)
  }
}
