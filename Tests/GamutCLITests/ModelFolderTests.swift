// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// `--model FOLDER`, with a model small enough for the tests.
@Suite struct ModelFolderTests {
  let program: Program

  init() throws {
    program = try Program()
    try TinyModel().write(to: program.folder)
    let texts = ["the cat sat", "the cat sat.", "", "a red house", "the dogs sat on the mat"]
    try program.folder.write(
      texts.map { "{\"text\": \"\($0)\"}\n" }.joined(), to: "x.jsonl")
  }

  private func run(_ arguments: [String]) throws -> Program.Outcome {
    let process = try program.start(arguments)
    process.waitUntilExit()
    return try program.outcome(of: process)
  }

  @Test("Vectors come out the same on any number of workers, zeros for a text without words")
  func embeds() throws {
    for workers in ["1", "2", "4"] {
      let found = try run(
        ["embed", "x.jsonl", "--model", ".", "-o", "v\(workers).npy", "--workers", workers])
      #expect(found.status == 0)
      #expect(found.error == "text → a document\n5 × 32, 1 row of zeros\n")
    }
    let bytes = try program.folder.bytes("v1.npy")
    #expect(try program.folder.bytes("v2.npy") == bytes)
    #expect(try program.folder.bytes("v4.npy") == bytes)
  }

  @Test("Every command takes the model, and reports name it with its hash")
  func commands() throws {
    for arguments in [
      "pairs x.jsonl --by semantic --threshold 0.5 -o o", "cluster x.jsonl --count 2 -o o",
      "coverage x.jsonl --reference x.jsonl", "dedupe x.jsonl --stages semantic -o o --json d.json",
      "report x.jsonl --json r.json",
    ] {
      let found = try run(
        arguments.split(separator: " ").map(String.init) + ["--model", program.folder.path])
      #expect(found.status == 0, "\(arguments): \(found.error)")
    }
    let name = try #require(program.folder.path.split(separator: "/").last)
    for file in ["d.json", "r.json"] {
      #expect(try program.folder.text(file).contains("\"model\": \"\(name)@"), "\(file)")
    }
  }

  @Test func `texts with other ends than the model reads stay, and are counted`() throws {
    let long = Array(repeating: "the cat sat on", count: 6).joined(separator: " ")
    let texts = [long + " mat", long + " house", long + " mat.", "the dogs", long + " mat ."]
    try program.folder.write(
      texts.map { "{\"text\": \"\($0)\"}\n" }.joined(), to: "long.jsonl")
    for alike in ["example", "text"] {
      let found = try run([
        "dedupe", "long.jsonl", "--stages", "semantic", "--alike", alike, "--model", ".", "-o",
        "o", "--json", "d.json", "--removed", "r",
      ])
      #expect(found.status == 0, "\(found.error)")
      #expect(
        found.error.contains(
          "4 texts are longer than the model reads: 14 tokens at their ends were left out; "
            + "such a text is removed only where what was left out is equal"), "\(found.error)")
      // The fifth is the third with a space: its end is the same.
      #expect(try program.folder.text("o").split(separator: "\n").count == 4)
      #expect(try program.folder.text("r").contains("\"line\":5"))
      #expect(
        try program.folder.text("d.json").filter { !$0.isWhitespace }
          .contains("\"cut_texts\":{\"texts\":4,\"tokens\":14}"))
    }
    let embedded = try run(["embed", "long.jsonl", "--model", ".", "-o", "v.npy"])
    #expect(
      embedded.error.contains(
        "4 texts are longer than the model reads: 14 tokens at their ends were left out."))
    let report = try run(["report", "long.jsonl", "--model", ".", "--json", "r.json"])
    #expect(report.status == 0, "\(report.error)")
    #expect(try program.folder.text("r.json").contains("cut_texts"))
  }

  @Test("A prompt without a sentence encoder, and a model beside vectors, are wrong usage")
  func wrongUsage() throws {
    for arguments in [
      "embed x.jsonl -o o --prompt query:", "cluster x.jsonl -o o --model . --embeddings v.npy",
    ] {
      #expect(try run(arguments.split(separator: " ").map(String.init)).isOneLineError)
    }
  }
}
