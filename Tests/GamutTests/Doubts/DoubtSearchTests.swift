// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutReport
import Testing

@testable import Gamut

/// What is told of removals that differ from what stays, and of records that stay for a field.
struct DoubtSearchTests {
  private func doubts(_ run: Cleaning, workers: Int = 2) -> RemovalDoubts {
    DoubtSearch(deduplication: run.result, context: RunContext(workers: workers)).doubts()
  }

  private func short(_ fields: [RemovalDoubts.Field]) -> [String] {
    fields.map { field in
      let examples = field.examples.map { pair in
        "\(line(pair.record))-\(line(pair.first))"
      }
      return "\(field.name) \(field.count)\(field.isExpected ? "*" : ""): "
        + examples.joined(separator: " ")
    }
  }

  private func line(_ place: Place) -> String {
    "\(place)".split(separator: ":").last.map(String.init) ?? ""
  }

  @Test func `removals that differ in fields that did not count are counted by field`() throws {
    let run = try Cleaning([
      """
      {"prompt": "how far", "completion": "a mile", "id": 1, "score": 2}
      {"prompt": "how far", "completion": "a mile", "id": 2, "score": 2}
      {"prompt": "how far", "completion": "a mile", "id": 3, "score": 5}
      {"prompt": "how far", "completion": "a mile", "id": 1, "score": 2}
      {"prompt": "how far", "completion": "a mile", "id": 4, "score": 7, "lang": "en"}

      """
    ])
    #expect(run.result.removals.count == 4)
    let doubts = doubts(run)
    #expect(
      short(doubts.uncountedFields) == ["id 3*: 2-1 3-1 5-1", "score 2: 3-1 5-1", "lang 1: 5-1"])
    #expect(doubts.uncountedCount == 2)
    #expect(doubts.comparedCount == 4)
    #expect(doubts.onlyFormCount == 0)
    for workers in [1, 3] { #expect(self.doubts(run, workers: workers) == doubts) }
  }

  @Test func `no more than three examples are listed`() throws {
    let run = try Cleaning([
      (0..<9).map { "{\"text\": \"one red door\", \"lang\": \"l\($0)\"}\n" }.joined()
    ])
    #expect(short(doubts(run).uncountedFields) == ["lang 8: 2-1 3-1 4-1"])
  }

  @Test func `the field that orders records is expected to differ`() throws {
    let run = try Cleaning(
      [
        """
        {"text": "one red door", "score": 1}
        {"text": "one red door", "score": 3}
        {"text": "one blue door", "other": 3}

        """
      ], keep: .greatest(field: "score"))
    let doubts = doubts(run)
    #expect(short(doubts.uncountedFields) == ["score 1*: 1-2"])
    #expect(doubts.uncountedCount == 0)
    #expect(doubts.withoutNumber?.order == "max:score")
    #expect(doubts.withoutNumber?.count == 1)
  }

  @Test func `removals that differ in case, punctuation or space alone are counted`() throws {
    let text = words("w")
    let run = try Cleaning(
      texts: [
        text, text.replacing(" ", with: ", ").uppercased() + "!", words("w", changed: [0]), text,
      ])
    #expect(run.removals == ["1 near 0 1.0", "2 near 0 0.95", "3 exact 0 1.0"])
    let doubts = doubts(run)
    #expect(doubts.onlyFormCount == 1)
    #expect(doubts.onlyFormExamples.map { "\(line($0.record))-\(line($0.first))" } == ["2-1"])
    #expect(doubts.uncountedFields == [])
  }

  @Test func `records that stay for one field that counts are counted by field`() throws {
    let run = try Cleaning([
      """
      {"prompt": "what is this", "completion": "a door", "images": ["a.png"]}
      {"prompt": "what is this", "completion": "a door", "images": ["b.png"]}
      {"prompt": "what is this", "completion": "a door"}
      {"prompt": "what is this", "completion": "a door", "images": ["b.png"]}
      {"prompt": "what is this", "completion": "a wall", "images": ["b.png"]}

      """
    ])
    #expect(run.result.kept == [0, 1, 2, 4])
    let doubts = doubts(run)
    #expect(short(doubts.keptForFields) == ["images 2: 2-1 3-1"])
    #expect(doubts.conflicts == [])
  }

  @Test func `opposite labels of one text are a conflict, and both stay`() throws {
    let run = try Cleaning([
      """
      {"prompt": "how far", "completion": "a mile", "label": true}
      {"prompt": "how far", "completion": "a foot", "label": true}
      {"prompt": "how far", "completion": "a mile", "label": false}

      """
    ])
    #expect(run.result.kept == [0, 1, 2])
    #expect(short(doubts(run).conflicts) == ["label 1: 3-1"])
    let document = try document(run)
    #expect(
      DoubtText(document).lines.contains {
        $0.hasPrefix("one text has different labels, and all of these records stay: label (1)")
      })
  }

  @Test func `a score that is to count makes a conflict`() throws {
    func record(_ score: Int) -> String {
      "{\"prompt\": \"how far\", \"completion\": \"a mile\", \"score\": \(score)}\n"
    }
    let run = try Cleaning([record(1) + record(0)]) { $0.reading.compared = ["score"] }
    #expect(run.result.kept == [0, 1])
    #expect(short(doubts(run).conflicts) == ["score 1: 2-1"])
  }

  @Test func `documents that are alike go whatever their labels, and that is told`() throws {
    let run = try Cleaning([
      "{\"text\": \"one red door\", \"label\": 1}\n{\"text\": \"one red door\", \"label\": 0}\n"
    ])
    #expect(run.removals == ["1 near 0 1.0"])
    #expect(short(doubts(run).uncountedFields) == ["label 1: 2-1"])
  }

  @Test func `what stands in another set is no doubt`() throws {
    let run = try Cleaning(
      ["{\"text\": \"one red door\", \"lang\": \"en\"}\n"],
      against: ["{\"text\": \"one red door\", \"lang\": \"fr\"}\n"])
    #expect(run.result.removals.count == 1)
    #expect(doubts(run) == RemovalDoubts())
  }

  @Test func `the JSON has the doubts beside the removals`() throws {
    let run = try Cleaning([
      """
      {"prompt": "how far", "completion": "a mile", "lang": "en", "label": true}
      {"prompt": "how far", "completion": "a mile", "lang": "fr", "label": true}
      {"prompt": "how far", "completion": "a mile", "lang": "fr", "label": false}

      """
    ])
    let json = String(decoding: try document(run).json(), as: UTF8.self)
      .replacing(" ", with: "").replacing("\n", with: "")
    #expect(json.contains("\"uncounted_fields\":[{\"field\":\"lang\",\"count\":1,\"examples\":["))
    #expect(json.contains("\"only_form\":0"))
    #expect(json.contains("\"kept_for_fields\":[{\"field\":\"label\",\"count\":1"))
    #expect(json.contains("\"conflicts\":[{\"field\":\"label\",\"count\":1"))
  }

  private func document(_ run: Cleaning) throws -> ReportDocument {
    var document = ReportDocument(run.result)
    try document.addRemovals(of: run.result)
    return document
  }
}
