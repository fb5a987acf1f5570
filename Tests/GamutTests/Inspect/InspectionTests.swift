// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutTestSupport
import Testing

/// What is said of small sets, counted by hand.
@Suite struct InspectionTests {
  private static func document(
    _ records: [String], _ change: (inout InspectionPlan.Options) throws -> Void = { _ in }
  ) throws -> InspectionDocument {
    var plan = InspectionPlan()
    try change(&plan.options)
    return try plan.run(inputs: try Corpus(records: records.map { Array($0.utf8) }, name: "x"))
      .document
  }

  private static let instructions = [
    #"{"id": 1, "instruction": "Add.", "input": "1 + 2", "output": "It is 3.", "label": true}"#,
    #"{"id": 2, "instruction": "Say hello twice", "input": "", "output": "hello hello"}"#,
    #"{"id": 3, "instruction": "Name a 木.", "input": null, "output": ""}"#,
  ]

  @Test func `instructions: fields, roles, empty views and lengths`() throws {
    let document = try Self.document(Self.instructions)
    #expect(document.files.map(\.format) == ["list in memory"])
    #expect(
      document.rows
        == InspectionDocument.Rows(
          read: 3, rejected: 0, empty: 0, emptyPrompt: 0, emptyResponse: 1))
    #expect(document.recordSchema?.names == ["instruction + output"])
    #expect(document.sampledRecords == 3)
    #expect(
      document.fields.map { "\($0.name) \($0.use) \($0.records)" } == [
        "id unused 3", #"instruction text("asked") 3"#, #"input text("given") 1"#,
        #"output text("said") 2"#, "label counted 1",
      ])
    #expect(document.parts.map { "\($0.role) \($0.records)" } == ["given 1", "asked 3", "said 2"])
    #expect(document.turns == nil)
    // Words: "add", "say hello twice", "name a 木"; "1 + 2" are three; "it is 3", "hello hello".
    let words = document.lengths.map { lengths -> String in
      guard let words = lengths.words else { return "none" }
      let name = lengths.role.map { "\($0)" } ?? "all"
      return "\(name) \(words.records): \(words.median) \(words.high) \(words.longest)"
        + " \(words.place)"
    }
    #expect(
      words == [
        "given 1: 3 3 3 x[0]", "asked 3: 3 3 3 x[1]", "said 2: 2 3 3 x[0]", "all 3: 5 7 7 x[0]",
      ])
    let bytes = document.lengths.map { "\($0.bytes.median) \($0.bytes.longest) \($0.bytes.place)" }
    // 4, 15 and 11 bytes are asked; 8 and 11 said; parts alone, without what joins them.
    #expect(bytes == ["5 5 x[0]", "11 15 x[1]", "8 11 x[1]", "17 26 x[1]"])
    #expect(
      document.scripts.map { "\($0.code) \($0.letters) \($0.records)" } == [
        "Latn 35 3", "Hani 1 0",
      ])
    #expect(
      document.problems.map { "\($0.kind) \($0.place.map(\.description) ?? "") \($0.count)" } == [
        "empty response x[2] 1"
      ])
  }

  private static let talks = [
    """
    {"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"},
     {"role": "assistant", "content": "Hello.", "weight": 0}, {"role": "user", "content": "Bye"},
     {"role": "assistant", "reasoning": "They go.", "content": "Bye."}], "images": ["a.png"]}
    """,
    #"{"messages": [{"role": "sage", "content": "Om"}, {"role": "assistant", "content": "Om."}]}"#,
  ]

  @Test func `talks: turns, unknown roles and what counts beside the text`() throws {
    let document = try Self.document(Self.talks)
    #expect(document.turns?.median == 2 && document.turns?.longest == 4)
    #expect(document.turns?.place.description == "x[0]")
    #expect(
      document.parts.map { "\($0.role) \($0.records)" } == [
        "system 1", "given 1", "asked 2", "said 2",
      ])
    #expect(document.fields.map(\.use) == [.text("turns by their roles"), .counted])
    #expect(
      document.recordSchema?.unknownRoles
        == [InspectionDocument.UnknownRole(name: "sage", turns: 1)])
    #expect(document.problems.map(\.kind) == ["unknown role"])
    #expect(
      document.preview[0].parts.map { "\($0.label): \($0.text)" } == [
        "system: Be brief.", "asked: Hi", "given (answer): Hello.", "asked: Bye",
        "said (thought): They go.", "said: Bye.",
      ])
    #expect(document.preview[1].parts.map(\.label) == ["asked (other)", "said"])
  }

  @Test func `a chat template is named`() throws {
    let text = #"{"text": "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nYes<|im_end|>"}"#
    let document = try Self.document([text, text])
    #expect(document.fields.map(\.use) == [.text("turns by ChatML")])
    #expect(document.turns?.longest == 2)
  }

  @Test func `documents have no empty responses`() throws {
    let document = try Self.document([#"{"text": "One."}"#, #"{"text": ""}"#])
    #expect(document.rows.emptyResponse == 2 && document.rows.empty == 1)
    #expect(document.problems.map(\.kind) == ["empty record"])
    #expect(document.recordSchema?.holdsDocuments == true)
    #expect(document.lengths.map { $0.role.map { "\($0)" } ?? "all" } == ["asked", "all"])
  }

  @Test func `named fields are looked at alone`() throws {
    let document = try Self.document(Self.instructions) {
      $0.selection = .paths(try FieldPath.list("output,instruction"))
    }
    #expect(document.recordSchema == nil && document.parts.isEmpty)
    #expect(document.fields.allSatisfy { $0.use == .unknown })
    #expect(document.lengths.map(\.role) == [nil])
    #expect(document.lengths[0].words?.longest == 5)
    #expect(document.preview[0].parts.map(\.label) == ["output", "instruction"])
  }

  @Test func `roles of own fields are told by their paths`() throws {
    let document = try Self.document([#"{"q": "Who?", "a": {"text": "Me"}, "n": 1}"#]) {
      $0.reading.parts = [
        PartPath(.asked, try FieldPath("q")), PartPath(.said, try FieldPath("a.text")),
      ]
    }
    #expect(document.fields.map(\.use) == [.text("asked"), .text("said"), .unused])
    #expect(document.parts.map(\.role) == [.asked, .said])
  }

  @Test(arguments: [(1, [0]), (2, [0, 1]), (3, [0, 1, 2]), (4, [0, 1, 3]), (7, [0, 3, 6])])
  func `the first, the middle and the last record are shown`(count: Int, expected: [Int]) throws {
    let document = try Self.document((0..<count).map { "{\"text\": \"record \($0)\"}" })
    #expect(document.preview.map { Int($0.index) } == expected)
    #expect(document.preview.map { $0.parts[0].text } == expected.map { "record \($0)" })
  }
}
