// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// What `gamut inspect` makes of files that are not as they should be.
@Suite struct InspectTests {
  private static let lines = [
    #"{"prompt": "a", "completion": "b"}"#, "{", #"{"prompt": "c", "completion": "d"}"#, "",
  ].joined(separator: "\n")

  @Test func `a bad record is told and does not end the look, unless that is asked for`() throws {
    let program = try Program()
    try program.folder.write(Self.lines, to: "x.jsonl")
    let outcome = try program.run("inspect", "x.jsonl")
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    #expect(outcome.outputText.contains("x.jsonl:2: invalid JSON: "))
    #expect(try program.run("inspect", "x.jsonl", "--on-error", "stop").isOneLineError)
    #expect(try program.run("dedupe", "x.jsonl").isOneLineError)
  }

  @Test func `what nobody recognises is shown, and is an error`() throws {
    let program = try Program()
    try program.folder.write("{\"foo\": \"bar\"}\n", to: "x.jsonl")
    let outcome = try program.run("inspect", "x.jsonl", "--json", "look.json")
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.count == 2)
    #expect(outcome.error.hasPrefix("gamut: x.jsonl:1: unknown schema: "))
    #expect(outcome.error.contains("--parts"))
    #expect(outcome.outputText.contains("foo"))
    #expect(try program.folder.text("look.json").contains("\"unknown schema\""))
    #expect(try program.run("inspect", "x.jsonl", "--text", "foo").status == 0)
    #expect(try program.run("inspect", "x.jsonl", "--parts", "asked=foo").status == 0)
  }

  @Test func `nothing to look at, and a file that is an input and an output, are errors`() throws {
    let program = try Program()
    try program.folder.write("", to: "empty.jsonl")
    try program.folder.write(Self.lines, to: "x.jsonl")
    #expect(try program.run("inspect", "empty.jsonl").isOneLineError)
    #expect(try program.run("inspect", "missing.jsonl").isOneLineError)
    #expect(try program.run("inspect", "x.jsonl", "--json", "x.jsonl").isOneLineError)
    #expect(try program.folder.text("x.jsonl") == Self.lines)
  }

  @Test func `standard input is looked at, and no output has colours`() throws {
    let program = try Program()
    let outcome = try program.run("inspect", "-", input: Self.lines)
    #expect(outcome.status == 0)
    #expect(!outcome.output.contains(0x1B))
  }

  @Test func `several files, their kinds and places`() throws {
    let program = try Program()
    try program.folder.write("question,answer\nWho?,Me\n", to: "a.csv")
    try program.folder.write("question,answer\nWhere?,\"Here, and there\"\n", to: "b.csv")
    let outcome = try program.run("inspect", "a.csv", "b.csv")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.outputText.contains("CSV · 24 bytes · 1 record"))
    #expect(outcome.outputText.contains("b.csv:2"))
  }

  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "GamutCorpusTests/Formats/Arrow/Fixtures")
  private static let library = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: ".build/arrow/libgamut_arrow.so")

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: Self.library.path), "libgamut_arrow is not built"),
    arguments: [
      ("chat.parquet", "Parquet"), ("chat.arrow", "Arrow file"), ("chat.arrows", "Arrow stream"),
    ])
  func `tables of columns have the lengths of their lines`(name: String, format: String) throws {
    let program = try Program()
    let table = try program.run("inspect", Self.fixtures.appending(path: name).path)
    #expect(table.status == 0, "\(table.error)")
    #expect(table.outputText.contains("\(format) · "))
    #expect(table.outputText.contains("row "))
  }
}
