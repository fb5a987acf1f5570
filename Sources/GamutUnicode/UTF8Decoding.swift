// SPDX-License-Identifier: Apache-2.0

/// One code point read from bytes.
struct DecodedPoint {
  /// The code point, or `invalid`.
  let value: UInt32
  /// How many bytes it takes; 1 where it is invalid.
  let length: Int

  /// Stands for a byte that begins no well-formed sequence.
  static let invalid = UInt32.max

  /// Reads the code point at `index`, strictly: no overlong form, no surrogate, nothing above
  /// U+10FFFF, nothing cut short.
  @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    // Safe: every read lies below `bytes.count`, which is looked at first.
    let left = bytes.count - index
    let first = unsafe UInt32(bytes[index])
    if first < 0x80 {
      self.init(value: first, length: 1)
      return
    }
    if first >= 0xC2, first < 0xE0, left >= 2 {
      let second = unsafe UInt32(bytes[index + 1])
      if second & 0xC0 == 0x80 {
        self.init(value: (first & 0x1F) << 6 | second & 0x3F, length: 2)
        return
      }
    } else if first >= 0xE0, first < 0xF0, left >= 3 {
      let second = unsafe UInt32(bytes[index + 1])
      let third = unsafe UInt32(bytes[index + 2])
      let value = (first & 0xF) << 12 | (second & 0x3F) << 6 | third & 0x3F
      if second & 0xC0 == 0x80, third & 0xC0 == 0x80, value >= 0x800, value & 0xF800 != 0xD800 {
        self.init(value: value, length: 3)
        return
      }
    } else if first >= 0xF0, first < 0xF5, left >= 4 {
      let second = unsafe UInt32(bytes[index + 1])
      let third = unsafe UInt32(bytes[index + 2])
      let fourth = unsafe UInt32(bytes[index + 3])
      let value =
        (first & 0x7) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | fourth & 0x3F
      if second & 0xC0 == 0x80, third & 0xC0 == 0x80, fourth & 0xC0 == 0x80,
        value >= 0x1_0000, value < 0x11_0000
      {
        self.init(value: value, length: 4)
        return
      }
    }
    self.init(value: Self.invalid, length: 1)
  }

  private init(value: UInt32, length: Int) {
    self.value = value
    self.length = length
  }
}
