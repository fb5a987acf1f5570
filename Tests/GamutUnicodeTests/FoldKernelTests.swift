// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutUnicode

/// The vector kernel, and the loop that is its twin, against the plain way: texts long enough for several blocks of 64 bytes, with
/// words, symbols and other bytes on and around the borders of blocks.
struct FoldKernelTests {
  private func expectPlain(_ bytes: [UInt8], _ comment: String) {
    let expected = NaiveWords.words(bytes).map { Array($0.text.utf8) }
    for usesKernel in [true, false] {
      var folder = WordFolder()
      folder.usesKernel = usesKernel
      var folded = FoldedText()
      folder.fold(bytes.span, into: &folded)
      let found = folded.words.map { Array($0.utf8) }
      #expect(
        found == expected,
        "\(comment), kernel \(usesKernel): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  private static let ascii = Array("abcXYZ019     \t\n.,'_-/&-+=<>*#@\\`~|^$%".utf8)

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `random ASCII of all lengths`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for round in 0..<20 {
      let count = random.next(below: 400)
      // Letters alone in some rounds, so that words grow longer than a block.
      let alphabet = round % 5 == 0 ? Self.ascii.prefix(9) + [0x20] : Self.ascii[...]
      let text = (0..<count).map { _ in
        alphabet[alphabet.startIndex + random.next(below: alphabet.count)]
      }
      expectPlain(text, "seed \(seed), round \(round)")
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `random ASCII with marks, letters and broken bytes between`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let others: [[UInt8]] = [
      [0xCC, 0x81], [0xCC, 0xB8], [0xC3, 0xA9], [0xD0, 0x96], [0xE4, 0xB8, 0xAD], [0xFF], [0xC3],
      [0xE2, 0x80, 0x8B], [0xF0, 0x9F, 0x98, 0x80],
    ]
    for round in 0..<20 {
      var text: [UInt8] = []
      while text.count < 300 {
        text += (0..<random.next(below: 90)).map { _ in
          Self.ascii[random.next(below: Self.ascii.count)]
        }
        text += others[random.next(below: others.count)]
      }
      expectPlain(text, "seed \(seed), round \(round)")
    }
  }

  @Test func `every pair of ASCII bytes on the border of two blocks`() {
    for first in UInt8(0)..<0x80 {
      for second in UInt8(0)..<0x80 {
        var text = [UInt8](repeating: 0x61, count: 200)
        for i in stride(from: 0, to: 200, by: 7) { text[i] = 0x20 }
        text[63] = first
        text[64] = second
        var folded = FoldedText()
        WordFolder().fold(text.span, into: &folded)
        let found = folded.words
        if found != NaiveWords.words(text).map(\.text) {
          Issue.record("bytes \(first), \(second): \(found)")
        }
      }
    }
  }

  @Test func `every ASCII byte before and after a mark`() {
    for byte in UInt8(0)..<0x80 {
      for place in [15, 62, 63, 64, 100] {
        var text = Array(repeating: UInt8(ascii: "q"), count: place) + [byte, 0xCC, 0x81, byte]
        text += Array(" and what follows is long enough for the kernel to begin again, 12 / 3".utf8)
        expectPlain(text, "byte \(byte) at \(place)")
      }
    }
  }
}
