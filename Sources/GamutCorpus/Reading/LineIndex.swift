// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Finds the line of a byte of a source.
///
/// It counts the newlines up to the farthest byte that was asked for, each once, and keeps a count
/// every 16 KiB: 8 bytes of memory per 16 KiB of file, and at most 16 KiB to count again per question.
final class LineIndex: Sendable {
  private static let blockByteCount = 1 << 14
  private let file: SourceBytes
  private let linesBefore = Guarded([0])  // newlines before each block that was reached

  /// Counts nothing yet.
  init(of file: SourceBytes) { self.file = file }

  /// The line of the byte at `offset`, from 1.
  func line(of offset: Int) -> Int {
    let block = offset / Self.blockByteCount
    let before = linesBefore.withLock { counts in
      while counts.count <= block {
        let start = (counts.count - 1) * Self.blockByteCount
        counts.append(counts[counts.count - 1] + newlineCount(start..<start + Self.blockByteCount))
      }
      return counts[block]
    }
    return 1 + before + newlineCount(block * Self.blockByteCount..<offset)
  }

  /// The lines of the bytes at `offsets`: of one behind the other, the newlines between are counted.
  func lines(of offsets: [Int]) -> [Int] {
    var lines: [Int] = []
    lines.reserveCapacity(offsets.count)
    var last: (offset: Int, line: Int)?
    for offset in offsets {
      if let known = last, known.offset <= offset, offset - known.offset < Self.blockByteCount {
        last = (offset, known.line + newlineCount(known.offset..<offset))
      } else {
        last = (offset, line(of: offset))
      }
      lines.append(last?.line ?? 1)
    }
    return lines
  }

  private func newlineCount(_ range: Range<Int>) -> Int {
    file.withBytes(range) { bytes in
      var count = 0
      // One byte of sums at a time, so that the loop becomes vector instructions.
      var i = 0
      while i < bytes.count {
        var part: UInt8 = 0
        let end = min(bytes.count, i + 255)
        while i < end {
          part &+= bytes[i] == 0x0A ? 1 : 0
          i += 1
        }
        count += Int(part)
      }
      return count
    }
  }
}
