// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import GamutEmbedding

struct TokenEstimateTests {
  static func count(_ bytes: [UInt8]) -> Int { TokenEstimate().count(of: bytes.span) }

  @Test("A sentence by hand, and a token at least for a text that is there")
  func byHand() {
    // Two words of 5 letters, a comma and a stop: 2 × 0.231 + 10 × 0.172 + 2 × 0.818.
    #expect(Self.count(Array("Hello, world.".utf8)) == 4)
    // Ten ideographs: 6.85.
    #expect(Self.count(Array("水从旧磨坊旁边流过的".utf8)) == 7)
    #expect(Self.count([]) == 0)
    #expect(Self.count([0x20]) == 1)
  }

  @Test("Any bytes are counted, broken sequences at every end")
  func anyBytes() {
    var random = SeededRandom(seed: 2)
    for _ in 0..<500 {
      let bytes = (0..<random.next(below: 12)).map { _ in UInt8(random.next(below: 256)) }
      let count = Self.count(bytes)
      #expect(count >= (bytes.isEmpty ? 0 : 1) && count <= 2 * bytes.count + 1)
    }
  }

  @Test("English takes somewhat more than a token a word")
  func english() {
    // A text of English words: the tokenisers of today take some 1.3 tokens a word.
    let words = Array(repeating: "The children count the boats on the river", count: 50)
    let text = words.joined(separator: ". ")
    let wordCount = 8 * 50
    let count = Self.count(Array(text.utf8))
    #expect((wordCount...wordCount * 3 / 2).contains(count))
  }
}
