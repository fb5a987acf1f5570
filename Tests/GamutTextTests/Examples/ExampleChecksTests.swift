// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutText

@Suite struct ExampleChecksTests {
  private static let texts = [
    "", "Be brief.", "Be brief. Name a river.", "Name a river.", "name A RIVER", "It is the Nile.",
    "It is the long Nile in the north.", "It is the long Nile in the south.", "4", "5", "?", "!",
    "one two three four five six seven eight nine ten",
    "one two three four five six seven eight nine ten eleven",
  ]

  @Test(arguments: [ExampleChecks.Said.byMeaning, .byWords])
  func `the checks agree with a plain reading over random pairs`(_ said: ExampleChecks.Said) {
    var random = SeededRandom(seed: 3)
    func pick() -> String { Self.texts[Int.random(in: 0..<Self.texts.count, using: &random)] }
    let options = TextSketcher.Options(alike: .example)
    let checks = ExampleChecks(options)
    let naive = NaiveExampleRule(options: options)
    var agreeing = 0
    for round in 0..<4000 {
      let a: Example
      if round % 50 == 0 {
        a = Example(("x", "A document."))
      } else {
        a = Example(system: pick(), given: pick(), asked: pick(), said: pick())
      }
      var b = round % 75 == 0 ? Example(("x", "Another.")) : a
      for i in b.parts.indices where Int.random(in: 0..<2, using: &random) == 0 && round % 50 != 0 {
        let text = pick()
        if !text.isEmpty { b.parts[i].text = text }
      }
      let column = shaped([a, b])
      let examples = checks.examples(of: column, workers: 1)
      let found = checks.agree(0, in: examples, with: 1, in: examples, said: said)
      #expect(found == naive.agreesBesideMeaning(a, b, said: said), "\(a) / \(b)")
      agreeing += found ? 1 : 0
    }
    #expect(agreeing > 100)
  }
}
