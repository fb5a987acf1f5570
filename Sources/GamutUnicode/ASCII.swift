// SPDX-License-Identifier: Apache-2.0

/// ASCII by the rules of words, one byte or eight at a time.
enum ASCII {
  /// Whether `byte` is one of A…Z, a…z.
  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Whether `byte`, below 0x80, is a symbol or one of `* % @ # \`: a word by itself.
  @inline(__always)
  static func isSingle(_ byte: UInt8) -> Bool {
    contains(byte, 0x7000_0C38_0000_0000, 0x5000_0001_5000_0001)
  }

  /// Whether `byte`, below 0x80, is one of `- / &`.
  @inline(__always)
  static func isJoiner(_ byte: UInt8) -> Bool { contains(byte, 0xA040_0000_0000, 0) }

  /// Whether bit `byte` is set in 128 bits.
  @inline(__always)
  private static func contains(_ byte: UInt8, _ low: UInt64, _ high: UInt64) -> Bool {
    (byte < 64 ? low : high) &>> UInt64(byte & 63) & 1 != 0
  }

  /// Bit 7 of each of eight bytes that is one of 0…9 or above 0x7F; the others are 0.
  @inline(__always)
  static func digitsAndHighBytes(_ bytes: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &* 0x80
    let low = bytes & ~high
    let digits = (low &+ ones &* 0x50) & ~(low &+ ones &* 0x46)
    return (digits | bytes) & high
  }

  /// Eight bytes, the first of them lowest, folded, and which of them belong to words.
  struct Word {
    /// The bytes with A…Z in lower case.
    let folded: UInt64
    /// How many bytes from the first on are letters and digits.
    let runLength: Int
    /// Bit 7 of each byte that is a space.
    let spaces: UInt64
    /// Whether there are letters, digits and single spaces only: where a word goes before a space
    /// that stands first, the folded bytes are words as they must be written.
    let isSpaced: Bool

    /// Looks at eight bytes in parallel: within a byte, adding 0x80 − c sets bit 7 from c on, as
    /// long as the byte is below 0x80, which the mask makes sure of.
    @inline(__always)
    init(_ bytes: UInt64) {
      let ones: UInt64 = 0x0101_0101_0101_0101
      let high = ones &* 0x80
      let low = bytes & ~high
      let lower = low | ones &* 0x20
      let letters = (lower &+ ones &* 0x1F) & ~(lower &+ ones &* 0x05)
      let digits = (low &+ ones &* 0x50) & ~(low &+ ones &* 0x46)
      let runs = (letters | digits) & ~bytes & high
      folded = bytes | (letters & ~bytes & high) &>> 2
      let others = ~runs & high
      runLength = others.trailingZeroBitCount &>> 3
      let differences = bytes ^ ones &* 0x20
      spaces = ~(((differences & ~high) &+ ~high) | differences) & high
      isSpaced = others == spaces && spaces & spaces &<< 8 == 0
    }
  }
}
