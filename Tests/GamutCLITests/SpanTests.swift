// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// `dedupe` with paragraphs, lines and substrings.
@Suite struct SpanTests {
  let program: Program

  /// By hand: the second record repeats a paragraph of 28 bytes, the third has nothing else.
  static let letters = """
    {"text": "Dear Ann,\\n\\nThe shop is open on Mondays.", "n": 1.0}
    {"text": "The shop is open on Mondays.\\n\\nYours, Bo \\u00e9", "n": 2}
    {"text": "The shop is open on Mondays.", "n": 3}

    """

  init() throws {
    program = try Program()
    try program.folder.write(Self.letters, to: "letters.jsonl")
  }

  @Test func `spans are reported, and nothing is cut unless that is asked for`() throws {
    let outcome = try program.run(
      "dedupe", "letters.jsonl", "--unit", "paragraph", "--spans", "spans.jsonl")
    #expect(outcome.status == 0 && outcome.outputText == Self.letters)
    #expect(
      try program.folder.text("spans.jsonl") == """
        {"file":"letters.jsonl","line":2,"index":1,"start":0,"end":28,"cause":"exact",\
        "similarity":1.0,"kept":{"file":"letters.jsonl","line":1,"index":0,"start":11,"end":39}}
        {"file":"letters.jsonl","line":3,"index":2,"start":0,"end":28,"cause":"exact",\
        "similarity":1.0,"kept":{"file":"letters.jsonl","line":1,"index":0,"start":11,"end":39}}

        """)
    #expect(
      outcome.errorLines.last { !$0.isEmpty }
        == "2 spans of 56 bytes in 2 records repeat; nothing is cut without --cut")
  }

  @Test func `paragraphs are cut, and what is left empty is removed with its keeper`() throws {
    let outcome = try program.run(
      "dedupe", "letters.jsonl", "--unit", "paragraph", "--cut", "--removed", "removed.jsonl",
      "--json", "counts.json")
    #expect(outcome.status == 0)
    #expect(
      outcome.outputText == """
        {"text": "Dear Ann,\\n\\nThe shop is open on Mondays.", "n": 1.0}
        {"text": "Yours, Bo \\u00e9", "n": 2}

        """)
    #expect(
      try program.folder.text("removed.jsonl") == """
        {"file":"letters.jsonl","line":3,"index":2,"cause":"exact","similarity":1.0,"kept":\
        {"file":"letters.jsonl","line":1,"index":0},"record":{"text":"The shop is open on \
        Mondays.","n":3}}

        """)
    let counts = try program.folder.text("counts.json").split(separator: "\n")
      .map { $0.trimmingPrefix { $0 == " " } }.joined()
    #expect(counts.contains(#""unit": "paragraph","repeats": null,"cut": true"#))
    #expect(counts.contains(#""read": 3,"kept": 2,"empty": 0,"rejected": 0,"#))
    #expect(counts.contains(#""spans": {"count": 2,"records": 2,"bytes": 56,"uncut": 0}"#))
    #expect(counts.contains("\"kept\": \(outcome.output.count)"))
  }

  @Test func `substrings are cut from what the stages have kept`() throws {
    let outcome = try program.run(
      "dedupe", "letters.jsonl", "--repeats", "20", "--cut", "--removed", "removed.jsonl")
    #expect(outcome.status == 0)
    #expect(
      outcome.outputText == """
        {"text": "Dear Ann,\\n\\nThe shop is open on Mondays.", "n": 1.0}
        {"text": "\\n\\nYours, Bo \\u00e9", "n": 2}

        """)
    #expect(try program.folder.text("removed.jsonl").contains(#""cause":"repeat""#))
    #expect(outcome.error.contains("1 removed (0 exact, 0 near, 1 repeat)"))
  }

  @Test func `records that repeats leave empty are a loss of their own in the summary`() throws {
    let outcome = try program.run(
      "dedupe", "letters.jsonl", "--repeats", "20", "--cut", "--dry-run", "--json", "counts.json")
    #expect(outcome.status == 0)
    let rows = outcome.outputText.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    for start in ["Read 3 100 %", "Repeated text −1 33.3 %", "Kept 2 66.7 %"] {
      #expect(rows.contains { $0.hasPrefix(start) }, "\(start)")
    }
    #expect(outcome.outputText.contains("0 exact, 0 near, 1 repeat"))
    let counts = try program.folder.text("counts.json").split(separator: "\n")
      .map { $0.trimmingPrefix { $0 == " " } }.joined()
    #expect(counts.contains(#""cause": "repeat","similarity": 1.0,"removed": "#))
    #expect(counts.contains(#""least_similar": []"#))
  }

  @Test func `a record that cannot be cut is left whole and said`() throws {
    let line = #"{"messages": "[{\"role\":\"user\",\"content\":\"The shop is open.\\nEND\"}]"}"#
    let file = [line, line.replacing("END", with: "MORE")].map { $0 + "\n" }.joined()
    try program.folder.write(file, to: "chat.jsonl")
    let outcome = try program.run("dedupe", "chat.jsonl", "--unit", "line", "--cut")
    #expect(outcome.status == 0 && outcome.outputText == file)
    #expect(outcome.error.contains("\n1 of these records are left uncut: "))
  }

  @Test(arguments: [
    (["--cut"], "--cut is given without --unit paragraph, --unit line or --repeats"),
    (["--spans", "s"], "--spans is given without --unit paragraph, --unit line or --repeats"),
    (["--repeats", "15"], "--repeats is 15; it must be at least 16"),
    (["--repeats", "-1"], "--repeats is -1; it must be at least 16"),
    (["--unit", "word"], "'word' is invalid"),
    (["--unit", "line", "--repeats", "20"], "--unit line and --repeats are given; expected one"),
    (["--unit", "line", "--stages", "semantic"], "expected --stages without semantic"),
    (["--unit", "line", "--against", "letters.jsonl"], "expected no --against"),
    (["--unit", "line", "--spans", "x", "-o", "./x"], "given for two outputs"),
    (["--stages", "repeat"], "'repeat' is invalid"),
  ])
  func `what does not fit is told in one line`(arguments: [String], message: String) throws {
    let process = try program.start(["dedupe", "letters.jsonl"] + arguments)
    process.waitUntilExit()
    let outcome = try program.outcome(of: process)
    #expect(outcome.isOneLineError && outcome.error.contains(message), "\(outcome.error)")
    #expect(try program.folder.names() == ["letters.jsonl"])
  }
}
