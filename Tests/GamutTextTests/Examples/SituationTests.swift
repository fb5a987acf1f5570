// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutText

struct SituationTests {
  static let naive = NaiveExampleRule(options: .init(alike: .example))

  @Test(arguments: Situation.unique)
  func `a record that teaches something stays`(situation: Situation) {
    #expect(similarity(situation.first, situation.second) == nil)
    #expect(Self.naive.similarity(situation.first, situation.second) == nil)
    #expect(near([situation.first, situation.second]).removed.isEmpty)
    #expect(near([situation.second, situation.first]).removed.isEmpty)
  }

  @Test func `of twenty duplicates at most four stay`() {
    #expect(Situation.duplicates.count == 20)
    let kept = Situation.duplicates.filter { situation in
      let found = similarity(situation.first, situation.second)
      #expect(found == Self.naive.similarity(situation.first, situation.second))
      // Whole texts share too little with a band only by chance: none of these do.
      #expect(near([situation.first, situation.second]).removed == (found == nil ? [] : [1]))
      return found == nil
    }
    #expect(
      kept.map(\.name) == [
        "date line in a short system prompt", "default system prompt against none",
      ])
  }
}
