// SPDX-License-Identifier: Apache-2.0

private import CGamutFiles
private import Glibc

/// The bytes of a regular file, mapped into memory and never changed by us.
///
/// `@unchecked Sendable`: the address and the count are constants, nothing is written through the
/// mapping, and it goes away with the last reference. `@safe`: bytes leave only as spans whose ranges
/// are checked and whose life ends with the call.
@safe package final class FileMapping: @unchecked Sendable {
  /// How many bytes there are.
  @usableFromInline package let byteCount: Int
  @usableFromInline let address: UnsafeMutableRawPointer?
  /// What a signal handler knows of the mapping.
  private let note: UnsafeMutableRawPointer?

  /// Maps `byteCount` bytes of `descriptor`, which may be closed afterwards.
  package init(_ descriptor: borrowing Descriptor, byteCount: Int) throws(FileError) {
    self.byteCount = byteCount
    if byteCount == 0 {
      unsafe address = nil
      unsafe note = nil
      return
    }
    let mapping = unsafe mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor.number, 0)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      throw FileError(path: descriptor.path, action: .read)
    }
    unsafe address = mapping
    // Safe: the text is copied. Without memory for it the handler knows less.
    unsafe note = gamut_remember_mapping(
      mapping, byteCount, CleanText.line(descriptor.path))
  }

  /// Opens and maps the regular file at `path`.
  package convenience init(path: String) throws(FileError) {
    let descriptor = try Descriptor(path: path, .reading(isPatient: false))
    let status = try descriptor.status()
    guard status.kind == .regular else {
      throw FileError(path: path, action: .read, reason: .notRegular)
    }
    try self.init(descriptor, byteCount: status.byteCount)
  }

  deinit {
    // Safe: spans of the mapping end with the calls that hold a reference to this object.
    guard let address = unsafe address else { return }
    unsafe gamut_forget_mapping(note)
    unsafe _ = munmap(address, byteCount)
  }
}

extension FileMapping {
  /// Lends the bytes of `range` without a copy.
  ///
  /// Inlined, since it is called for every record: through the module's border it would not be made
  /// for its types.
  @inlinable package func withBytes<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= byteCount, "bytes \(range) of \(byteCount)")
    // Safe: the range lies in the mapping, which lives as long as `self`.
    let bytes = unsafe UnsafeRawBufferPointer(start: address, count: address == nil ? 0 : byteCount)
    return try unsafe body(bytes.bindMemory(to: UInt8.self).span.extracting(range))
  }

  /// The bytes of `range` as an array.
  package func copy(of range: Range<Int>) -> [UInt8] {
    withBytes(range) { bytes in bytes.indices.map { bytes[$0] } }
  }

  /// Tells the system that `range` is about to be read, so that its pages come in one go.
  package func willRead(_ range: Range<Int>) { advise(range, MADV_POPULATE_READ) }

  /// Tells the system that `range` will not be read soon; the bytes stay readable.
  ///
  /// It keeps the memory of a run small: the pages of a read-only mapping can be had again.
  package func didRead(_ range: Range<Int>) { advise(range, MADV_DONTNEED) }

  private func advise(_ range: Range<Int>, _ advice: Int32) {
    guard let address = unsafe address, !range.isEmpty else { return }
    let page = Int(getpagesize())
    let start = range.lowerBound / page * page
    // Safe: inside the mapping; advice changes no byte. A refusal (an old kernel) costs speed only.
    unsafe _ = madvise(address + start, min(range.upperBound, byteCount) - start, advice)
  }
}
