// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// What every command that removes says of doubtful removals; the text of a reference; rows by keys.
@Suite struct DoubtTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.folder.write(Self.talks, to: "talks.jsonl")
  }

  private static let talks = """
    {"prompt": "how far is it", "completion": "a mile at most", "lang": "en", "label": true}
    {"prompt": "how far is it", "completion": "a mile at most", "lang": "fr", "label": true}
    {"prompt": "how far is it", "completion": "a mile at most", "lang": "fr", "label": false}
    {"prompt": "where is the door", "completion": "on your left", "lang": "fr", "label": false}

    """

  private func json(_ name: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(try program.folder.bytes(name)))
    return try #require(object as? [String: Any])
  }

  @Test(arguments: [
    "dedupe talks.jsonl -o kept --json j", "index build talks.jsonl -o x.gamut --json j",
    "report talks.jsonl --json j", "dedupe talks.jsonl --dry-run --json j",
  ])
  func `every command that removes says the same doubts`(command: String) throws {
    let process = try program.start(command.split(separator: " ").map(String.init))
    process.waitUntilExit()
    let outcome = try program.outcome(of: process)
    #expect(outcome.status == 0, "\(outcome.error)")
    let expected = [
      "1 removed record differs from the one kept in fields that did not count: lang (1), such as "
        + "talks.jsonl:2 beside talks.jsonl:1; --compare FIELD keeps them apart, "
        + "but not with --alike text",
      "one text has different labels, and all of these records stay: label (1), such as "
        + "talks.jsonl:3 beside talks.jsonl:1; decide on one label for each",
    ]
    #expect(
      outcome.errorLines.dropLast().suffix(2).map(String.init) == expected, "\(outcome.error)")
    let document = try json("j")
    let removals = try #require(document["removals"] as? [String: Any])
    let fields = try #require(removals["uncounted_fields"] as? [[String: Any]])
    #expect(fields.map { $0["field"] as? String } == ["lang"])
    let conflicts = try #require(document["conflicts"] as? [[String: Any]])
    let examples = try #require(conflicts.first?["examples"] as? [[String: [String: Any]]])
    #expect(examples.map { $0["first"]?["line"] as? Int } == [1])
    #expect(examples.map { $0["second"]?["line"] as? Int } == [3])
  }

  @Test func `an addition to an index says them of its own records`() throws {
    let talk = Self.talks.split(separator: "\n")[3]
    try program.folder.write(
      "\(talk)\n\(talk.replacing("\"fr\"", with: "\"en\""))\n", to: "more.jsonl")
    let all = ["one.jsonl", "x.gamut"]
    try program.folder.write("{\"prompt\": \"a\", \"completion\": \"b\"}\n", to: all[0])
    #expect(try program.run("index", "build", all[0], "-o", all[1]).status == 0)
    let outcome = try program.run("index", "add", "more.jsonl", "--index", all[1])
    #expect(
      outcome.error.contains(
        "1 removed record differs from the one kept in fields that did not count: lang (1), such as "
          + "more.jsonl:2 beside more.jsonl:1"), "\(outcome.error)")
  }

  @Test func `one untouched file has the same size in every command`() throws {
    let line = "{\"prompt\": \"where is the door\", \"completion\": \"on your left\"}\n"
    try program.folder.write(line, to: "one.jsonl")
    try program.folder.write(line.replacing("door", with: "wall"), to: "other.jsonl")
    _ = try program.run("dedupe", "one.jsonl", "-o", "kept", "--json", "a")
    _ = try program.run("report", "one.jsonl", "--json", "b")
    _ = try program.run("coverage", "one.jsonl", "--reference", "other.jsonl", "--json", "c")
    _ = try program.run("index", "build", "one.jsonl", "-o", "x.gamut", "--json", "d")
    for name in ["a", "b", "c", "d"] {
      let bytes = try #require(try json(name)["bytes"] as? [String: Int])
      #expect(bytes == ["read": line.utf8.count, "kept": line.utf8.count], "\(name)")
    }
  }

  @Test func `records without the field of the keep order are told`() throws {
    let outcome = try program.run("dedupe", "talks.jsonl", "--keep", "max:score")
    #expect(outcome.status == 2)
    try program.folder.write(
      "{\"text\": \"one red door\", \"score\": \"2\"}\n{\"text\": \"two blue walls\"}\n",
      to: "s.jsonl")
    let told = try program.run("dedupe", "s.jsonl", "--keep", "max:score", "-o", "kept")
    #expect(
      told.error.contains(
        "1 record has no number in the field of the keep order max:score; it comes last"))
  }

  @Test func `the text of a reference may stand in other fields`() throws {
    try program.folder.write(
      "{\"question\": \"where is the door\", \"n\": 1}\n{\"question\": \"who are you\", \"n\": 2}\n",
      to: "eval.jsonl")
    let leaks = try program.run(
      "dedupe", "talks.jsonl", "--view", "prompt", "--against", "eval.jsonl", "--reference-text",
      "question")
    #expect(leaks.status == 0, "\(leaks.error)")
    #expect(!leaks.outputText.contains("door") && leaks.outputText.contains("how far"))
    let paths = try program.run(
      "dedupe", "talks.jsonl", "--text", "prompt", "--against", "eval.jsonl", "--reference-text",
      "question", "--stages", "exact")
    #expect(!paths.outputText.contains("door") && paths.outputText.contains("how far"))
    for command in ["coverage", "report"] {
      let outcome = try program.run(
        command, "talks.jsonl", "--reference", "eval.jsonl", "--reference-text", "question")
      #expect(outcome.status == 0, "\(outcome.error)")
      let lacking = try program.run(
        command, "talks.jsonl", "--reference", "eval.jsonl", "--reference-text", "answer")
      #expect(lacking.status == 2, "\(lacking.error)")
    }
    let alone = try program.run("dedupe", "talks.jsonl", "--reference-text", "question")
    #expect(alone.error.contains("--reference-text is given without --against"))
  }

  @Test func `rows of a batch job go to the records of their keys`() throws {
    let vectors = [[1.0, 0], [0, 1], [1, 0.01], [0, -1]]
    try program.folder.write(
      (0..<4).map { "{\"text\": \"text \($0)\", \"custom_id\": \"r\($0)\"}\n" }.joined(),
      to: "r.jsonl")
    try program.folder.write(
      [2, 0, 3, 1].map {
        "{\"custom_id\": \"r\($0)\", \"response\": {\"body\": {\"data\": [{\"embedding\": "
          + "\(vectors[$0])}]}}}\n"
      }.joined(), to: "b.jsonl")
    let outcome = try program.run(
      "dedupe", "r.jsonl", "--stages", "semantic", "--embeddings", "b.jsonl", "--embedding-field",
      "response.body.data[0].embedding", "--embedding-key", "custom_id", "-o", "kept")
    #expect(outcome.status == 0, "\(outcome.error)")
    let kept = try program.folder.text("kept")
    #expect([0, 1, 3].allSatisfy { kept.contains("text \($0)") } && !kept.contains("text 2"))
    let wrong = try program.run(
      "dedupe", "r.jsonl", "--stages", "semantic", "--embeddings", "b.jsonl", "--embedding-field",
      "response.body.data[0].embedding", "--embedding-key", "id", "-o", "kept")
    #expect(wrong.isOneLineError, "\(wrong.error)")
    let alone = try program.run("dedupe", "r.jsonl", "--embedding-key", "custom_id")
    #expect(alone.error.contains("--embedding-key is given without --embeddings"))
  }
}
