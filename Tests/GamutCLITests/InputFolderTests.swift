// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// Folders, patterns and lists as inputs.
@Suite struct InputFolderTests {
  let program: Program

  init() throws {
    program = try Program()
    try FileManager.default.createDirectory(
      atPath: program.folder.path("set/more"), withIntermediateDirectories: true)
    try program.folder.write("{\"text\": \"one two\"}\n", to: "set/a.jsonl")
    try program.folder.write(
      "{\"text\": \"one two\"}\n{\"text\": \"three\"}\n", to: "set/more/b.jsonl")
    try program.folder.write("set/more\nset/a.jsonl\n", to: "list")
  }

  @Test(arguments: [
    (["set"], "one two,three"), (["set/*.jsonl", "set/more"], "one two,three"),
    (["@list"], "one two,three"), (["set/more", "set/a.jsonl"], "one two,three"),
  ])
  func `inputs are found, in their order`(inputs: [String], expected: String) throws {
    let process = try program.start(["dedupe"] + inputs)
    process.waitUntilExit()
    let found = try program.outcome(of: process)
    #expect(found.status == 0, "\(found.error)")
    let texts = found.outputText.split(separator: "\n").map {
      $0.replacing("{\"text\": \"", with: "").replacing("\"}", with: "")
    }
    #expect(texts.joined(separator: ",") == expected)
  }

  @Test func `an output is none of the files that a folder stands for`() throws {
    let found = try program.run("dedupe", "set", "--removed", "set/a.jsonl", "-o", "kept")
    #expect(found.isOneLineError && found.error.contains("is read and would be replaced"))
    #expect(try program.folder.text("set/a.jsonl") == "{\"text\": \"one two\"}\n")
  }

  @Test func `a folder without data is one line`() throws {
    try FileManager.default.createDirectory(
      atPath: program.folder.path("none"), withIntermediateDirectories: true)
    let found = try program.run("dedupe", "none", "-o", "kept")
    #expect(found.isOneLineError && found.error.contains("the folder holds no file of data"))
  }
}
