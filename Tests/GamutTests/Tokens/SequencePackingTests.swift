// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import Gamut

@Suite struct SequencePackingTests {
  /// First fit decreasing as its name says.
  private static func naiveCount(_ lengths: [Int], limit: Int) -> Int {
    var room: [Int] = []
    for length in lengths.filter({ $0 > 0 }).sorted(by: >) {
      if let place = room.firstIndex(where: { $0 >= length }) {
        room[place] -= length
      } else {
        room.append(limit - length)
      }
    }
    return room.count
  }

  @Test func `sequences are as many as the naive way makes`() {
    var random = SeededRandom(seed: 9)
    for _ in 0..<200 {
      let limit = 1 + random.next(below: 30)
      let lengths = (0..<random.next(below: 40)).map { _ in random.next(below: limit + 1) }
      #expect(
        SequencePacking.sequenceCount(lengths, limit: limit)
          == Self.naiveCount(lengths, limit: limit))
    }
  }

  @Test func `padding by hand`() {
    // Of two: 4 and 2 fill 6 of 8; 3 alone all of 3.
    #expect(SequencePacking.batchPadding([4, 2, 3], size: 2) == 1 - 9.0 / 11)
    #expect(SequencePacking.fullPadding([4, 2, 3], limit: 4) == 0.25)
    #expect(SequencePacking.batchPadding([], size: 8) == 0)
    #expect(SequencePacking.fullPadding([], limit: 4) == 0)
  }
}
