// SPDX-License-Identifier: Apache-2.0

/// What stands at one place of a byte sequence that should be UTF-8.
enum UTF8Sequence: Equatable {
  /// A well-formed code point of so many bytes.
  case valid(length: Int)
  /// So many bytes that one U+FFFD stands for.
  case invalid(length: Int)

  /// Reads the sequence that starts at `index`.
  ///
  /// Ill-formed bytes are grouped as the Unicode standard recommends (section 3.9, maximal
  /// subparts), as `String(decoding:as:)` does, with one exception: a lone surrogate of WTF-8 was
  /// one code unit of its source and is replaced as one.
  init(at index: Int, in bytes: Span<UInt8>) {
    let first = bytes[index]
    if first < 0x80 {
      self = .valid(length: 1)
      return
    }
    let length: Int
    // The bounds of the second byte shut out overlong forms, surrogates and values over U+10FFFF.
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default:
      self = .invalid(length: 1)
      return
    }
    guard index + 1 < bytes.count, second.contains(bytes[index + 1]) else {
      let isSurrogate =
        first == 0xED && index + 2 < bytes.count && (0xA0...0xBF).contains(bytes[index + 1])
        && (0x80...0xBF).contains(bytes[index + 2])
      self = .invalid(length: isSurrogate ? 3 : 1)
      return
    }
    for offset in 2..<max(length, 2) {
      guard index + offset < bytes.count, (0x80...0xBF).contains(bytes[index + offset]) else {
        self = .invalid(length: offset)
        return
      }
    }
    self = .valid(length: length)
  }
}
