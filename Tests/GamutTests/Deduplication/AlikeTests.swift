// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus
import GamutTestSupport
import GamutText
import Testing

/// What near-duplicates must have in common, in whole runs.
@Suite struct AlikeTests {
  static let passage = (0..<80).map { "passage\($0)" }.joined(separator: " ")
  static let answer = (0..<40).map { "answer\($0)" }.joined(separator: " ")

  /// A prompt and a response as a line.
  static func line(_ prompt: String, _ response: String) -> String {
    "{\"prompt\": \"\(prompt)\", \"response\": \"\(response)\"}\n"
  }

  /// Two questions on one passage, and a near-copy of the second.
  static let questions =
    line(passage + ". Who built the mill?", "two brothers")
    + line(passage + ". When was the wheel moved?", "after the flood")
    + line(passage + ". When was the wheel moved?", "After the flood!")

  @Test func `examples are compared by what they teach where records have roles`() throws {
    let examples = try Cleaning([Self.questions])
    #expect(examples.removals == ["2 near 1 1.0"])
    #expect(examples.result.options.alike == .example)
    let texts = try Cleaning([Self.questions]) { $0.alike = .text }
    #expect(texts.result.removals.map(\.record) == [1, 2])
    let documents = try Cleaning([lines(["a b c", "a b c."])])
    #expect(documents.result.options.alike == .text)
    #expect(documents.removals == ["1 near 0 1.0"])
  }

  @Test func `a view of one side, fields, containment and chains compare texts`() throws {
    let prompt = [try FieldPath("prompt")]
    for change: (inout DeduplicationPlan.Options) -> Void in [
      { $0.selection = .view(.prompt) },
      { $0.selection = Selection.paths(prompt) },
      { $0.nearRule.containment = 0.9 }, { $0.nearRule.grouping = .connected },
    ] {
      let run = try Cleaning([Self.questions], change)
      #expect(run.result.options.alike == .text)
      #expect(run.result.removals.count == 2)
    }
  }

  @Test func `against another set whole texts decide, unless examples are asked for`() throws {
    let known = Self.line(Self.passage + ". Which king came?", "none")
    let leaks = try Cleaning([Self.questions], against: [known])
    #expect(leaks.removals.count == 3)
    #expect(leaks.result.removals.allSatisfy { $0.keeper.isReference })
    let examples = try Cleaning([Self.questions], against: [known]) { $0.alike = .example }
    #expect(examples.removals == ["2 near 1 1.0"])
    let none = try Cleaning([Self.questions], against: [Self.line("Something else", "and more")])
    #expect(none.removals == ["2 near 1 1.0"])
  }

  @Test func `pairs are those that a deduplication goes by`() throws {
    let folder = try ScratchFolder()
    let corpus = try Corpus(paths: [try folder.write(Self.questions, to: "x")])
    for (alike, count) in [(nil, 1), (.example, 1), (.text, 3)] as [(Alike?, Int)] {
      var plan = PairPlan()
      plan.options.alike = alike
      var file = try OutputFile(path: folder.path("pairs"))
      #expect(try plan.run(inputs: corpus, to: &file).pairCount == count)
    }
  }

  /// Dialogues behind one preamble, of which every ninth is a near-copy of the one before.
  static func dialogues(_ count: Int, seed: UInt64) -> [String] {
    var random = SeededRandom(seed: seed)
    // Letters alone: a number that changes makes another example.
    func words(_ count: Int) -> [String] {
      (0..<count).map { _ in
        "w"
          + String(random.next(below: 4000)).map {
            "\(Array("abcdefghij")[$0.wholeNumberValue ?? 0])"
          }
          .joined()
      }
    }
    var last: (question: [String], answer: [String]) = ([], [])
    return (0..<count).map { i in
      if i % 9 == 8 {
        last.answer[random.next(below: 30)] = "edited"
      } else {
        last = (words(9), words(40))
      }
      let answer = last.answer.joined(separator: " ")
      return line("\(passage).\\n\(passage).\\n\(last.question.joined(separator: " "))?", answer)
    }
  }

  @Test func `what all prompts share is set aside, in an index too`() throws {
    let folder = try ScratchFolder()
    let all = Self.dialogues(270, seed: 3)
    try folder.write(all[..<180].joined(), to: "one")
    try folder.write(all[180...].joined(), to: "two")
    let runs = IndexRuns(folder)
    let whole = try runs.whole(["one", "two"])
    #expect(whole.options.commonUnits.keys.count == 1)
    let planted: [RecordIndex] = [RecordIndex](stride(from: 8, to: 270, by: 9))
    #expect(whole.removals.map(\.record) == planted)
    #expect(whole.unverifiedCount == 0)
    let built = try runs.build(["one"])
    #expect(built.removals.count == 20)
    let added = try runs.add(["two"])
    #expect(added.options.commonUnits == built.options.commonUnits)
    #expect(added.removals.map(\.record) == Array(planted.prefix(10)))
    #expect(try runs.add(["one"]).removals.count == 180)
  }
}
