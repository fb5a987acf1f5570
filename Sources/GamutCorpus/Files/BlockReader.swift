// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// The bytes that are still to come from an open descriptor, a block at a time.
struct BlockReader {
  /// How much is read at a time; more saves no time.
  private static let blockByteCount = 1 << 18

  /// How many bytes were done with.
  private(set) var offset = 0
  private let descriptor: Int32
  private let path: String
  private var block = [UInt8](repeating: 0, count: Self.blockByteCount)
  private var unread = 0..<0

  /// Reads from where `descriptor` stands; `path` names it in errors.
  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Sees to it that at least `count` bytes are at hand, fewer only at the end of the file; false
  /// when none are left.
  mutating func fill(atLeast count: Int) throws(CorpusError) -> Bool {
    while unread.count < count {
      if unread.lowerBound > 0 {
        for i in 0..<unread.count { block[i] = block[unread.lowerBound + i] }
        unread = 0..<unread.count
      }
      // Safe: behind the bytes at hand, and no more than the array has room for.
      let readCount = unsafe block.withUnsafeMutableBytes { bytes in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[unread.upperBound...])
        return unsafe read(descriptor, room.baseAddress, room.count)
      }
      if readCount < 0, errno == EINTR { continue }
      guard readCount >= 0 else { throw FileFault.unreadable(path) }
      if readCount == 0 { break }
      unread = 0..<unread.upperBound + readCount
    }
    return !unread.isEmpty
  }

  /// Lends the bytes at hand.
  func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(block.span.extracting(unread))
  }

  /// Does away with the first `count` bytes at hand.
  mutating func pass(_ count: Int) {
    unread = unread.lowerBound + count..<unread.upperBound
    offset += count
  }
}
