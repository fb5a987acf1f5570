// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutText
import Testing

@Suite struct ShingleSetTests {
  private func set(_ text: String, _ width: ShingleWidth) -> ShingleSet {
    let bytes = Array(text.utf8)
    return ShingleSet(of: bytes.span, width: width)
  }

  @Test(arguments: [ShingleWidth.words(1), .words(3), .characters(4)])
  func `two texts are as alike as their shingles written out`(width: ShingleWidth) {
    var random = SeededRandom(seed: 21)
    let words = ["a", "b", "Ab", "c-d", "5", "数", "é", "!"]
    let texts = (0..<40).map { _ in
      (0..<random.next(below: 12)).map { _ in words[random.next(below: words.count)] }
        .joined(separator: " ")
    }
    for a in texts {
      for b in texts {
        let naive = NaiveShingles.similarity(
          NaiveShingles.set(of: a, width), NaiveShingles.set(of: b, width))
        #expect(set(a, width).similarity(to: set(b, width)) == naive)
        for threshold in [0.3, 0.8, 1] {
          #expect(
            set(a, width).isAlike(set(b, width), threshold: threshold)
              == (a == b || naive >= threshold))
        }
      }
    }
  }

  @Test func `texts without words are alike only where they are equal`() {
    #expect(set("!!", .words(5)).isAlike(set("!!", .words(5)), threshold: 0.8))
    #expect(!set("!!", .words(5)).isAlike(set("??", .words(5)), threshold: 0))
    #expect(set("", .words(5)).isAlike(set("", .words(5)), threshold: 1))
  }
}
