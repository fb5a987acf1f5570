// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
  /// Reads the string whose quote stands at `start`, adds what it means to `bytes` and returns the
  /// place behind its last quote.
  package static func string(
    _ text: Span<UInt8>, from start: Int, into bytes: inout ContiguousArray<UInt8>
  ) throws(JSONSyntaxError) -> Int {
    var i = start + 1
    while i < text.count {
      let byte = text[i]
      switch byte {
      case UInt8(ascii: "\""): return i + 1
      case UInt8(ascii: "\\"): i = try escape(text, from: i, into: &bytes)
      case 0..<0x20:
        throw unexpected(text, at: i, expected: "an escape: control characters must be escaped")
      case 0x80...:
        let byteCount = try UTF8Check.byteCount(in: text, at: i)
        for j in i..<i + byteCount { bytes.append(text[j]) }
        i += byteCount
      default:
        bytes.append(byte)
        i += 1
      }
    }
    throw endsInString(text, start)
  }

  /// Reads the escape whose backslash stands at `start`, adds what it means to `bytes` and returns the
  /// place behind it; two escapes that make one character together are read together.
  package static func escape(
    _ text: Span<UInt8>, from start: Int, into bytes: inout ContiguousArray<UInt8>
  ) throws(JSONSyntaxError) -> Int {
    guard start + 1 < text.count else { throw endsInString(text, start) }
    let meaning: UInt8
    switch text[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): meaning = text[start + 1]
    case UInt8(ascii: "b"): meaning = 0x08
    case UInt8(ascii: "f"): meaning = 0x0C
    case UInt8(ascii: "n"): meaning = 0x0A
    case UInt8(ascii: "r"): meaning = 0x0D
    case UInt8(ascii: "t"): meaning = 0x09
    case UInt8(ascii: "u"): return try unicodeEscape(text, from: start, into: &bytes)
    default:
      throw unexpected(text, at: start + 1, expected: "one of \"\\/bfnrtu after a backslash")
    }
    bytes.append(meaning)
    return start + 2
  }

  private static func unicodeEscape(
    _ text: Span<UInt8>, from start: Int, into bytes: inout ContiguousArray<UInt8>
  ) throws(JSONSyntaxError) -> Int {
    let unit = try codeUnit(text, from: start + 2)
    let end = start + 6
    if (0xD800..<0xDC00).contains(unit), end + 1 < text.count, text[end] == UInt8(ascii: "\\"),
      text[end + 1] == UInt8(ascii: "u")
    {
      let second = try codeUnit(text, from: end + 2)
      if (0xDC00..<0xE000).contains(second) {
        append(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00), to: &bytes)
        return end + 6
      }
      // The second escape is no match: the first stands alone, the second is read anew.
    }
    append(unit, to: &bytes)
    return end
  }

  /// The four hexadecimal digits at `start`.
  private static func codeUnit(
    _ text: Span<UInt8>, from start: Int
  ) throws(JSONSyntaxError) -> UInt32 {
    var unit: UInt32 = 0
    for i in start..<start + 4 {
      guard i < text.count else { throw endsInString(text, start) }
      let byte = text[i]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw unexpected(text, at: i, expected: "four hexadecimal digits after \\u")
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  /// Adds a code point in UTF-8; a surrogate in the same three-byte form (WTF-8).
  private static func append(_ point: UInt32, to bytes: inout ContiguousArray<UInt8>) {
    func trail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | point >> shift & 0x3F) }
    switch point {
    case 0..<0x80: bytes.append(UInt8(point))
    case 0x80..<0x800: bytes.append(contentsOf: [UInt8(0xC0 | point >> 6), trail(0)])
    case 0x800..<0x10000:
      bytes.append(contentsOf: [UInt8(0xE0 | point >> 12), trail(6), trail(0)])
    default:
      bytes.append(contentsOf: [UInt8(0xF0 | point >> 18), trail(12), trail(6), trail(0)])
    }
  }

  private static func endsInString(_ text: Span<UInt8>, _ start: Int) -> JSONSyntaxError {
    JSONSyntaxError(kind: .endsEarly, offset: text.count, detail: "the text ends within a string")
  }
}
