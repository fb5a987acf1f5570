// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// What tells whether two texts differ in numbers only: the hash of the text, and of the text with
/// every run of ASCII digits as one mark.
struct NumberSignature: Sendable {
  private let whole: Hash128
  private let masked: Hash128

  init(_ text: Span<UInt8>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for i in text.indices {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[i])
      if !isDigit { bytes.append(text[i]) } else if bytes.last != 0 { bytes.append(0) }
    }
    whole = StableHash.hash128(text)
    masked = StableHash.hash128(bytes.span)
  }

  /// Whether the texts are different, and equal once their numbers are masked.
  static func differInNumbersOnly(_ a: Self, _ b: Self) -> Bool {
    a.whole != b.whole && a.masked == b.masked
  }
}
