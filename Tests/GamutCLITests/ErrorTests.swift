// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// Every error is status 2 and one line that says where, what was found and what was expected; no file
/// appears.
@Suite struct ErrorTests {
  /// Files of a case, its arguments, and words the line must hold.
  struct Case: Sendable, CustomTestStringConvertible {
    var files: [String: [UInt8]] = [:]
    let arguments: [String]
    let words: [String]

    init(_ files: [String: String] = [:], _ arguments: String, _ words: String...) {
      self.files = files.mapValues { Array($0.utf8) }
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.words = words
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let one = ["x.jsonl": "{\"text\": \"a\"}\n"]
  static let answers = [
    "x.jsonl": """
    {"messages": [{"role": "system", "content": "s"}, {"role": "assistant", "content": "a"}]}
    {"messages": [{"role": "assistant", "content": "b"}]}

    """,
    "y.jsonl": "{\"prompt\": \"a\", \"completion\": \"b\"}\n",
  ]
  static let noPrompt = "prompt is empty in all of the 2 records (read as messages"
  static let notUTF8: Case = {
    var found = Case([:], "dedupe x.jsonl -o o", "x.jsonl:2: invalid UTF-8")
    found.files["x.jsonl"] = Array("{\"text\": \"a\"}\n{\"text\": \"".utf8) + [0xFF, 0x22, 0x7D]
    return found
  }()

  static let inputs = [
    Case([:], "dedupe none.jsonl -o o", "none.jsonl: no such file"),
    Case([:], "dedupe . -o o", ".: no such file: the folder holds no file of data"),
    Case(["x.jsonl": ""], "dedupe x.jsonl -o o", "x.jsonl: no records"),
    Case(["x.jsonl": "\n \r\n"], "report x.jsonl -o o", "x.jsonl: no records"),
    Case(["x.json": "[ ]\n"], "dedupe x.json -o o", "x.json: no records", "empty array"),
    Case(["x.jsonl": "{\"text\": 5}\n"], "dedupe x.jsonl -o o", "x.jsonl:1: wrong type"),
    Case(
      ["x.json": "[{\"text\": \"a\"},\n{\"text\": \"b\"}, 7"], "dedupe x.json -o o",
      "x.json:2 (row 2): broken array"),
    notUTF8,
    Case(
      ["x.jsonl": "{\"body\": \"a\", \"kind\": 1}\n"], "dedupe x.jsonl -o o",
      "x.jsonl:1: unknown schema: the fields are \"body\", \"kind\"", "--text"),
    Case(
      ["x.jsonl": "{\"text\": \"a\"}\n{\"prompt\": \"a\", \"completion\": \"b\"}\n"],
      "dedupe x.jsonl -o o", "x.jsonl:2: mixed schemas", "--allow-mixed"),
    Case(
      ["x.jsonl": "{\"text\": \"a\"}\n", "y.json": "[{\"text\": \"a\"}]"],
      "dedupe x.jsonl y.json -o o", "y.json: it is a JSON array", "--output-dir"),
    Case(
      ["x.jsonl": "{\"text\": \"a\"}\n{\"text\": \n"], "dedupe x.jsonl -o o",
      "x.jsonl:2: invalid JSON"),
    Case(
      ["x.jsonl": "text,label\na,1\n"], "dedupe x.jsonl -o o",
      "x.jsonl:1: invalid JSON: this looks like CSV, which is read from files named .csv"),
    Case(
      ["x.csv": "text,label\na,1\nb\n"], "dedupe x.csv -o o",
      "x.csv:3: invalid CSV: 1 field, expected 2 as in the header"),
    Case(
      ["x.csv": "text,text\na,1\n"], "dedupe x.csv -o o",
      "x.csv:1: unsupported format: the header names \"text\" twice"),
    Case(
      ["x.parquet": "PAR1 and no more"], "dedupe x.parquet -o o", "x.parquet: "),
    Case(
      ["x.jsonl": "version https://git-lfs.github.com/spec/v1\n"], "dedupe x.jsonl -o o",
      "x.jsonl: unsupported format: it is a Git LFS pointer"),
    Case(
      ["x.jsonl": "{\"text\": \"a\"}\n{\"no\": 1}\n"], "dedupe x.jsonl --text text -o o",
      "x.jsonl:2: missing field", "\"no\""),
    Case(one, "coverage x.jsonl --reference none.jsonl --json o", "none.jsonl: no such file"),
    Case(answers, "report x.jsonl -o o", "x.jsonl: nothing there", noPrompt, "another view"),
    Case(answers, "report x.jsonl --dedupe-view prompt -o o", noPrompt, "another view"),
    Case(answers, "report y.jsonl --reference x.jsonl -o o", "x.jsonl: nothing there", noPrompt),
    Case(answers, "cluster x.jsonl -o o", "x.jsonl: nothing there", noPrompt, "another view"),
    Case(answers, "embed x.jsonl -o o", "x.jsonl: nothing there", noPrompt, "another view"),
    Case(answers, "coverage x.jsonl --reference y.jsonl --json o", noPrompt, "another view"),
    Case(answers, "coverage y.jsonl --reference x.jsonl --json o", noPrompt, "another view"),
    Case(one, "dedupe x.jsonl --against none.jsonl -o o", "none.jsonl: no such file"),
    Case(one, "dedupe - - -o o", "standard input"),
    Case(one, "coverage - --reference - --gaps o", "standard input"),
  ]

  static let usage = [
    Case([:], "frobnicate", "frobnicate"),
    Case([:], "dedupe", "input"),
    Case(one, "dedupe x.jsonl --frobnicate", "--frobnicate"),
    Case(one, "dedupe x.jsonl -o o --threshold 1.5", "--threshold is 1.5", "0...1"),
    Case(one, "dedupe x.jsonl -o o --threshold -1", "--threshold is -1.0", "0...1"),
    Case(one, "dedupe x.jsonl -o o --threshold nan", "--threshold is nan", "0...1"),
    Case(one, "dedupe x.jsonl -o o --threshold high", "--threshold", "high", "0…1"),
    Case(one, "dedupe x.jsonl -o o --semantic-threshold 2", "--semantic-threshold is 2.0"),
    Case(one, "report x.jsonl -o o --coverage-threshold 2", "--coverage-threshold is 2.0"),
    Case(one, "pairs x.jsonl -o o --by near --threshold -0.5", "--threshold is -0.5", "0...1"),
    Case(one, "pairs x.jsonl -o o --by semantic --threshold -2", "--threshold is -2.0", "-1...1"),
    Case(one, "pairs x.jsonl -o o --by sound --threshold 1", "sound", "near", "semantic"),
    Case(one, "dedupe x.jsonl -o o --keep best", "best", "first", "longest", "max:FIELD"),
    Case(one, "dedupe x.jsonl -o o --stages exact,sound", "sound", "exact", "near", "semantic"),
    Case(one, "dedupe x.jsonl -o o --shingle word:0", "word:0", "word:N", "char:N"),
    Case(one, "dedupe x.jsonl -o o --view answer", "answer", "prompt", "response", "all"),
    Case(one, "dedupe x.jsonl -o o --on-error ask", "ask", "stop", "skip"),
    Case(one, "dedupe x.jsonl -o o --workers 0", "--workers is 0", "at least 1"),
    Case(one, "dedupe x.jsonl -o o --seed -1", "--seed", "-1"),
    Case(one, "dedupe x.jsonl -o o --text a[", "a["),
    Case(one, "dedupe x.jsonl -o o --source a[", "a["),
    Case(one, "dedupe x.jsonl -o o --prefer y", "\"y\", to be preferred", "\"x.jsonl\""),
    Case(one, "dedupe x.jsonl -o o --source s --prefer y", "\"y\", to be preferred", "(none)"),
    Case(one, "report x.jsonl -o o --prefer y", "\"y\", to be preferred", "\"x.jsonl\""),
    Case(one, "dedupe x.jsonl -o o --prefer x.jsonl,", "--prefer", "empty"),
    Case(one, "dedupe x.jsonl -o o --max-source-removal 2", "--max-source-removal is 2.0", "0...1"),
    Case(one, "dedupe x.jsonl -o o --dry-run", "--dry-run", "--output"),
    Case(one, "dedupe x.jsonl --dry-run --removed r --clusters c", "--removed, --clusters"),
    Case(one, "cluster x.jsonl -o o --count none", "none", "auto"),
    Case(one, "cluster x.jsonl -o o --method dbscan", "dbscan", "hdbscan"),
    Case(one, "cluster x.jsonl -o o --method hdbscan --count 3", "--count and --method hdbscan"),
    Case(
      one, "cluster x.jsonl -o o --method hdbscan --min-size 1", "--min-size is 1", "at least 2"),
    Case(one, "cluster x.jsonl -o o --min-size 9", "--min-size needs --method hdbscan"),
    Case(
      one, "cluster x.jsonl -o o --model big", "big: unsupported model: no such file or folder",
      "expected lsa, a file of embed --save-model, a folder, or http(s)://…"),
    Case(one, "embed x.jsonl -o o --model localhost:1", "localhost:1: unsupported model", "http"),
    Case(
      one, "embed x.jsonl -o o --model big --save-model m", "--save-model saves the lsa that a run",
      "--model \"big\" fits none"),
    Case(
      one, "embed x.jsonl -o o --embedding-field e --save-model m", "--embedding-field fits none"),
    Case(one, "coverage x.jsonl", "--reference"),
    Case(one, "embed x.jsonl", "output"),
    Case(one, "report x.jsonl -o o --fail-if coverage", "--fail-if 'coverage'", "PATH OP NUMBER"),
    Case(one, "report x.jsonl -o o --fail-if covrage<0.5", "covrage", "unknown path"),
    Case(one, "report x.jsonl --json o --fail-if vendi.raw.1.low<1", "is null"),
  ]

  static let outputs = [
    Case(one, "dedupe x.jsonl -o o --removed o", "o is given for two outputs"),
    Case(one, "dedupe x.jsonl -o o --removed ./o", "given for two outputs"),
    Case(one, "report x.jsonl -o o --kept o", "o is given for two outputs"),
    Case(one, "dedupe x.jsonl --json -", "- is given for two outputs"),
    Case(one, "embed x.jsonl -o x.jsonl", "x.jsonl is read and would be replaced"),
    Case(one, "embed x.jsonl -o o --save-model ./x.jsonl", "x.jsonl is read and would be replaced"),
    Case(one, "cluster x.jsonl -o x.jsonl", "x.jsonl is read and would be replaced"),
    Case(
      one, "pairs x.jsonl --by near --threshold 1 -o x.jsonl",
      "x.jsonl is read and would be replaced"),
    Case(one, "report x.jsonl -o x.jsonl", "x.jsonl is read and would be replaced"),
    Case(one, "dedupe x.jsonl -o o --json x.jsonl", "x.jsonl is read and would be replaced"),
    Case(
      one, "dedupe x.jsonl --against x.jsonl -o x.jsonl", "x.jsonl is read and would be replaced"),
    Case(one, "cluster x.jsonl --embeddings v -o v", "v is read and would be replaced"),
    Case(one, "dedupe x.jsonl -o none/o", "none/o: cannot write: No such file or directory"),
    Case(one, "report x.jsonl -o none/o", "none/o: cannot write: No such file or directory"),
    Case(one, "dedupe x.jsonl -o /", "/: bad output path: is a folder"),
    Case(one, "dedupe x.jsonl -o /dev/full", "/dev/full: cannot write: No space left on device"),
    Case(one, "dedupe x.jsonl -o o --json /dev/full", "/dev/full: cannot write"),
  ]

  @Test(arguments: inputs + usage)
  func `an error is one line with status 2`(found: Case) throws {
    try expect(found)
  }

  @Test(arguments: outputs)
  func `an output that cannot be written leaves nothing, nor any other output`(found: Case) throws {
    try expect(found)
  }

  private func expect(_ found: Case) throws {
    let program = try Program()
    for (name, bytes) in found.files { try program.folder.write(bytes, to: name) }
    let process = try program.start(found.arguments)
    process.waitUntilExit()
    let outcome = try program.outcome(of: process)
    #expect(outcome.status == 2, "\(outcome.error)")
    // The summary of a report may stand before the word on its gate.
    let line = outcome.errorLines.dropLast().last ?? ""
    #expect(outcome.errorLines.dropLast().filter { $0.hasPrefix("gamut: ") }.count == 1)
    if !found.arguments.contains("--fail-if") {
      #expect(outcome.isOneLineError, "\(outcome.error)")
    }
    for word in found.words { #expect(line.contains(word), "\(line)") }
    let names = try program.folder.names()
    if !found.arguments.contains("--fail-if") { #expect(names == found.files.keys.sorted()) }
  }

  @Test func `vectors of another number of rows are refused by both counts`() throws {
    let program = try Program()
    try program.folder.write("{\"text\": \"a b\"}\n{\"text\": \"c d\"}\n", to: "x.jsonl")
    try program.folder.write("{\"text\": \"a b\"}\n", to: "y.jsonl")
    #expect(try program.run("embed", "y.jsonl", "-o", "y.npy").status == 0)
    for arguments in [
      ["dedupe", "x.jsonl", "--stages", "semantic", "--embeddings", "y.npy", "-o", "o"],
      ["report", "x.jsonl", "--embeddings", "y.npy", "-o", "o"],
      ["cluster", "x.jsonl", "--embeddings", "y.npy", "-o", "o"],
      ["pairs", "x.jsonl", "--by", "semantic", "--threshold", "0", "--embeddings", "y.npy"],
    ] {
      let process = try program.start(arguments)
      process.waitUntilExit()
      let outcome = try program.outcome(of: process)
      #expect(outcome.isOneLineError, "\(outcome.error)")
      #expect(outcome.error.contains("y.npy: wrong number of rows: 1 row"), "\(outcome.error)")
      #expect(outcome.error.contains("expected 2"), "\(outcome.error)")
    }
    #expect(try program.folder.names() == ["x.jsonl", "y.jsonl", "y.npy"])
  }
}
