// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutUnicode
import Testing

@testable import GamutText

/// Whether the fast rule takes `a` and `b` for duplicates, and their similarity.
func similarity(
  _ a: Example, _ b: Example, _ options: TextSketcher.Options = .init(alike: .example)
) -> Double? {
  let reader = SetReader(options: options)
  let sets = reader.sets(of: shaped([a, b]), workers: 1)
  return reader.overlap(
    of: 0, in: sets, with: 1, in: sets, atLeast: options.threshold, orContained: nil
  )?.similarity
}

struct ExampleRuleTests {
  static let answer = """
    The wall was begun in 1405 by the guild of masons. It runs along the river for two miles, and \
    of its nine gates five still stand. Most of the stone came down the river on rafts from the \
    quarries above the town, which were closed when the second bridge was built.
    """

  @Test func `the similarity is that of what is asked and said`() {
    let words = (0..<20).map { "w\($0)" }
    let a = Example(asked: "q", said: words.joined(separator: " "))
    let b = Example(asked: "q", said: (words + ["more"]).joined(separator: " "))
    // 21 and 22 words: 17 and 18 shingles of five.
    #expect(similarity(a, b) == 17.0 / 18)
    #expect(NaiveExampleRule(options: .init(alike: .example)).similarity(a, b) == 17.0 / 18)
  }

  @Test func `each text by itself must reach the threshold`() {
    let system = (0..<30).map { "s\($0)" }.joined(separator: " ")
    let a = Example(system: system, asked: "Tell me of the wall", said: Self.answer)
    var b = a
    #expect(similarity(a, b) == 1)
    b.parts[0].text = "You are a mason."
    #expect(similarity(a, b) == nil)
    b.parts[0].text = system + " today"
    #expect(similarity(a, b) == 1)
    b.parts.removeFirst()
    #expect(similarity(a, b) == nil)
  }

  @Test func `documents are compared by their texts, and must agree in their fields`() {
    let document = Example(("x", Self.answer))
    let longer = Example(("x", Self.answer + " Today it is a park."))
    #expect(similarity(document, longer) ?? 0 > 0.8)
    let (good, bad) = (document.with(.value, "label", "1"), longer.with(.value, "label", "0"))
    #expect(similarity(good, bad) == nil)
    #expect(similarity(good, longer) == nil)
    #expect(similarity(good, longer.with(.value, "label", "1")) ?? 0 > 0.8)
    let note = "\"the wall that the guild began still has five of its nine gates\""
    let other = "\"a market is held under the five gates on each first day of spring\""
    #expect(
      similarity(document.with(.prose, "note", note), longer.with(.prose, "note", other)) == nil)
    #expect(
      similarity(document.with(.prose, "note", note), longer.with(.prose, "note", note)) != nil)
    #expect(near([good, bad]).removed.isEmpty)
    #expect(near([good, bad], .init(alike: .text)).removed == [1])
  }

  @Test func `texts without words must be equal`() {
    let question = String(repeating: "Which mark ends a question of many words? ", count: 20)
    #expect(
      similarity(Example(asked: question, said: "?"), Example(asked: question, said: "!")) == nil)
    #expect(
      similarity(Example(asked: question, said: "?"), Example(asked: question, said: "?")) == 1)
  }

  @Test func `units that both have are left out as often as both have them`() {
    let shared = SharedUnits([1, 2, 1, 3, 1], [1, 4, 1])
    #expect(shared.first == [true, false, true, false, false])
    #expect(shared.second == [true, false, true])
    #expect(SharedUnits([], [1]).second == [false])
    #expect(SharedUnits([5], [5]).first == [true])
  }

  @Test func `numbers, answers and fields must agree`() {
    let a = Example(asked: "Tell me of the wall", said: Self.answer)
    var b = a
    b.parts[1].text = Self.answer.replacing("1405", with: "1406")
    #expect(similarity(a, b) == nil)
    #expect(similarity(a, a.with(.value, "image", "\"x.png\"")) == nil)
    #expect(
      similarity(a.with(.value, "image", "\"x.png\""), a.with(.value, "image", "\"y.png\"")) == nil)
    #expect(similarity(a.with(.call, "f", "{\"x\":1}"), a.with(.call, "f", "{\"x\":1}")) == 1)
    let rejected = String(repeating: "It was built by giants, as everybody knows. ", count: 3)
    #expect(
      similarity(
        a.with(.prose, "rejected", "\"\(rejected)\""),
        a.with(.prose, "rejected", "\"\(rejected.lowercased())\\n\"")) == 1)
    #expect(
      similarity(
        a.with(.prose, "rejected", "\"\(rejected)\""), a.with(.prose, "rejected", "\"No.\"")) == nil
    )
    #expect(
      similarity(a.with(.prose, "rejected", "\"!\""), a.with(.prose, "rejected", "\"?\"")) == nil)
    #expect(
      similarity(a.with(.prose, "rejected", "\"!\""), a.with(.prose, "rejected", "\"!\"")) == 1)
  }

  @Test func `a document and an example are never alike`() {
    let document = Example(("x", Self.answer))
    #expect(similarity(document, document) == 1)
    #expect(similarity(document, Example(("u", Self.answer))) == nil)
  }

  @Test func `without folding only equal answers are alike`() {
    let a = Example(asked: "Write a loop over the list, please.", said: "for x in y { f(x) }")
    var b = a
    b.parts[1].text = "for x in y { f( x) }"
    let plain = TextSketcher.Options(width: .words(1), threshold: 0.7, alike: .example)
    #expect(similarity(a, b, plain) == 1)
    var none = plain
    none.folding = .none
    #expect(similarity(a, b, none) == nil)
    b.parts[1].text = a.parts[1].text
    b.parts[0].text = "Write a loop over the list , please."
    #expect(similarity(a, b, none) ?? 0 > 0.9)
    var space = plain
    space.folding = .space
    b.parts[0].text = "write a loop over the list, please."
    #expect(similarity(a, b, plain) == 1)
    #expect(similarity(a, b, space) ?? 0 < 1)
  }

  @Test func `the texts of fields are read without their escapes`() {
    let json = Array(#""a\nb \"c\" \u00e9 \ud83d\ude00 \\ d""#.utf8)
    #expect(String(decoding: ProseText.decoded(json.span), as: UTF8.self) == #""a b "c" é 😀 \ d""#)
    let broken = Array(#"\u12 \ud83d x \"#.utf8)
    #expect(!ProseText.decoded(broken.span).isEmpty)
  }

  /// Random examples and edits of them.
  struct Maker {
    var random: SeededRandom
    let words = (0..<30).map { "w\($0)" } + ["3", "+", "中", "文", "é", "CAPS", "-"]
    let ends = [". ", "! ", "\n", "。", ", ", " ", " ", " ", " ", " ", "… ", "؟ ", "? "]

    mutating func text(_ count: Int) -> String {
      (0..<count).map { _ in
        words[random.next(below: words.count)] + ends[random.next(below: ends.count)]
      }.joined()
    }

    mutating func example() -> Example {
      if random.next(below: 20) == 0 { return Example(("x", text(20))) }
      var example = Example(("u", ""))
      let roles: [Character] = ["s", "i", "u", "a", "u", "a", "c", "t", "h"]
      for role in roles where random.next(below: 3) > 0 {
        let count = role == "u" || role == "a" ? 30 : 12
        example.parts.append((role, random.next(below: 15) == 0 ? "?!" : text(count)))
      }
      if random.next(below: 3) == 0 {
        example = example.with(.value, "label", "\(random.next(below: 2))")
      }
      if random.next(below: 3) == 0 {
        example = example.with(.prose, "rejected", "\"\(text(12).filter { $0 != "\n" })\"")
      }
      return example
    }

    mutating func edited(_ example: Example) -> Example {
      var example = example
      for _ in 0...random.next(below: 2) where !example.parts.isEmpty {
        let place = random.next(below: example.parts.count)
        var units = NaiveExampleRule.units(of: example.parts[place].text)
        let unit = random.next(below: units.count)
        switch random.next(below: 9) {
        case 0: units.remove(at: unit)
        case 1: units.swapAt(unit, random.next(below: units.count))
        case 2: units[unit] = units[unit].uppercased()
        case 3: units[unit] = text(4)
        case 4: units.insert("Please. ", at: unit)
        case 5: units[unit] += "9 "
        case 6: units[unit] = units[unit].replacing("w1", with: "v1")
        case 7: if example.parts.count > 1 { example.parts.swapAt(place, 0) }
        default: break
        }
        let text = units.joined()
        if text.isEmpty {
          example.parts.remove(at: place)
        } else {
          example.parts[place].text = text
        }
      }
      return example
    }
  }

  @Test(
    arguments: 0..<3 as Range<UInt64>,
    [
      TextSketcher.Options(alike: .example),
      .init(width: .words(2), threshold: 0.6, alike: .example),
      .init(width: .characters(4), threshold: 0.7, alike: .example),
      .init(width: .words(3), threshold: 0.5, alike: .example, folding: .space),
      .init(width: .words(3), threshold: 0.5, alike: .example, folding: .none),
    ])
  func `random and edited examples are decided as by the naive rule`(
    seed: UInt64, options: TextSketcher.Options
  ) {
    var maker = Maker(random: SeededRandom(seed: seed))
    let naive = NaiveExampleRule(options: options)
    let reader = SetReader(options: options)
    var examples: [Example] = []
    for _ in 0..<400 {
      let example = maker.example()
      examples += [example, maker.edited(example)]
    }
    let sets = reader.sets(of: shaped(examples), workers: 2)
    var foundCount = 0
    for i in examples.indices {
      for j in [i ^ 1, (i + 2) % examples.count] {
        let found = reader.overlap(
          of: i, in: sets, with: j, in: sets, atLeast: options.threshold, orContained: nil
        )?.similarity
        let expected = naive.similarity(examples[i], examples[j])
        #expect(found == expected, "\(examples[i])\n\(examples[j])")
        if found != nil { foundCount += 1 }
      }
    }
    #expect(foundCount > 50)
  }
}
