// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// A stretch of mapped memory, of its own or a file's, zero at first.
///
/// `@unchecked Sendable`: the address is a constant, and the mapping goes away with the last
/// reference. Whoever hands out `base` keeps writers and readers apart. `@safe`: the pointer is used
/// only where an index below `byteCount` is shown beside it.
@safe package final class MemoryRegion: @unchecked Sendable {
  /// Where it begins.
  package let base: UnsafeMutableRawPointer
  /// How long it is.
  package let byteCount: Int

  /// Maps memory of this process; nil where the system refuses.
  package convenience init?(byteCount: Int) {
    self.init(byteCount: byteCount, descriptor: -1, offset: 0)
  }

  /// Maps a stretch of a file; without a descriptor, memory of this process.
  init?(byteCount: Int, descriptor: Int32, offset: Int) {
    let flags = descriptor < 0 ? MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE : MAP_SHARED
    let mapping = unsafe mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, descriptor, offset)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else { return nil }
    unsafe base = mapping
    self.byteCount = byteCount
  }

  deinit { unsafe _ = munmap(base, byteCount) }
}
