// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus
import GamutEmbedding
import GamutLinear
import GamutTestSupport
import GamutText
import Testing

/// The semantic stage on records with roles.
@Suite struct ExampleMeaningTests {
  private struct Record {
    var system = ""
    var given = ""
    var asked: String
    var said: String

    var json: String {
      "{\"system\": \"\(system)\", \"instruction\": \"\(asked)\", \"input\": \"\(given)\", "
        + "\"output\": \"\(said)\"}\n"
    }
  }

  private func run(
    _ records: [Record], vectors: [[Float]] = [], threshold: Double = 0.95, workers: Int = 2,
    stages: Set<Stage> = [.semantic], _ change: (inout DeduplicationPlan.Options) -> Void = { _ in }
  ) throws -> Cleaning {
    try Cleaning(
      [records.map(\.json).joined()], stages: stages, vectors: vectors, workers: workers,
      name: "x"
    ) {
      $0.semanticThreshold = threshold
      change(&$0)
    }
  }

  private static let answer =
    "The wall was begun by the guild of masons and runs along the river for miles. Of its gates some "
    + "still stand, and most of the stone came down the river on rafts from quarries above the town."

  /// Records about other things, so that words have weights.
  private static let others = (0..<12).map { i in
    Record(
      asked: "\(words("question\(i)x", count: 8))?", said: "\(words("answer\(i)x", count: 12)).")
  }

  @Test func `one question with opposite answers stays`() throws {
    let asked = "Is the bridge by the mill open to heavy carts in winter?"
    let pair = [Record(asked: asked, said: "Yes."), Record(asked: asked, said: "No.")]
    #expect(try run(Self.others + pair).removals == [])
    #expect(try run(Self.others + pair, threshold: 0.6).removals == [])
    let one: [[Float]] = [[1, 0], [1, 0]]
    #expect(try run(pair, vectors: one).removals == [])
  }

  @Test func `another question with the same answer stays`() throws {
    let pair = [
      Record(asked: "Is the bridge by the mill open to heavy carts?", said: Self.answer),
      Record(asked: "Who carried stone along our northern canal?", said: Self.answer),
    ]
    #expect(try run(Self.others + pair).removals == [])
  }

  @Test func `a question in another order of words with the same answer goes`() throws {
    let pair = [
      Record(asked: "Who built the wall along the river", said: Self.answer),
      Record(asked: "Along the river who built the wall", said: Self.answer),
    ]
    #expect(try run(Self.others + pair, threshold: 0.9).removals.count == 1)
  }

  @Test func `system, given, numbers and shared lines decide as under near`() throws {
    let base = Record(
      asked: "Who built the wall along the river", said: "\(Self.answer) It has 9 gates.")
    func removed(_ change: (inout Record) -> Void) throws -> Int {
      var other = base
      other.asked = "Along the river who built the wall"
      change(&other)
      return try run(Self.others + [base, other], threshold: 0.9).removals.count
    }
    #expect(try removed { _ in } == 1)
    #expect(try removed { $0.system = "You are a mason." } == 0)
    #expect(try removed { $0.given = "A passage of some words about it." } == 0)
    #expect(try removed { $0.said = "\(Self.answer) It has 7 gates." } == 0)
    // With one question word for word, the answer must reach the threshold by pairs of words.
    #expect(
      try removed {
        $0.asked = base.asked
        $0.said = base.said.split(separator: " ").reversed().joined(separator: " ")
      } == 0)
  }

  @Test func `a reworded prompt and answer go by given vectors, and a short answer stays`() throws {
    let said = Self.answer
    let pair = [
      Record(asked: "Tell me at some length who built the wall along the river", said: said),
      Record(
        asked: "I would like to hear more of the builders of our river wall",
        said: said + " Indeed."),
    ]
    let vectors: [[Float]] = [[1, 0.1], [1, 0.12]]
    #expect(try run(pair, vectors: vectors).removals == ["1 semantic 0 1.0"])
    var short = pair
    short[0].said = "Yes."
    short[1].said = "No."
    #expect(try run(short, vectors: vectors).removals == [])
    // As texts, the one vector decides.
    #expect(
      try run(short, vectors: vectors) { $0.alike = .text }.removals == ["1 semantic 0 1.0"])
    // What stands for a near-duplicate goes only if that is one too.
    #expect(try run(pair, vectors: [[1, 0], [0, 1]]).removals == [])
  }

  @Test func `documents are compared by the cosine alone`() throws {
    let texts = [words("a"), words("b"), words("c")]
    let cleaning = try Cleaning(
      texts: texts, stages: [.semantic], vectors: [[1, 0], [0, 1], [1, 0.01]])
    #expect(cleaning.removals == ["2 semantic 0 1.0"])
  }

  @Test func `a record of another set goes by what is asked and said alone`() throws {
    let asked = "Who built the wall along the river"
    let own = Record(system: "You are a mason.", asked: asked, said: Self.answer)
    let item = Record(asked: asked, said: Self.answer)
    func removals(_ alike: Alike?) throws -> [String] {
      try Cleaning(
        [(Self.others + [own]).map(\.json).joined()], against: [item.json], stages: [.semantic]
      ) { $0.alike = alike }.removals
    }
    #expect(try removals(nil) == ["12 semantic 0* 1.0"])
    #expect(try removals(.example) == [])
  }

  @Test func `a plain reading over all pairs decides the same on any number of workers`() throws {
    var random = SeededRandom(seed: 5)
    let stems = [
      "who built the old wall", "why does bread rise in the oven", "name a river in the north",
    ]
    let ends = ["", " please", " of all", " my friend", " in short", " at last"]
    func pick(_ list: [String]) -> String { list[Int.random(in: 0..<list.count, using: &random)] }
    for round in 0..<3 {
      let records = (0..<120).map { _ in
        Record(
          system: pick(["", "", "Be kind."]), given: pick(["", "", "some passage of a book"]),
          asked: pick(stems) + pick(ends) + pick(["", " now"]),
          said: pick(stems) + pick(ends) + pick(ends) + pick(["", "", " 4"]))
      }
      let expected = try naive(records, threshold: 0.8)
      #expect(expected.count > 5 && expected.count < 115, "round \(round)")
      for workers in [1, 2, 4] {
        let cleaning = try run(records, threshold: 0.8, workers: workers)
        let found = cleaning.result.removals.map { [Int($0.record), Int($0.keeper.index)] }
        #expect(found == expected, "round \(round), \(workers) workers")
        if workers == 1 { continue }
        #expect(try cleaning.kept() == run(records, threshold: 0.8, workers: 1).kept())
      }
    }
  }

  /// Records in their order, each against all kept before it: [record, keeper].
  private func naive(_ records: [Record], threshold: Double) throws -> [[Int]] {
    var distinct: [[String]] = [[], []]
    for record in records {
      for (side, text) in [record.asked, record.said].enumerated()
      where !distinct[side].contains(text) { distinct[side].append(text) }
    }
    var builder = LSAModel.Builder(options: LSAModel.Options(), workers: 1)
    for side in distinct { builder.add(TextBatch(side)) }
    let model = try builder.build()
    var vectors: [[String: [Double]]] = [[:], [:]]
    for side in 0..<2 {
      var elements: [Float] = []
      model.appendVectors(of: TextBatch(distinct[side]), to: &elements, workers: 1)
      let width = model.dimensionCount
      for (i, text) in distinct[side].enumerated() {
        vectors[side][text] = elements[i * width..<(i + 1) * width].map(Double.init)
      }
    }
    func cosine(_ side: Int, _ a: String, _ b: String) -> Double {
      guard a != b, let x = vectors[side][a], let y = vectors[side][b] else { return 1 }
      func product(_ p: [Double], _ q: [Double]) -> Double {
        zip(p, q).reduce(0) { $0 + $1.0 * $1.1 }
      }
      return product(x, y) / (product(x, x) * product(y, y)).squareRoot()
    }
    var column = ShapedTexts()
    for record in records {
      for (role, text) in [
        ("s", record.system), ("u", record.asked), ("i", record.given), ("a", record.said),
      ] as [(Character, String)] where !text.isEmpty {
        let bytes = Array(text.utf8)
        column.appendPart(bytes.span, roleByte: role.asciiValue ?? 0)
      }
      column.endRecord()
    }
    let checks = ExampleChecks(TextSketcher.Options(alike: .example))
    let examples = checks.examples(of: column, workers: 1)
    var kept: [Int] = []
    var removals: [[Int]] = []
    for (i, record) in records.enumerated() {
      let keeper = kept.first { k in
        cosine(0, record.asked, records[k].asked) >= threshold
          && cosine(1, record.said, records[k].said) >= threshold
          && checks.agree(i, in: examples, with: k, in: examples, said: .byMeaning)
      }
      if let keeper { removals.append([i, keeper]) } else { kept.append(i) }
    }
    return removals
  }
}
