// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// Sources, the tripwire, the dry run and what `--explain` says, as a user meets them.
@Suite struct PolicyTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.folder.write(ShopSet.training, to: "train.jsonl")
    try program.folder.write(Self.mixed, to: "mixed.jsonl")
  }

  /// The web repeats a book twice, and itself once; the last record names no source.
  static let mixed = """
    {"prompt": "one", "completion": "1", "meta": {"source": "web"}}
    {"prompt": "one", "completion": "1", "meta": {"source": "books"}}
    {"prompt": "two", "completion": "2", "meta": {"source": "books"}}
    {"prompt": "two", "completion": "2", "meta": {"source": "web"}}
    {"prompt": "two", "completion": "22", "meta": {"source": "web"}}
    {"prompt": "six", "completion": "6"}

    """

  private func json(_ name: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(try program.folder.bytes(name)))
    return try #require(object as? [String: Any])
  }

  @Test func `a preferred source keeps its records`() throws {
    let outcome = try program.run(
      "dedupe", "mixed.jsonl", "--source", "meta.source", "--prefer", "books")
    let lines = Self.mixed.split(separator: "\n")
    #expect(outcome.outputText == [1, 2, 4, 5].map { lines[$0] + "\n" }.joined())
  }

  @Test func `the JSON tells what each source loses, and to others`() throws {
    let outcome = try program.run(
      "dedupe", "mixed.jsonl", "--source", "meta.source", "--prefer", "books", "--json", "c.json",
      "-o", "/dev/null")
    #expect(outcome.status == 0)
    let options = try #require(try json("c.json")["options"] as? [String: Any])
    #expect(options["source"] as? String == "meta.source")
    #expect(options["prefer"] as? [String] == ["books"])
    let removals = try #require(try json("c.json")["removals"] as? [String: Any])
    let sources = try #require(removals["sources"] as? [[String: Any]])
    #expect(sources.map { $0["name"] as? String } == ["web", "books", ""])
    #expect(sources.map { $0["removed_for_other_sources"] as? Int } == [2, 0, 0])
    #expect(sources.map { $0["kept"] as? Int } == [1, 2, 1])
  }

  @Test(arguments: ["dedupe", "report"])
  func `a source that loses more than allowed is status 1, and nothing is written`(
    command: String
  ) throws {
    let kept = command == "dedupe" ? "--output" : "--kept"
    let outcome = try program.run(
      command, "mixed.jsonl", "--source", "meta.source", "--prefer", "books",
      "--max-source-removal", "0.6", kept, "kept.jsonl", "--removed", "removed.jsonl", "--json",
      "counts.json")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(
      outcome.error
        == "source \"web\" loses 2 of 3 records, more than --max-source-removal 0.6 allows; nothing "
        + "was written\n")
    #expect(try program.folder.names() == ["mixed.jsonl", "train.jsonl"])
  }

  @Test func `a source that loses as much as allowed trips nothing, and files are sources too`()
    throws
  {
    let allowed = try program.run(
      "dedupe", "mixed.jsonl", "--source", "meta.source", "--max-source-removal", "0.5", "--prefer",
      "web", "-o", "kept.jsonl")
    // The books lose both of theirs, which is more than half.
    #expect(allowed.status == 1 && allowed.error.hasPrefix("source \"books\" loses 2 of 2 records"))
    try program.folder.write(Self.mixed, to: "again.jsonl")
    let files = try program.run(
      "dedupe", "mixed.jsonl", "again.jsonl", "--max-source-removal", "0.3", "-o", "kept.jsonl")
    #expect(
      files.error.hasPrefix("source \"again.jsonl\" loses 6 of 6 records")
        && files.error.contains("so does 1 other source"))
    let exact = try program.run(
      "dedupe", "mixed.jsonl", "--max-source-removal", "0.34", "-o", "kept.jsonl")
    #expect(exact.status == 0)
  }

  @Test func `a source's name cannot break the line or repaint the screen`() throws {
    try program.folder.write(
      String(
        repeating: "{\"text\": \"a\", \"s\": \"x\\ny\\u001b[2J\\u202e\"}\n", count: 2),
      to: "odd.jsonl")
    let outcome = try program.run(
      "dedupe", "odd.jsonl", "--source", "s", "--max-source-removal", "0")
    #expect(
      outcome.error.hasPrefix("source \"x\\u{a}y\\u{1b}[2J\\u{202e}\" loses 1 of 2 records"))
    let dry = try program.run("dedupe", "odd.jsonl", "train.jsonl", "--source", "s", "--dry-run")
    #expect(!(dry.outputText + dry.error).contains { $0 == "\u{1b}" || $0 == "\u{202e}" })
  }

  @Test func `answers that are lost with their prompts are told in one line`() throws {
    let outcome = try program.run(
      "dedupe", "mixed.jsonl", "--view", "prompt", "--json", "counts.json", "-o", "/dev/null")
    #expect(
      outcome.errorLines.dropLast().last
        == "1 removed record has another response than the one kept; --view all, in report --dedupe-view all, compares both"
    )
    #expect(try json("counts.json")["other_responses"] as? Int == 1)
    let all = try program.run("dedupe", "mixed.jsonl", "--json", "all.json", "-o", "/dev/null")
    #expect(!all.error.contains("another response"))
    #expect(try json("all.json")["other_responses"] is NSNull)
  }

  @Test func `a gate can look at the answers that are lost`() throws {
    let lost = try program.run(
      "report", "mixed.jsonl", "--dedupe-view", "prompt", "--fail-if", "other_responses > 0")
    #expect(lost.status == 1)
    #expect(lost.error.hasSuffix("\ngate: other_responses > 0: true, other_responses is 1.0\n"))
    try program.folder.write("{\"prompt\": \"a\", \"completion\": \"b\"}\n", to: "one.jsonl")
    let none = try program.run(
      "report", "one.jsonl", "--dedupe-view", "prompt", "--fail-if", "other_responses > 0")
    #expect(none.status == 0)
  }

  @Test(arguments: [
    ("word:5", "one two three four five six seven", true),
    ("word:5", "one two three four five six seven eight", false),
    ("word:2", "one two three", false),
    ("char:5", "one two", false),
  ])
  func `texts that are too short for the shingle are told in one line`(
    shingle: String, text: String, isTold: Bool
  ) throws {
    let program = try Program()
    let long = "a text that has words enough for more than three windows of five"
    let texts = [text, "1 " + text.dropFirst(4), "2 " + text.dropFirst(4), long, "..."]
    try program.folder.write(
      texts.map { "{\"text\": \"\($0)\"}\n" }.joined(), to: "texts.jsonl")
    let outcome = try program.run("dedupe", "texts.jsonl", "--shingle", shingle)
    #expect(outcome.status == 0)
    #expect(
      outcome.error.contains("most texts are shorter than 8 words: --shingle char:5") == isTold)
    #expect(outcome.error.contains("most texts are shorter") == isTold)
  }

  @Test func `a dry run writes nothing and says what is removed`() throws {
    let outcome = try program.run("dedupe", "train.jsonl", "--dry-run")
    #expect(outcome.status == 0)
    #expect(try program.folder.names() == ["mixed.jsonl", "train.jsonl"])
    try Golden.expect(Golden.normalised(outcome.outputText), is: "dedupe-dry-run.txt")
    try Golden.expect(Golden.normalised(outcome.error), is: "dedupe.txt")
  }

  @Test func `a dry run of the semantic stage says what each threshold removes`() throws {
    let outcome = try program.run(
      "dedupe", "train.jsonl", "--stages", "exact,near,semantic", "--dry-run", "--json", "j")
    #expect(outcome.status == 0)
    try Golden.expect(Golden.normalised(outcome.outputText), is: "dedupe-semantic-dry-run.txt")
    #expect(try program.folder.text("j").contains(#""semantic_threshold": {"#))
    let plain = try program.run(
      "dedupe", "train.jsonl", "--stages", "semantic", "-o", "kept.jsonl")
    #expect(plain.status == 0 && !plain.error.contains("advised"))
  }

  @Test func `a dry run counts what a real run writes`() throws {
    let dry = try program.run(
      "dedupe", "train.jsonl", "mixed.jsonl", "--dry-run", "--json", "dry.json")
    let real = try program.run(
      "dedupe", "train.jsonl", "mixed.jsonl", "--json", "real.json", "-o", "kept.jsonl")
    #expect(dry.status == 0 && real.status == 0)
    var (a, b) = (try json("dry.json"), try json("real.json"))
    let bytes = try #require(a["bytes"] as? [String: Any])
    #expect(bytes["kept"] as? Int == (try program.folder.bytes("kept.jsonl")).count)
    for name in ["seconds"] {
      a[name] = nil
      b[name] = nil
    }
    #expect(NSDictionary(dictionary: a).isEqual(to: b))
    let piped = try program.run("dedupe", "train.jsonl", "--dry-run", "--json", "-")
    #expect(piped.outputText.hasPrefix("{") && piped.error.contains("Largest groups of 2"))
  }

  @Test func `the explanation is a table of the bands, then errors, costs and memory`() throws {
    let outcome = try program.run("dedupe", "train.jsonl", "--explain", "-o", "/dev/null")
    try Golden.expect(Golden.normalised(outcome.error), is: "dedupe-explain.txt")
    let lines = outcome.errorLines
    // √(.8 · .2 / 90)
    #expect(
      lines.contains { $0.hasPrefix("     0.800       0.99921     0.00079             0.042") })
    let exact = try program.run(
      "dedupe", "train.jsonl", "--explain", "--stages", "exact", "-o", "/dev/null")
    #expect(exact.error.hasPrefix("no near stage, so no bands\nmemory: at most 64 bytes a record"))
  }
}
