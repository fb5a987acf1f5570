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
      let count = bytes.count
      var next = 0  // behind the last mark
      var block = 0
      while block < count {
        var places = unsafe places(in: bytes, from: block)
        while places != 0 {
          let index = block &+ places.trailingZeroBitCount
          places &= places &- 1
          if index < next { continue }
          let mark = unsafe mark(bytes, at: index)
          if mark.length == 0 { continue }
          next = index + mark.length
          let isEnd = unsafe mark.isAlways || next == count || isWhiteSpace(bytes, at: next)
          if isEnd, next < count { ends.append(offset + next) }
        }
        block &+= 64
      }
    }
    if !range.isEmpty { ends.append(range.upperBound) }
  }

  /// Where marks may begin among the 64 bytes from `start` on, a bit for each: nearly all bytes are
  /// letters, digits, spaces and what continues a longer sign, which are passed eight at a time.
  private static func places(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt64 {
    // Safe: each load lies below `end`.
    let input = UnsafeRawBufferPointer(bytes)
    let end = min(bytes.count, start &+ 64)
    var places: UInt64 = 0
    var shift: UInt64 = 0
    var index = start
    while index &+ 8 <= end {
      let word = unsafe input.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      places |= Self.places(in: UInt64(littleEndian: word)) &<< shift
      shift &+= 8
      index &+= 8
    }
    guard index < end else { return places }
    var rest = Self.letters
    for i in (index..<end).reversed() { rest = unsafe rest &<< 8 | UInt64(bytes[i]) }
    return places | Self.places(in: rest) &<< shift
  }

  /// Eight letters.
  private static let letters: UInt64 = 0x4141_4141_4141_4141

  /// The same of 8 bytes: a bit for each of 0x00…0x1F, `!`, `.`, 0x3B…0x3F and 0xD8…0xFF.
  @inline(__always)
  private static func places(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = word & (ones &* 0x7F)
    // The high bit of a byte of `low + (0x80 − b)` says that it is b or more.
    let isSpace = (low &+ (ones &* 0x60)) & ~(low &+ (ones &* 0x5F))
    let isQuoteOrComma = (low &+ (ones &* 0x5E)) & ~(low &+ (ones &* 0x52))
    let isDigit = (low &+ (ones &* 0x51)) & ~(low &+ (ones &* 0x45))
    let isLetter = low &+ (ones &* 0x40)
    let isNone = isSpace | isQuoteOrComma | isDigit | isLetter
    let isHigh = (low &+ (ones &* 0x28)) & word
    let found = ((~isNone & ~word) | isHigh) & (ones &* 0x80)
    return ((found &>> 7) &* 0x0102_0408_1020_4080) &>> 56
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
