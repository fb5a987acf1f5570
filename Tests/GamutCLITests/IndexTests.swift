// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// `gamut index` and `--index`, through the program.
@Suite struct IndexTests {
  let program: Program

  init() throws {
    program = try Program()
    let lines = ShopSet.training.split(separator: "\n").map { $0 + "\n" }
    try program.folder.write(lines[..<30].joined(), to: "one.jsonl")
    try program.folder.write(lines[30...].joined(), to: "two.jsonl")
  }

  @Test(arguments: ["", "build", "add", "info"])
  func `help is the one on record`(name: String) throws {
    let outcome =
      name.isEmpty ? try program.run("index", "--help") : try program.run("index", name, "--help")
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    try Golden.expect(
      Golden.normalised(outcome.outputText),
      is: name.isEmpty ? "help-index.txt" : "help-index-\(name).txt")
  }

  @Test func `a daily run keeps what one run over all days keeps`() throws {
    #expect(
      try program.run("index", "build", "one.jsonl", "-o", "x.gamut", "--kept", "a").status == 0)
    let built = try program.folder.bytes("x.gamut")
    let seen = try program.run("dedupe", "two.jsonl", "--index", "x.gamut", "--removed", "r0")
    #expect(try program.folder.bytes("x.gamut") == built)
    let added = try program.run(
      "index", "add", "two.jsonl", "--index", "x.gamut", "--kept", "b", "--removed", "r", "--json",
      "j")
    #expect(seen.status == 0 && added.status == 0)
    #expect(seen.output == (try program.folder.bytes("b")))
    #expect(try program.folder.bytes("r0") == program.folder.bytes("r"))
    let whole = try program.run("dedupe", "one.jsonl", "two.jsonl")
    #expect(whole.outputText == (try program.folder.text("a") + program.folder.text("b")))
    #expect(try program.folder.text("r").contains(#""index":3,"against":true"#))
    #expect(try program.folder.text("j").contains("\"kept\": 11"))
  }

  @Test func `the same addition again emptied the kept file`() throws {
    _ = try program.run("index", "build", "one.jsonl", "-o", "x.gamut")
    func add(_ name: String) throws -> Program.Outcome {
      try program.run(
        "index", "add", name, "--index", "x.gamut", "--kept", "k", "--removed", "r")
    }
    #expect(try add("two.jsonl").status == 0)
    let (index, kept) = try (program.folder.bytes("x.gamut"), program.folder.bytes("k"))
    let removed = try program.folder.bytes("r")
    #expect(!kept.isEmpty)
    for _ in 0..<2 {
      let again = try add("two.jsonl")
      #expect(again.status == 0 && again.error.contains("x.gamut holds these records already"))
      #expect(try program.folder.bytes("k") == kept)
      #expect(try program.folder.bytes("r") == removed)
      #expect(try program.folder.bytes("x.gamut") == index)
    }
    // Another file of the same name and size is another addition.
    let text = try program.folder.text("two.jsonl")
    try program.folder.write(text.replacing("stove", with: "stave"), to: "two.jsonl")
    let other = try add("two.jsonl")
    #expect(other.status == 0 && !other.error.contains("already"))
    #expect(try program.folder.bytes("x.gamut").count > index.count)
    // So is one that was added before the last.
    try program.folder.write(text, to: "two.jsonl")
    #expect(try add("two.jsonl").status == 0)
    #expect(try program.folder.bytes("k").isEmpty)
  }

  @Test func `a kept file of a form that records cannot have is refused before the work`() throws {
    _ = try program.run("index", "build", "one.jsonl", "-o", "x.gamut")
    let index = try program.folder.bytes("x.gamut")
    // The work would stop at this line, and name it.
    try program.folder.write(try program.folder.text("two.jsonl") + "{\n", to: "bad.jsonl")
    let before = try program.folder.names()
    for (command, file) in [("build", "y.gamut"), ("add", "x.gamut")] {
      let outcome = try program.run(
        "index", command, "bad.jsonl", "--index", file, "--kept", "k.csv")
      #expect(outcome.isOneLineError && outcome.error.contains("whose name ends in .jsonl"))
    }
    #expect(try program.folder.names() == before)
    #expect(try program.folder.bytes("x.gamut") == index)
  }

  @Test func `what an index holds is said`() throws {
    try program.folder.write(try Self.saved(), to: "v1.gamut")
    let info = try program.run("index", "info", "v1.gamut", "--json", "j")
    #expect(info.status == 0 && info.error.isEmpty)
    try Golden.expect(info.outputText, is: "index-info.txt")
    try Golden.expect(Golden.normalised(try program.folder.text("j")), is: "index-info.json")
  }

  /// An index of version 1 as it was written once: `index build one.jsonl -o index-v1.gamut`, then
  /// `index add two.jsonl`. It must be read by every later version.
  @Test func `an index of the first version is read`() throws {
    try program.folder.write(try Self.saved(), to: "v1.gamut")
    try program.folder.write(ShopSet.training, to: "train.jsonl")
    let refused = try program.outcome(
      of: finished(["dedupe", "train.jsonl", "--index", "v1.gamut"]))
    #expect(refused.isOneLineError && refused.error.contains("expected --alike text"))
    let outcome = try program.run(
      "dedupe", "train.jsonl", "--index", "v1.gamut", "--alike", "text", "--removed", "r")
    // The empty answer is no empty text; every record is known, at .8 or as it is.
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    #expect(try program.folder.text("r").split(separator: "\n").count == 44)
  }

  /// An index of version 3, whose options were saved by their names on the command line: of the first
  /// 30 lines of `Examples/support.jsonl`, 20 and then 10, `--threshold 0.7 --distinct numbers --ignore
  /// source,metadata`.
  @Test func `an index of the third version is read, and its options taken`() throws {
    try program.folder.write(try Self.saved("index-v3.gamut"), to: "v3.gamut")
    let examples = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Examples/support.jsonl")
    let lines = String(decoding: try Data(contentsOf: examples), as: UTF8.self)
      .split(separator: "\n").prefix(31)
    try program.folder.write(lines.joined(separator: "\n") + "\n", to: "train.jsonl")
    let info = try program.run("index", "info", "v3.gamut")
    #expect(info.outputText.contains("made with view all, stages exact,near, shingle word:5, "))
    #expect(info.outputText.contains(", threshold 0.7, ") && !info.outputText.contains("--"))
    let run = ["dedupe", "train.jsonl", "--index", "v3.gamut", "--ignore", "source,metadata"]
    let outcome = try program.outcome(of: finished(run))
    #expect(outcome.status == 0 && outcome.outputText == lines[30] + "\n")
    let other = try program.outcome(of: finished(run + ["--distinct", "numbers", "--seed", "1"]))
    #expect(other.error.contains("made with seed 0; this run asks for 1"))
  }

  private static func saved(_ name: String = "index-v1.gamut") throws -> [UInt8] {
    Array(try Data(contentsOf: Golden.folder.appending(path: name)))
  }

  @Test func `options come from the index, and others are refused by name`() throws {
    let built = try program.run(
      "index", "build", "one.jsonl", "-o", "x.gamut", "--threshold", "0.6", "--shingle", "char:5",
      "--view", "prompt", "--seed", "7")
    #expect(built.status == 0)
    #expect(try program.run("dedupe", "two.jsonl", "--index", "x.gamut").status == 0)
    for (arguments, words) in [
      (["--threshold", "0.8"], "x.gamut: other options: made with threshold 0.6; this run asks"),
      (["--shingle", "word:5"], "shingle char:5; this run asks for word:5"),
      (["--view", "all"], "view prompt; this run asks for all"),
      (["--text", "prompt"], "view prompt; this run asks for text prompt"),
      (["--seed", "0"], "seed 7; this run asks for 0"),
      (["--stages", "exact,near,semantic"], "--stages is exact,near,semantic"),
      (["--against", "one.jsonl"], "--index and --against"),
    ] {
      let outcome = try program.outcome(
        of: finished(["dedupe", "two.jsonl", "--index", "x.gamut"] + arguments))
      #expect(outcome.isOneLineError && outcome.error.contains(words), "\(outcome.error)")
    }
    let last = try program.run("dedupe", "two.jsonl", "--index", "x.gamut", "--keep", "last")
    #expect(last.status == 0 && last.error.contains("--keep last applies within the inputs"))
  }

  private func finished(_ arguments: [String]) throws -> Process {
    let process = try program.start(arguments)
    process.waitUntilExit()
    return process
  }

  @Test func `a cut addition is told in one line; a damaged or foreign file is refused`() throws {
    _ = try program.run("index", "build", "one.jsonl", "-o", "x.gamut")
    let built = try program.folder.bytes("x.gamut")
    _ = try program.run("index", "add", "two.jsonl", "--index", "x.gamut")
    let whole = try program.folder.bytes("x.gamut")
    try program.folder.write(Array(whole.dropLast(9)), to: "x.gamut")
    for arguments in [
      ["index", "info", "x.gamut"], ["dedupe", "two.jsonl", "--index", "x.gamut"],
    ] {
      let outcome = try program.outcome(of: finished(arguments))
      #expect(outcome.status == 0)
      #expect(
        outcome.error.hasPrefix("x.gamut: the last addition was cut short or is not done; going"))
    }
    #expect(try program.run("index", "add", "two.jsonl", "--index", "x.gamut").status == 0)
    #expect(try program.folder.bytes("x.gamut") == whole)
    var damaged = whole
    damaged[built.count / 2] ^= 1
    for (bytes, words) in [
      (damaged, "x.gamut: broken index: the section of"), ([], "x.gamut: no index"),
      (Array(ShopSet.training.utf8), "x.gamut: no index"),
      (Array(built.dropLast(1)), "x.gamut: no index: it was cut short"),
    ] {
      try program.folder.write(bytes, to: "x.gamut")
      for arguments in [
        ["index", "info", "x.gamut"], ["dedupe", "two.jsonl", "--index", "x.gamut", "-o", "o"],
        ["index", "add", "two.jsonl", "--index", "x.gamut", "--kept", "o"],
      ] {
        let outcome = try program.outcome(of: finished(arguments))
        #expect(outcome.isOneLineError && outcome.error.contains(words), "\(outcome.error)")
      }
      #expect(try program.folder.bytes("x.gamut") == bytes)
    }
    #expect(try !program.folder.names().contains("o"))
  }

  @Test func `killed while it adds, the index opens with all that was there`() throws {
    _ = try program.run("index", "build", "one.jsonl", "-o", "x.gamut")
    let built = try program.folder.bytes("x.gamut")
    let many = (0..<20_000).map { "{\"text\": \"words of number \($0)\"}\n" }.joined()
    try program.folder.write(many, to: "many.jsonl")
    for delay in [0.05, 0.2, 0.5, 1, 1.5] {
      let process = try program.start([
        "index", "add", "many.jsonl", "--index", "x.gamut", "--kept", "k",
      ])
      Thread.sleep(forTimeInterval: delay)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let info = try program.run("index", "info", "x.gamut")
      #expect(info.status == 0)
      #expect(try program.folder.bytes("x.gamut").starts(with: built))
      if info.outputText.contains("2 additions") { break }
    }
  }
}
