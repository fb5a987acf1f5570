// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutEmbedding

struct CharacterGramsTests {
  static func hashes(_ word: String, _ lengths: ClosedRange<Int> = 3...4) -> [UInt64] {
    CharacterGrams(lengths: lengths).hashes(of: Array(word.utf8).span)
  }

  static func hash(_ gram: String) -> UInt64 { StableHash.hash64(Array(gram.utf8).span) }

  @Test(arguments: [
    ("a", [" a "]), ("ab", [" ab", "ab ", " ab "]),
    ("card", [" ca", "car", "ard", "rd ", " car", "card", "ard "]),
    ("é漢", [" é漢", "é漢 ", " é漢 "]),
  ])
  func `n-grams by hand`(word: String, grams: [String]) {
    #expect(Self.hashes(word) == grams.map(Self.hash))
  }

  @Test(arguments: [1...1, 2...3, 3...5, 6...9])
  func `n-grams equal the naive ones`(lengths: ClosedRange<Int>) {
    for text in randomTexts(50, seed: 1) {
      for word in text.split(separator: " ").map(String.init) {
        let expected = NaiveLSA.grams(of: word, lengths: lengths).map(Self.hash)
        #expect(Self.hashes(word, lengths) == expected, "\(word)")
      }
    }
  }

  @Test func `a word of any length has a bounded number of n-grams`() {
    let long = String(repeating: "é", count: 100_000)
    #expect(Self.hashes(long) == Self.hashes(String(repeating: "é", count: 64)))
  }

  @Test func `bytes that are no UTF-8 do not stop it`() {
    for bytes in [[0x80], [0x80, 0x80, 0x61], [0xFF, 0xFE], [0xF0]] as [[UInt8]] {
      #expect(!CharacterGrams(lengths: 3...4).hashes(of: bytes.span).isEmpty)
    }
  }
}
