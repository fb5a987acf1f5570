// SPDX-License-Identifier: Apache-2.0

/// Where the units of a text end: its lines and sentences.
///
/// A unit ends at a line break, after `。`, `！`, `？` and `；`, and after `. ! ? ; … ؟ ।` before white
/// space or the end. Whatever stands there, no folding reaches across it.
public enum TextUnits {
  /// Appends the end of each unit of `text[range]` to `ends`, ascending, the last of them the end of
  /// `range`; places are those of `text`. An empty range has none.
  ///
  /// - Complexity: O(`range.count`).
  public static func appendEnds(
    of text: Span<UInt8>, in range: Range<Int>, to ends: inout [Int]
  ) {
    // Safe: the buffer holds `range`, and every read lies below its count.
    unsafe text.extracting(range).withUnsafeBufferPointer { bytes in
      let offset = range.lowerBound
      var index = 0
      let count = bytes.count
      while index < count {
        // Nearly all bytes are letters, spaces and what continues a longer sign.
        let byte = unsafe bytes[index]
        if byte &- 0x40 < 0x98 || byte == 0x20 {
          index += 1
          continue
        }
        let mark = unsafe mark(bytes, at: index)
        if mark.length == 0 {
          index += 1
          continue
        }
        index += mark.length
        let isEnd = unsafe mark.isAlways || index == count || isWhiteSpace(bytes, at: index)
        if isEnd, index < count { ends.append(offset + index) }
      }
    }
    if !range.isEmpty { ends.append(range.upperBound) }
  }

  /// A mark at `index` that may end a unit: how many bytes it has, 0 where there is none, and
  /// whether it does so whatever follows.
  @inline(__always)
  private static func mark(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (length: Int, isAlways: Bool) {
    let byte = unsafe bytes[index]
    switch byte {
    case 0x0A, 0x0D: return (1, true)
    case 0x21, 0x2E, 0x3B, 0x3F: return (1, false)
    case 0xD8: return unsafe (follows(bytes, index, 0x9F) ? 2 : 0, false)
    case 0xE0: return unsafe (follows(bytes, index, 0xA5, 0xA4) ? 3 : 0, false)
    case 0xE2: return unsafe (follows(bytes, index, 0x80, 0xA6) ? 3 : 0, false)
    case 0xE3: return unsafe (follows(bytes, index, 0x80, 0x82) ? 3 : 0, true)
    case 0xEF:
      let isMark =
        unsafe follows(bytes, index, 0xBC, 0x81) || follows(bytes, index, 0xBC, 0x9B)
        || follows(bytes, index, 0xBC, 0x9F)
      return (isMark ? 3 : 0, true)
    default: return (0, false)
    }
  }

  private static func follows(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ second: UInt8, _ third: UInt8? = nil
  ) -> Bool {
    guard index + (third == nil ? 1 : 2) < bytes.count else { return false }
    return unsafe bytes[index + 1] == second && (third == nil || bytes[index + 2] == third)
  }

  private static func isWhiteSpace(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    unsafe DecodedPoint(bytes, at: index).isWhiteSpace
  }
}
