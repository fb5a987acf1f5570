// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// `--redact`, on sets whose every word can be told; and the schema, on what commands write.
@Suite struct RedactTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.folder.write(Self.set(from: 0), to: "a.jsonl")
    try program.folder.write(Self.set(from: 20), to: "b.jsonl")
  }

  /// Sixty records of words that begin with `qz`, in topics, with copies, conflicts and sources; half of the records of two sets that begin 20 apart are in both.
  private static func set(from start: Int) -> String {
    var lines = ""
    func add(_ id: Int, _ prompt: String, _ answer: String) {
      lines += """
        {"messages": [{"role": "system", "content": "qzsys qzhelps qzyou"}, \
        {"role": "user", "content": "\(prompt)"}, {"role": "assistant", "content": "\(answer)"}], \
        "origin": "qzsource\(id % 3)"}

        """
    }
    for id in start..<start + 48 {
      let topic = id / 8
      let words = (0..<12).map { "qz\($0 < 7 ? "t\(topic)w\($0)" : "r\(id)w\($0)")" }
      let prompt = words.joined(separator: " ")
      add(id, prompt, "qzanswer\(id % 5) qzis qzthis \(words.suffix(4).joined(separator: " "))")
      if id % 4 == 0 { add(id + 1, prompt, "qzother qzanswer\(id) qzentirely") }
      if id % 6 == 0 {
        add(id, prompt, "qzanswer\(id % 5) qzis qzthis \(words.suffix(4).joined(separator: " "))")
      }
    }
    return lines
  }

  private func expectNoText(in outcome: Program.Outcome, and files: [String]) throws {
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(!outcome.outputText.contains("qz"), "\(outcome.outputText)")
    #expect(!outcome.error.contains("qz"), "\(outcome.error)")
    for file in files {
      let text = String(decoding: try program.folder.bytes(file), as: UTF8.self)
      #expect(!text.contains("qz"), "\(file)")
      #expect(text.contains("a.jsonl") && text.contains("left out"))
    }
  }

  @Test func `a redacted report has no word of the set in any output`() throws {
    let arguments = [
      "report", "a.jsonl", "--reference", "b.jsonl", "--source", "origin", "--stages",
      "exact,near,semantic", "-o", "r.html", "--json", "r.json", "--markdown", "r.md",
    ]
    let whole = try program.outcome(of: try Self.ended(program.start(arguments)))
    #expect(whole.status == 0 && whole.error.contains("qz"))
    for file in ["r.html", "r.json", "r.md"] {
      #expect(String(decoding: try program.folder.bytes(file), as: UTF8.self).contains("qz"))
    }
    let redacted = try program.outcome(of: try Self.ended(program.start(arguments + ["--redact"])))
    try expectNoText(in: redacted, and: ["r.html", "r.json", "r.md"])
    let page = String(decoding: try program.folder.bytes("r.html"), as: UTF8.self)
    #expect(page.contains("source 1") && page.contains("topic 1"))
  }

  @Test func `a redacted comparison has no word of the sets in any output`() throws {
    let outcome = try program.run(
      "compare", "a.jsonl", "b.jsonl", "--redact", "-o", "c.html", "--json", "c.json")
    try expectNoText(in: outcome, and: ["c.html", "c.json"])
  }

  @Test(arguments: [
    "report a.jsonl --reference b.jsonl --source origin --budget 9 --expect refusal=5% --json j",
    "report a.jsonl --redact --json j", "coverage a.jsonl --reference b.jsonl --json j",
    "dedupe a.jsonl -o k --json j --view prompt",
    "dedupe a.jsonl --against b.jsonl -o k --json j",
  ])
  func `what commands write as JSON is as the schema says`(command: String) throws {
    let arguments = command.split(separator: " ").map(String.init)
    let outcome = try program.outcome(of: try Self.ended(program.start(arguments)))
    #expect(outcome.status == 0, "\(outcome.error)")
    let schema = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Gamut/Gamut.docc/report.schema.json")
    var check = try JSONSchemaCheck(schema: try Data(contentsOf: schema))
    try check.check(Data(try program.folder.bytes("j")))
    #expect(check.problems == [])
  }

  private static func ended(_ process: Process) -> Process {
    process.waitUntilExit()
    return process
  }
}
