// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// `--embeddings FILE` of every format, and `--embedding-field PATH`.
@Suite struct GivenVectorsTests {
  let program: Program
  static let rows: [[Float]] = [
    [1, 0.5], [2, 1.25], [0, 0], [-1, 3], [-1, 3.25], [0.5, 0.25],
  ]

  init() throws {
    program = try Program()
    let folder = program.folder
    let numbers = Self.rows.flatMap { $0 }
    try folder.write(
      Self.rows.enumerated().map {
        "{\"text\": \"text \($0)\", \"emb\": [\($1[0]), \($1[1])]}\n"
      }.joined(), to: "x.jsonl")
    try folder.write(
      Self.rows.map { "[\($0[0]), \($0[1])]\n" }.joined(), to: "lists.jsonl")
    let bits = numbers.map(\.bitPattern)
    let header =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (\(Self.rows.count), 2), }\n"
    try folder.write(
      Array("\u{93}NUMPY".unicodeScalars.map { UInt8($0.value) }) + [1, 0]
        + TensorFile.bytes([UInt16(header.utf8.count)]) + Array(header.utf8)
        + TensorFile.bytes(bits), to: "v.npy")
    var tensors = TensorFile()
    tensors.add("rows", shape: [Self.rows.count, 2], numbers)
    tensors.add("other", shape: [1, 2], [1, 2])
    try folder.write(tensors.bytes, to: "v.safetensors")
    try folder.write(
      Self.rows.flatMap { TensorFile.bytes([2] + $0.map(\.bitPattern)) }, to: "v.fvecs")
  }

  private func run(_ arguments: String) throws -> Program.Outcome {
    let process = try program.start(arguments.split(separator: " ").map(String.init))
    process.waitUntilExit()
    return try program.outcome(of: process)
  }

  @Test("Every format, and a field of the records, give the same pairs")
  func formats() throws {
    let pairs = "pairs x.jsonl --text text --by semantic --threshold 0.99"
    let first = try run("\(pairs) --embeddings v.npy")
    #expect(first.status == 0 && first.outputText.contains("\"a\":3,\"b\":4"), "\(first.error)")
    for vectors in [
      "--embeddings v.safetensors --embedding-field rows", "--embeddings v.fvecs",
      "--embeddings lists.jsonl", "--embeddings x.jsonl",
      "--embeddings x.jsonl --embedding-field emb",
      "--embedding-field emb",
    ] {
      let found = try run("\(pairs) \(vectors)")
      #expect(found.status == 0, "\(vectors): \(found.error)")
      #expect(found.output == first.output, "\(vectors)")
    }
  }

  @Test("Every command takes the field of the records, and reports name it")
  func commands() throws {
    for arguments in [
      "cluster x.jsonl --text text --count 2 -o o",
      "coverage x.jsonl --text text --reference x.jsonl --json c.json",
      "dedupe x.jsonl --text text --stages semantic -o o --json d.json",
      "dedupe x.jsonl --text text --stages semantic --against x.jsonl -o o",
      "report x.jsonl --text text --reference x.jsonl --json r.json",
      "embed x.jsonl --text text -o o.npy",
    ] {
      let found = try run("\(arguments) --embedding-field emb")
      #expect(found.status == 0, "\(arguments): \(found.error)")
    }
    for file in ["c.json", "d.json", "r.json"] {
      #expect(try program.folder.text(file).contains("\"embedding_field\": \"emb\""), "\(file)")
    }
  }

  @Test("A report on a file and its reference is the one on their fields")
  func reference() throws {
    let report = "report x.jsonl --text text --reference x.jsonl --json"
    let field = try run("\(report) a.json --embedding-field emb")
    let files = try run(
      "\(report) b.json --embeddings v.npy --reference-embeddings lists.jsonl")
    #expect(field.status == 0 && files.status == 0, "\(field.error)\(files.error)")
    func coverage(_ name: String) throws -> String {
      let text = try program.folder.text(name)
      let start = try #require(text.range(of: "\"coverage\": {"))
      return text[start.lowerBound...].split(separator: "\n").filter { !$0.contains("\"model\"") }
        .joined()
    }
    #expect(try coverage("a.json") == coverage("b.json"))
    let narrow = try program.folder.write("[1]\n[2]\n[3]\n[4]\n[5]\n[6]\n", to: "n.jsonl")
    let wrong = try run("\(report) c.json --embeddings v.npy --reference-embeddings n.jsonl")
    #expect(wrong.isOneLineError, "\(narrow): \(wrong.error)")
    #expect(wrong.error.contains("n.jsonl: bad shape: 1 columns, expected 2 as in v.npy"))
  }

  @Test("A report on no record or one compares it with its reference, and both must hold text")
  func fewRecords() throws {
    try program.folder.write("{\"text\": \"a\", \"emb\": [1, 2]}\n", to: "one.jsonl")
    try program.folder.write("[1, 2]\n", to: "one-list.jsonl")
    try program.folder.write("[1, 2]\n[3, 4]\n", to: "two-lists.jsonl")
    let chat = { (prompt: String) in
      "{\"prompt\": \"\(prompt)\", \"completion\": \"word\", \"emb\": [1, 2]}\n"
    }
    // No record has a prompt, which is the view that is measured.
    try program.folder.write(chat(""), to: "empty.jsonl")
    try program.folder.write(chat("a") + chat("b"), to: "chat.jsonl")
    try program.folder.write("{\"prompt\": 7, \"emb\": [1, 2]}\n", to: "rejected.jsonl")
    for arguments in [
      "chat.jsonl --reference empty.jsonl --embedding-field emb",
      "empty.jsonl --reference empty.jsonl --embedding-field emb",
      "empty.jsonl --reference chat.jsonl --embedding-field emb",
      "empty.jsonl --reference chat.jsonl --embeddings one-list.jsonl "
        + "--reference-embeddings two-lists.jsonl",
    ] {
      let found = try run("report \(arguments)")
      #expect(found.status == 2 && found.isOneLineError, "\(arguments): \(found.error)")
      #expect(found.error.contains("empty.jsonl: nothing there: prompt is empty in all of the 1"))
    }
    for arguments in [
      "one.jsonl --text text --reference x.jsonl --embedding-field emb",
      "x.jsonl --text text --reference one.jsonl --embedding-field emb",
      "rejected.jsonl --on-error skip --reference chat.jsonl --embedding-field emb",
      "chat.jsonl --on-error skip --reference rejected.jsonl --embedding-field emb",
    ] {
      let found = try run("report \(arguments) --json r.json")
      #expect(found.status == 0, "\(arguments): \(found.status) \(found.error)")
    }
  }

  @Test("Where there is no density cluster, no line names one")
  func noDensityCluster() throws {
    let found = try run(
      "cluster x.jsonl --text text --embedding-field emb --method hdbscan --min-size 100")
    #expect(found.status == 0, "\(found.error)")
    let lines = found.outputText.split(separator: "\n")
    #expect(lines.count == 5)
    for line in lines {
      #expect(
        line.hasSuffix("\"cluster\":null,\"similarity\":null,\"noise\":true,\"probability\":0.0}"),
        "\(line)")
    }
    #expect(found.error.contains("5 of 5 records (100.0 %) are noise; no cluster is near them."))
  }

  @Test("Nothing is said of records whose vectors are all zero")
  func zeros() throws {
    try program.folder.write(String(repeating: "[0, 0]\n", count: 6), to: "zeros.jsonl")
    try program.folder.write("{\"text\": \"a\", \"emb\": [0, 0]}\n", to: "zero.jsonl")
    for (arguments, error) in [
      ("report x.jsonl --embeddings zeros.jsonl", "zeros.jsonl: bad shape: all 6 vectors are"),
      ("cluster x.jsonl --embeddings zeros.jsonl", "zeros.jsonl: bad shape: all 6 vectors are"),
      ("cluster zero.jsonl --embedding-field emb", "emb: all 1 vectors are zero, expected one"),
    ] {
      let found = try run("\(arguments) --text text -o o")
      #expect(found.isOneLineError, "\(arguments): \(found.error)")
      #expect(found.error.contains(error), "\(arguments): \(found.error)")
      #expect(try !program.folder.names().contains("o"))
    }
    // One zero vector of six: the cause is not that words are missing.
    let report = try run("report x.jsonl --text text --embeddings v.npy")
    #expect(report.outputText.contains("1 record has no vector (no words, or a vector of zeros)."))
    let cluster = try run("cluster x.jsonl --text text --embeddings v.npy --count 2 -o o")
    #expect(
      cluster.error.contains(
        "1 record has no vector (no words, or a vector of zeros), and so no cluster\n"))
  }

  @Test("What cannot be read is one line, and leaves no output behind")
  func errors() throws {
    try program.folder.write("\n{\"text\": \"a\", \"emb\": [1, \"2\"]}\n", to: "bad.jsonl")
    for (arguments, error) in [
      ("embed bad.jsonl --embedding-field emb", "bad.jsonl:2: bad vector: \"emb\": element 1"),
      ("embed bad.jsonl --embedding-field vec", "bad.jsonl:2: missing field: no \"vec\""),
      ("embed bad.jsonl --embedding-field a[", "invalid field path"),
      ("cluster x.jsonl --embeddings v.safetensors", "which array: the tensors are \"other\""),
      ("cluster x.jsonl --embeddings v.npy --embedding-field a", "a .npy file holds one array"),
      ("cluster bad.jsonl --embeddings lists.jsonl", "6 rows, expected 1"),
      ("cluster x.jsonl --embeddings /dev/null", "not a regular file"),
      ("cluster x.jsonl --model . --embedding-field emb", "--embedding-field and --model"),
    ] {
      let found = try run("\(arguments) --text text -o o")
      #expect(found.isOneLineError, "\(arguments): \(found.error)")
      #expect(found.error.contains(error), "\(arguments): \(found.error)")
      #expect(try !program.folder.names().contains("o"))
    }
  }
}
