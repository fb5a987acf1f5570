// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// Finds the ends of lines.
enum Newlines {
  /// The place of the first newline from `start` on; the count where there is none.
  static func next(in bytes: Span<UInt8>, from start: Int) -> Int {
    guard start < bytes.count else { return bytes.count }
    // Safe: memchr stays within the count, and what it returns lies in the same bytes.
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + start, 0x0A, buffer.count - start)
      else { return buffer.count }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }
}
