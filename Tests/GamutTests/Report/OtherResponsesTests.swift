// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus
import GamutJSON
import GamutReport
import GamutTestSupport
import Testing

/// Removals that lose an answer, where prompts alone are compared.
@Suite struct OtherResponsesTests {
  private func document(
    _ rows: [(prompt: String, answer: String)], against: [(prompt: String, answer: String)] = [],
    _ selection: Selection = .view(.prompt), fields: (String, String) = ("prompt", "completion"),
    workers: Int = 2
  ) throws -> ReportDocument {
    func file(_ rows: [(prompt: String, answer: String)]) -> String {
      rows.map { "{\"\(fields.0)\": \"\($0.prompt)\", \"\(fields.1)\": \"\($0.answer)\"}\n" }
        .joined()
    }
    let run = try Cleaning(
      [file(rows)], against: against.isEmpty ? [] : [file(against)], workers: workers
    ) { $0.selection = selection }
    var counted = ReportDocument(run.result)
    try counted.countOtherResponses(of: run.result, in: RunContext(workers: workers))
    var full = ReportDocument(run.result)
    try full.addRemovals(of: run.result, in: RunContext(workers: workers))
    #expect(counted.otherResponses == full.otherResponses)
    return full
  }

  private let rows: [(prompt: String, answer: String)] = [
    ("2 and 2?", "4"), ("2 and 2?", "5"), ("2 and 2?", "4."), ("2 and 2?", ""),
    ("2 and 2?", words("a")), ("Capital?", words("b")), ("Capital?", words("b", changed: [39])),
  ]

  @Test func `an answer that is not near the kept one is lost, an equal or empty one is not`()
    throws
  {
    let document = try document(rows)
    // 1 and 4 say something else; 2 folds to the same, 3 is empty, 6 is a near-duplicate.
    #expect(document.rows.removed[.exact] == 5)
    #expect(document.otherResponses == 2)
    let examples = try #require(document.removals?.otherResponseExamples)
    #expect(examples.map(\.removed.text) == ["2 and 2?\n5", "2 and 2?\n\(words("a"))"])
    #expect(examples.allSatisfy { $0.kept.text == "2 and 2?\n4" })
    #expect(document.findings.contains { $0.message.contains("another answer") })
    #expect(document.jsonValue["other_responses"] == 2)
  }

  @Test(arguments: [View.all, .response])
  func `a view that holds the answer loses none, so nothing is counted`(view: View) throws {
    #expect(try document(rows, .view(view)).otherResponses == nil)
  }

  @Test func `paths count where the schema tells the response, and only there`() throws {
    let known = Selection.paths([try FieldPath("prompt")])
    #expect(try document(rows, known).otherResponses == 2)
    let unknown = Selection.paths([try FieldPath("asked")])
    #expect(try document(rows, unknown, fields: ("asked", "said")).otherResponses == nil)
  }

  @Test func `a record of another set keeps no answer for the output`() throws {
    let document = try document(
      [("a b", "yes"), ("c d", "no"), ("c d", "yes")], against: [("a b", "never")])
    #expect(document.rows.removed[.exact] == 2)
    #expect(document.otherResponses == 1)
  }

  @Test func `where nothing is removed nothing is lost`() throws {
    #expect(try document([("a", "b"), ("c", "b")]).otherResponses == 0)
  }

  @Test func `the count is that of a plain loop, for any number of workers`() throws {
    var random = SeededRandom(seed: 5)
    // More removals than a batch of 256; one-word answers are alike only where they are equal.
    let rows = (0..<900).map { _ in
      (
        prompt: "question \(random.next(below: 40))",
        answer: ["yes", "no", ""][random.next(below: 3)]
      )
    }
    var first: [String: String] = [:]
    var expected = 0
    for row in rows {
      if let kept = first[row.prompt] {
        if !row.answer.isEmpty, row.answer != kept { expected += 1 }
      } else {
        first[row.prompt] = row.answer
      }
    }
    for workers in [1, 2, 4] {
      #expect(try document(rows, workers: workers).otherResponses == expected)
    }
  }
}
