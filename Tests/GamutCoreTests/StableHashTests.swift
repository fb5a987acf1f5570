// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@Suite struct StableHashTests {
  @Test func `XXH3 of the empty text has the published value`() {
    let empty: [UInt8] = []
    #expect(StableHash.hash64(empty.span) == 0x2D06_8005_38D3_94C2)
    #expect(
      StableHash.hash128(empty.span)
        == Hash128(high: 0x99AA_06D3_0147_98D8, low: 0x6001_C324_468D_497F))
    #expect(
      StableHash.hash128(empty.span).hexadecimal == "99aa06d3014798d86001c324468d497f")
  }

  @Test func `a seed and a byte each change the hash`() {
    let text = Array("a record".utf8)
    let other = Array("a recorD".utf8)
    #expect(StableHash.hash64(text.span) != StableHash.hash64(text.span, seed: 1))
    #expect(StableHash.hash64(text.span) != StableHash.hash64(other.span))
    #expect(StableHash.hash128(text.span) != StableHash.hash128(other.span))
  }

  @Test func `mixing is a bijection that moves half the bits`() {
    #expect(StableHash.mix(0) == 0)
    var flipped = 0
    for bit in 0..<64 {
      flipped +=
        (StableHash.mix(12_345) ^ StableHash.mix(12_345 ^ (1 << UInt64(bit)))).nonzeroBitCount
    }
    // 64 × 64 fair bits: mean 2,048, standard deviation 32; five of them.
    #expect(abs(flipped - 2_048) < 160, "\(flipped)")
    #expect(Set((0..<10_000).map { StableHash.mix($0) }).count == 10_000)
  }
}
