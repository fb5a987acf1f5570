// SPDX-License-Identifier: Apache-2.0

private import CGamutHash

/// Hashes that are the same on every machine and in every version: XXH3 of xxhash 0.8, which has
/// published test vectors.
public enum StableHash {
  /// The 64-bit XXH3 of `bytes`.
  public static func hash64(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
    // Safe: the pointer and the count are of the same span, and are not kept.
    unsafe bytes.withUnsafeBufferPointer {
      unsafe XXH_INLINE_XXH3_64bits_withSeed($0.baseAddress, $0.count, seed)
    }
  }

  /// The 128-bit XXH3 of `bytes`.
  public static func hash128(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> Hash128 {
    // Safe: as above.
    let hash = unsafe bytes.withUnsafeBufferPointer {
      unsafe XXH_INLINE_XXH3_128bits_withSeed($0.baseAddress, $0.count, seed)
    }
    return Hash128(high: hash.high64, low: hash.low64)
  }

  /// A bijection of 64-bit numbers in which every input bit moves every output bit: the finaliser
  /// of SplitMix64 (variant 13 of D. Stafford).
  public static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ z &>> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z &>> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z &>> 31
  }
}

/// A 128-bit hash. Among 50 million texts, two different ones share it with probability 4·10⁻²⁴.
public struct Hash128: Hashable, Comparable, Sendable {
  /// The upper 64 bits.
  public let high: UInt64
  /// The lower 64 bits.
  public let low: UInt64

  /// Makes a hash of its halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The number in 32 hexadecimal digits, small letters, the upper half first.
  public var hexadecimal: String {
    // Byte by byte: `String(_:radix:)` makes a text of each half that must then be padded.
    var digits: [UInt8] = []
    digits.reserveCapacity(32)
    for half in [high, low] {
      for shift in stride(from: 60, through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: half &>> UInt64(shift)) & 15
        digits.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
      }
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// Orders hashes as 128-bit numbers.
  public static func < (left: Hash128, right: Hash128) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
