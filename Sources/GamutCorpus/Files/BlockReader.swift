// SPDX-License-Identifier: Apache-2.0

import GamutFiles

/// The bytes that are still to come from an open descriptor, a block at a time.
struct BlockReader {
  /// How much is read at a time; more saves no time.
  private static let blockByteCount = 1 << 18

  /// How many bytes were done with.
  private(set) var offset = 0
  private let path: String
  private let hasher: FileHasher?
  private var block = [UInt8](repeating: 0, count: Self.blockByteCount)
  private var unread = 0..<0

  /// Has nothing at hand yet; `path` names the file in errors, and `hasher` is given all bytes that are
  /// read.
  init(path: String, hasher: FileHasher? = nil) {
    self.path = path
    self.hasher = hasher
  }

  /// Sees to it that at least `count` bytes are at hand, fewer only at the end of the file; false
  /// when none are left. It reads from where `file` stands.
  mutating func fill(
    atLeast count: Int, from file: borrowing Descriptor
  ) throws(CorpusError) -> Bool {
    while unread.count < count {
      if unread.lowerBound > 0 {
        for i in 0..<unread.count { block[i] = block[unread.lowerBound + i] }
        unread = 0..<unread.count
      }
      let readCount: Int
      do throws(FileError) {
        readCount = try file.read(into: &block, from: unread.upperBound)
      } catch { throw CorpusError(error) }
      if readCount == 0 { break }
      hasher?.add(
        block.span.extracting(unread.upperBound..<unread.upperBound + readCount))
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
