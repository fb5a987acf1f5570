// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// The n-th call of the system fails: all outputs are there, or everything is as it was.
///
/// With `GAMUT_HEAVY_TESTS` every call of every command is tried, by two errors each, and a table says
/// how many.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["GAMUT_HEAVY_TESTS"] != nil,
    "asked for by GAMUT_HEAVY_TESTS"))
struct FaultTests {
  /// A command that writes, and what it writes.
  struct Writing: CustomTestStringConvertible {
    let name: String
    let arguments: String
    let outputs: [String]

    var testDescription: String { name }
  }

  static let all = [
    Writing(
      name: "dedupe",
      arguments:
        "dedupe train.jsonl -o kept --removed removed --rejected rejected --clusters groups "
        + "--json json --unit line --spans spans",
      outputs: ["kept", "removed", "rejected", "groups", "json", "spans"]),
    Writing(
      name: "dedupe, packed", arguments: "dedupe train.jsonl.gz -o kept.zst --removed removed.gz",
      outputs: ["kept.zst", "removed.gz"]),
    Writing(
      name: "report",
      arguments:
        "report train.jsonl --reference other.jsonl -o html --json json --markdown markdown "
        + "--kept kept --removed removed",
      outputs: ["html", "json", "markdown", "kept", "removed"]),
    Writing(
      name: "index build",
      arguments: "index build train.jsonl -o index --kept kept --removed removed --json json",
      outputs: ["index", "kept", "removed", "json"]),
    Writing(
      name: "index add",
      arguments: "index add other.jsonl --index seen --kept kept --removed removed --json json",
      outputs: ["kept", "removed", "json"]),
    Writing(
      name: "dedupe --index", arguments: "dedupe other.jsonl --index seen -o kept",
      outputs: ["kept"]),
    Writing(
      name: "embed", arguments: "embed train.jsonl -o vectors --save-model model",
      outputs: ["vectors", "model"]),
    Writing(
      name: "cluster", arguments: "cluster train.jsonl --count 3 -o groups", outputs: ["groups"]),
    Writing(
      name: "coverage",
      arguments: "coverage train.jsonl --reference other.jsonl --gaps gaps --json json",
      outputs: ["gaps", "json"]),
    Writing(
      name: "pairs", arguments: "pairs train.jsonl --by near --threshold 0.5 -o pairs",
      outputs: ["pairs"]),
  ]

  private static let numbers = [EIO, ENOSPC]

  /// The state before a run: outputs of earlier runs, and what is read.
  private func begin(_ writing: Writing) throws -> Program {
    let program = try Program()
    let lines = ShopSet.training.split(separator: "\n").map { $0 + "\n" }
    try program.folder.write(lines.joined(), to: "train.jsonl")
    try program.folder.write(lines[..<9].joined() + ShopSet.traffic, to: "other.jsonl")
    for name in writing.outputs { try program.folder.write("old \(name)", to: name) }
    let made = try program.shell(
      "gzip -k train.jsonl; gamut index build train.jsonl -o seen 2> /dev/null")
    try #require(made.status == 0)
    return program
  }

  private func run(
    _ writing: Writing, in program: Program, _ environment: [String: String]
  ) throws -> Program.Outcome {
    let process = try program.start(
      writing.arguments.split(separator: " ").map(String.init), environment: environment)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    return try program.outcome(of: process)
  }

  @Test(arguments: all) func `a failing call loses nothing`(writing: Writing) throws {
    let tools = try ScratchFolder()
    let library = tools.path("faults.so")
    let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "faults.c")
    let compiler = try Process.run(
      URL(filePath: "/usr/bin/env"),
      arguments: ["cc", "-shared", "-fPIC", "-O1", "-o", library, source.path, "-ldl"])
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)

    let whole = try begin(writing)
    let outcome = try run(
      writing, in: whole, ["LD_PRELOAD": library, "GAMUT_FAULT_COUNT": tools.path("count")])
    try #require(outcome.status == 0, "\(outcome.error)")
    let count = try #require(Int(try tools.text("count").dropLast()))
    try #require(count > 20)

    let program = try begin(writing)
    let before = try program.folder.names()
    let index = try program.folder.bytes("seen")
    var (tried, done, refused) = (0, 0, 0)
    for number in Self.numbers {
      for n in 1...count {
        for name in writing.outputs { try program.folder.write("old \(name)", to: name) }
        try program.folder.write(index, to: "seen")
        let outcome = try run(
          writing, in: program,
          ["LD_PRELOAD": library, "GAMUT_FAULT_AT": "\(n)", "GAMUT_FAULT_NUMBER": "\(number)"])
        tried += 1
        let place = Comment(rawValue: "call \(n): \(outcome.status): \(outcome.error)")
        #expect(try program.folder.names() == before, place)
        #expect(try program.folder.bytes("seen").starts(with: index), place)
        switch outcome.status {
        case 0:
          done += 1
          for name in writing.outputs {
            #expect(try isWhole(name, program, as: whole), "\(name) of call \(n) of \(count)")
          }
        case 2:
          refused += 1
          let words = outcome.errorLines.filter { $0.hasPrefix("gamut: ") }
          #expect(words.count == 1, place)
          // What has its name already is told.
          let standing = outcome.error.split(separator: "written before it, and whole: ")
          for name in writing.outputs {
            let isOld = try program.folder.text(name) == "old \(name)"
            let isTold = standing.count > 1 && standing[1].contains(name)
            let isNew = try isWhole(name, program, as: whole)
            #expect(isTold ? isNew : isOld, "\(name) of \(place)")
          }
        default: Issue.record(place)
        }
      }
    }
    let name = writing.name + String(repeating: " ", count: max(0, 16 - writing.name.count))
    print("faults: \(name) \(tried) tried, \(done) done all the same, \(refused) refused")
  }

  /// Whether an output is what an undisturbed run writes; reports hold the seconds they took.
  private func isWhole(_ name: String, _ program: Program, as whole: Program) throws -> Bool {
    let found = try program.folder.bytes(name)
    if ["json", "html", "markdown"].contains(name) {
      return found != Array("old \(name)".utf8) && found.count > 1_000
    }
    return try found == whole.folder.bytes(name)
  }
}
