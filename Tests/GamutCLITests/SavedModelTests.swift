// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// `--save-model`, `--dimensions`, and `--model FILE`.
@Suite struct SavedModelTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.folder.write(ShopSet.training, to: "train.jsonl")
    try program.folder.write(ShopSet.traffic, to: "traffic.jsonl")
  }

  private func run(_ arguments: String) throws -> Program.Outcome {
    let process = try program.start(arguments.split(separator: " ").map(String.init))
    process.waitUntilExit()
    return try program.outcome(of: process)
  }

  @Test func `the same texts have the same vectors from the run that fitted and from the file`()
    throws
  {
    for workers in [1, 2, 3] {
      let fitted = try run(
        "embed train.jsonl -o a\(workers).npy --save-model m\(workers).lsa --workers \(workers)")
      let loaded = try run(
        "embed train.jsonl -o b\(workers).npy --model m\(workers).lsa --workers \(workers)")
      #expect(fitted.status == 0 && loaded.status == 0 && fitted.error == loaded.error)
      for name in ["a\(workers).npy", "b\(workers).npy"] {
        #expect(try program.folder.bytes(name) == program.folder.bytes("a1.npy"))
      }
      #expect(
        try program.folder.bytes("m\(workers).lsa") == program.folder.bytes("m1.lsa"))
    }
    // Without --save-model the vectors are the same.
    #expect(try run("embed train.jsonl -o c.npy").status == 0)
    #expect(try program.folder.bytes("c.npy") == program.folder.bytes("a1.npy"))
  }

  @Test func `every command takes the file, and reports name it with its hash`() throws {
    #expect(try run("embed train.jsonl -o v.npy --save-model m.lsa --dimensions 8").status == 0)
    for arguments in [
      "pairs traffic.jsonl --by semantic --threshold 0.5 -o o",
      "cluster traffic.jsonl --count 2 -o o",
      "coverage train.jsonl --reference traffic.jsonl --json c.json",
      "dedupe traffic.jsonl --stages semantic -o o --json d.json",
      "report train.jsonl --json r.json", "embed traffic.jsonl -o w.npy",
    ] {
      let found = try run(arguments + " --model m.lsa")
      #expect(found.status == 0, "\(arguments): \(found.error)")
    }
    for file in ["c.json", "d.json", "r.json"] {
      let text = try program.folder.text(file)
      #expect(text.contains(/"model": "lsa@[0-9a-f]{16}"/), "\(file)")
      #expect(text.contains("\"lsa_dimensions\": 8"), "\(file)")
    }
    #expect(try program.folder.text("r.json").contains("\"lsa_fitted_on\": null"))
  }

  @Test func `the dimensions asked for are made, and reported`() throws {
    let found = try run("embed train.jsonl -o v.npy --dimensions 5")
    #expect(found.error.contains(" × 5, "))
    #expect(try run("report train.jsonl --json r.json --dimensions 5").status == 0)
    #expect(try program.folder.text("r.json").contains("\"lsa_dimensions\": 5"))
    // Fewer where the texts span fewer.
    try program.folder.write("{\"text\": \"one\"}\n{\"text\": \"two\"}\n", to: "two.jsonl")
    #expect(try run("embed two.jsonl -o v.npy --dimensions 512").error.contains("\n2 × 2, "))
  }

  @Test func `wrong usage says what was found and what was expected`() throws {
    #expect(try run("embed train.jsonl -o v.npy --save-model m.lsa").status == 0)
    for (arguments, words) in [
      ("--dimensions 1", "--dimensions is 1; it must lie in 2…512"),
      ("--dimensions 513", "--dimensions is 513; it must lie in 2…512"),
      ("--dimensions 64 --model m.lsa", "--dimensions is given without --model lsa"),
      (
        "--save-model n.lsa --model m.lsa",
        "--save-model saves the lsa that a run fits, and --model"
      ),
      ("--save-model n.lsa --model .", "--save-model saves the lsa that a run fits, and --model"),
      (
        "--save-model n.lsa --model http://localhost:1",
        "--save-model saves the lsa that a run fits, and --model"
      ),
      ("--prompt x --model m.lsa", "--prompt is given without a sentence encoder"),
      ("--save-model o.npy", "o.npy is given for two outputs"),
      ("--model train.jsonl", "train.jsonl: not a saved model"),
    ] {
      let found = try run("embed train.jsonl -o o.npy \(arguments)")
      #expect(found.isOneLineError && found.error.contains(words), "\(found.error)")
    }
    #expect(try program.folder.names() == ["m.lsa", "traffic.jsonl", "train.jsonl", "v.npy"])
  }

  @Test func `a damaged model is refused by name, and a fit that fails leaves no file`() throws {
    #expect(try run("embed train.jsonl -o v.npy --save-model m.lsa").status == 0)
    var bytes = try program.folder.bytes("m.lsa")
    bytes[bytes.count - 1] ^= 1
    try program.folder.write(bytes, to: "m.lsa")
    let damaged = try run("cluster train.jsonl --model m.lsa -o o")
    #expect(damaged.isOneLineError)
    #expect(
      damaged.error
        == "gamut: m.lsa: damaged model: the vectors of the n-grams are not as they were written\n")
    try program.folder.write("{\"text\": \"…\"}\n", to: "none.jsonl")
    #expect(try run("embed none.jsonl -o n.npy --save-model n.lsa").isOneLineError)
    #expect(
      try program.folder.names()
        == ["m.lsa", "none.jsonl", "traffic.jsonl", "train.jsonl", "v.npy"])
  }

  @Test func `rejected records have rows of zeros, first, last and in a row`() throws {
    let good = "{\"text\": \"some words here\"}\n"
    try program.folder.write("x\nx\n\(good)x\n\(good)\(good)x\n", to: "bad.jsonl")
    let found = try run("embed bad.jsonl -o v.npy --on-error skip --save-model m.lsa")
    #expect(
      found.error
        == "text → a document\n7 read, 4 rejected\n7 × 1, 4 rows of zeros\n")
    let rows = try program.folder.bytes("v.npy").suffix(28)
    let isZero = (0..<7).map { row in rows.dropFirst(4 * row).prefix(4).allSatisfy { $0 == 0 } }
    #expect(isZero == [true, true, false, true, false, false, true])
  }
}
