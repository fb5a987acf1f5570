// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// A file without a name whose pages stand in for memory: gone when its last region is, even if the
/// program is killed.
///
/// Its pages stay in the system's cache as long as there is room for them, and are written out where
/// there is not; they are no anonymous memory of the process.
struct SpillFile: ~Copyable {
  private let folder: String
  private let descriptor: Int32
  private var byteCount = 0

  /// Makes an empty file in `folder`.
  init(folder: String) throws(TextError) {
    self.folder = folder
    var name = Array("\(folder)/gamut-XXXXXX".utf8CString)
    // Safe: a NUL-terminated array of our own, as long as mkstemp leaves it.
    descriptor = unsafe name.withUnsafeMutableBufferPointer { name -> Int32 in
      guard let name = name.baseAddress else { return -1 }
      let descriptor = unsafe mkstemp(name)
      if descriptor >= 0 { unsafe _ = unlink(name) }
      return descriptor
    }
    guard descriptor >= 0 else { throw TextError.spill(folder, errno) }
  }

  deinit { close(descriptor) }

  /// Makes the file longer by a region of zeros, `byteCount` long, a multiple of the page size.
  mutating func region(byteCount wanted: Int) throws(TextError) -> MemoryRegion {
    // Blocks are reserved at once: a full disk is told here, not by a signal at some later store.
    let status = posix_fallocate(descriptor, byteCount, wanted)
    guard status == 0 else { throw TextError.spill(folder, status) }
    let region = MemoryRegion(byteCount: wanted, descriptor: descriptor, offset: byteCount)
    guard let region else { throw TextError.spill(folder, errno) }
    byteCount += wanted
    return region
  }
}

/// A stretch of mapped memory, of its own or a file's, zero at first.
///
/// `@unchecked Sendable`: the address is a constant, and the mapping goes away with the last
/// reference. Whoever hands out `base` keeps writers and readers apart. `@safe`: the pointer is used
/// only where an index below `byteCount` is shown beside it.
@safe final class MemoryRegion: @unchecked Sendable {
  let base: UnsafeMutableRawPointer
  let byteCount: Int

  /// Maps memory of this process; nil where the system refuses.
  convenience init?(byteCount: Int) { self.init(byteCount: byteCount, descriptor: -1, offset: 0) }

  /// Maps a stretch of a file; without a descriptor, memory of this process.
  fileprivate init?(byteCount: Int, descriptor: Int32, offset: Int) {
    let flags = descriptor < 0 ? MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE : MAP_SHARED
    let mapping = unsafe mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, descriptor, offset)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else { return nil }
    unsafe base = mapping
    self.byteCount = byteCount
  }

  deinit { unsafe _ = munmap(base, byteCount) }
}
