// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// Hashes what shingles are made of: words or code points, to 64 bits each.
enum UnitHash {
  /// Writes the hash of each word into `units`, which has room for them.
  ///
  /// A word of up to eight bytes is mixed by a bijection, so that no two such words meet; one of up
  /// to sixteen takes its first and its last eight bytes and its length; a longer one XXH3.
  static func hashWords(
    _ bytes: Span<UInt8>, wordEnds: Span<UInt32>, into units: inout [UInt64]
  ) {
    // Safe: a word lies within the bytes, and behind the last one stand at least eight more that
    // may be read; what they hold is masked out. `units` has room for a hash a word.
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe units.withUnsafeMutableBufferPointer { units in
        var start = 0
        for i in wordEnds.indices {
          let end = Int(wordEnds[i])
          let length = end - start
          let head = unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
          if length <= 8 {
            let kept = head & (UInt64.max &>> UInt64(truncatingIfNeeded: 64 - 8 * length))
            unsafe units[i] = StableHash.mix(kept)
          } else if length <= 16 {
            let tail = unsafe bytes.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self)
              .littleEndian
            unsafe units[i] = StableHash.mix(
              StableHash.mix(head &+ UInt64(length) &* 0xA24B_AED4_963E_E407) &+ tail)
          } else {
            unsafe units[i] = StableHash.hash64(
              Span(_unsafeBytes: UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
          }
          start = end + 1
        }
      }
    }
  }

  /// Writes the hash of each code point of `bytes`, which are UTF-8, into `units`, which has room
  /// for as many as there are bytes; returns how many there are.
  static func hashCharacters(_ bytes: Span<UInt8>, into units: inout [UInt64]) -> Int {
    // Safe: there are no more code points than bytes.
    unsafe units.withUnsafeMutableBufferPointer { units in
      var count = 0
      var index = 0
      while index < bytes.count {
        let first = bytes[index]
        // A code point is known by its bytes; there is no need to decode it.
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value: UInt64 = 0
        for i in index..<index + length { value = value &<< 8 | UInt64(bytes[i]) }
        unsafe units[count] = StableHash.mix(value)
        count += 1
        index += length
      }
      return count
    }
  }
}
