// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
public import GamutUnicode

/// Turns folded text into shingle hashes.
///
/// A word is hashed once, to 64 bits. The hash of a window of N of them is the polynomial
/// Σ h(i) · M^(N−1−i) modulo 2⁶⁴, which rolls from one window to the next in two multiplications
/// and tells orders apart, then mixed by a bijection. Two different windows share a hash with
/// probability about 2⁻⁶⁰.
public struct ShingleHasher: Sendable {
  /// What a shingle is.
  public let width: ShingleWidth

  /// M. Odd, so that it has an inverse; M − 1 is 2 times an odd number, so that swapping two words
  /// loses few bits.
  static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C17
  /// M^N, which takes the word out that leaves the window.
  private let leaving: UInt64

  /// Makes a hasher; `width` must count at least 1.
  public init(width: ShingleWidth) {
    precondition(width.count >= 1, "shingles of \(width)")
    self.width = width
    leaving = (0..<width.count).reduce(1) { power, _ in power &* Self.multiplier }
  }

  /// Replaces what `shingles` holds by the hash of each window of `text`, in text order, repeats
  /// included.
  ///
  /// - Complexity: O(folded bytes); allocates only where a buffer must grow.
  public func hash(_ text: borrowing FoldedText, into shingles: inout ShingleBuffer) {
    let unitCount: Int
    switch width {
    case .words:
      shingles.reserve(text.wordCount)
      text.withPaddedBytes { UnitHash.hashWords($0, wordEnds: $1, into: &shingles.units) }
      unitCount = text.wordCount
    case .characters:
      shingles.reserve(text.byteCount)
      unitCount = text.withBytes { UnitHash.hashCharacters($0, into: &shingles.units) }
    }
    roll(unitCount: unitCount, &shingles)
  }

  /// Adds the hash of each window of `words`, the hashes of words in their order, each changed by
  /// `tag`, to what `shingles` holds. Two tags make two kinds of shingles.
  func append(
    _ words: Span<UInt64>, tag: UInt64 = 0, to shingles: inout ShingleBuffer
  ) {
    if words.isEmpty { return }
    let start = shingles.count
    shingles.reserve(start + words.count)
    let width = min(width.count, words.count)
    shingles.count = start + words.count - width + 1
    let salt = UInt64(width) &* Self.saltFactor
    // Safe: there is room for a hash a word behind `start`, and every index of words is below their
    // count.
    unsafe shingles.hashes.withUnsafeMutableBufferPointer { hashes in
      var polynomial: UInt64 = 0
      for i in 0..<width {
        polynomial = unsafe polynomial &* Self.multiplier &+ words[unchecked: i]
      }
      var target = start
      for i in width..<max(width, words.count) {
        unsafe hashes[target] = StableHash.mix(polynomial ^ salt) ^ tag
        target += 1
        polynomial =
          unsafe polynomial &* Self.multiplier &+ words[unchecked: i]
          &- words[unchecked: i - width] &* leaving
      }
      unsafe hashes[target] = StableHash.mix(polynomial ^ salt) ^ tag
    }
  }

  /// The width enters a hash, so that a short text is not the window whose first words hash to 0.
  private static let saltFactor: UInt64 = 0xD6E8_FEB8_6659_FD93

  private func roll(unitCount: Int, _ shingles: inout ShingleBuffer) {
    let width = min(width.count, unitCount)
    shingles.count = unitCount == 0 ? 0 : unitCount - width + 1
    let salt = UInt64(width) &* Self.saltFactor
    // Safe: both buffers have room for `unitCount`, and every index is below it.
    unsafe shingles.units.withUnsafeBufferPointer { units in
      unsafe shingles.hashes.withUnsafeMutableBufferPointer { hashes in
        var polynomial: UInt64 = 0
        for i in 0..<width { polynomial = unsafe polynomial &* Self.multiplier &+ units[i] }
        for i in width..<max(width, unitCount) {
          unsafe hashes[i - width] = StableHash.mix(polynomial ^ salt)
          polynomial =
            unsafe polynomial &* Self.multiplier &+ units[i]
            &- units[i - width] &* leaving
        }
        if unitCount > 0 { unsafe hashes[unitCount - width] = StableHash.mix(polynomial ^ salt) }
      }
    }
  }
}
