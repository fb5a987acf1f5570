// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Glibc
import Testing

/// Exit statuses beside those of errors, and what is left in each case.
@Suite struct StatusTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.folder.write(ShopSet.training, to: "train.jsonl")
  }

  /// The end of a pipe that nobody reads.
  private func closedPipe() throws -> FileHandle {
    var ends: [Int32] = [0, 0]
    // Safe: the array has the two places that pipe fills.
    let status = unsafe pipe(&ends)
    try #require(status == 0)
    close(ends[0])
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    return FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
  }

  @Test func `a file that is replaced stays as private as it was, and may be the input of dedupe`()
    throws
  {
    let path = program.folder.path("train.jsonl")
    // Safe, here and below: the bridge terminates the path and keeps it for the call.
    unsafe chmod(path, 0o600)
    #expect(try program.run("dedupe", "train.jsonl", "-o", "train.jsonl").status == 0)
    var status = stat()
    #expect(unsafe stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(try program.folder.text("train.jsonl") != ShopSet.training)
  }

  @Test func `a FIFO of vectors is refused, not waited for`() throws {
    unsafe mkfifo(program.folder.path("pipe.npy"), 0o600)
    let found = try program.run("cluster", "train.jsonl", "--embeddings", "pipe.npy", "-o", "o")
    #expect(found.isOneLineError)
    #expect(found.error.contains("pipe.npy: cannot read: not a regular file"))
  }

  @Test func `options of a stage that does not run are told of`() throws {
    let found = try program.run(
      "dedupe", "train.jsonl", "--semantic-threshold", "0.9", "-o", "o")
    #expect(found.status == 0)
    #expect(found.error.contains("--semantic-threshold has no effect without the semantic stage"))
    let used = try program.run(
      "dedupe", "train.jsonl", "--semantic-threshold", "0.9", "--stages", "semantic", "-o", "o")
    #expect(used.status == 0 && !used.error.contains("no effect"))
  }

  @Test func `a gate that is true is status 1, and all outputs are there`() throws {
    let outcome = try program.run(
      "report", "train.jsonl", "-o", "r.html", "--json", "r.json", "--fail-if",
      "duplicate_rate > 0.5", "--fail-if", "rows.removed.exact == 2", "--fail-if",
      "rows.removed.near>=1")
    #expect(outcome.status == 1)
    #expect(
      outcome.error.hasSuffix(
        """
        gate: rows.removed.exact == 2: true, rows.removed.exact is 2.0
        gate: rows.removed.near>=1: true, rows.removed.near is 1.0

        """))
    #expect(try program.folder.names() == ["r.html", "r.json", "train.jsonl"])
  }

  @Test func `a gate that is false is status 0`() throws {
    let outcome = try program.run("report", "train.jsonl", "--fail-if", "duplicate_rate > 0.5")
    #expect(outcome.status == 0 && outcome.error.isEmpty)
  }

  @Test func `a gate on coverage means its share`() throws {
    try program.folder.write(ShopSet.traffic, to: "traffic.jsonl")
    let outcome = try program.run(
      "report", "train.jsonl", "--reference", "traffic.jsonl", "--fail-if", "coverage < 0.9")
    #expect(outcome.status == 1)
    #expect(outcome.error.hasPrefix("gate: coverage < 0.9: true, coverage is 0."))
  }

  @Test(.timeLimit(.minutes(1))) func `an interrupt is status 130 and leaves nothing`() throws {
    let path = program.folder.path("fifo")
    try #require(unsafe mkfifo(path, 0o600) == 0)
    let process = try program.start(["dedupe", "fifo", "-o", "kept.jsonl"])
    // Opening waits for the program to read; then it waits for us.
    let writer = unsafe open(path, O_WRONLY | O_CLOEXEC)
    try #require(writer >= 0)
    process.interrupt()
    process.waitUntilExit()
    close(writer)
    #expect(process.terminationStatus == 130)
    #expect(try program.outcome(of: process).error.isEmpty)
    #expect(try program.folder.names() == ["fifo", "train.jsonl"])
  }

  @Test(.timeLimit(.minutes(1))) func `an interrupt wipes the line of a terminal`() throws {
    let path = program.folder.path("fifo")
    try #require(unsafe mkfifo(path, 0o600) == 0)
    var (terminal, screen): (Int32, Int32) = (-1, -1)
    // Safe: both places are ours, and nil is allowed for the rest.
    try #require(unsafe openpty(&terminal, &screen, nil, nil, nil) == 0)
    defer { close(terminal) }
    for end in [terminal, screen] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let process = try program.start(
      ["dedupe", "fifo", "-o", "kept.jsonl"],
      error: FileHandle(fileDescriptor: screen, closeOnDealloc: true))
    let writer = unsafe open(path, O_WRONLY | O_CLOEXEC)
    try #require(writer >= 0)
    process.interrupt()
    process.waitUntilExit()
    close(writer)
    #expect(process.terminationStatus == 130)
    var bytes = [UInt8](repeating: 0, count: 256)
    // Safe: the count is that of the array.
    let count = unsafe read(terminal, &bytes, bytes.count)
    #expect(bytes.prefix(max(0, count)).suffix(4) == Array("\r\u{1B}[K".utf8)[...])
    #expect(try program.folder.names() == ["fifo", "train.jsonl"])
  }

  @Test(arguments: [
    ["dedupe", "train.jsonl"], ["report", "train.jsonl"], ["report", "train.jsonl", "-o", "-"],
    ["pairs", "train.jsonl", "--by", "near", "--threshold", "0.5"], ["cluster", "train.jsonl"],
    ["embed", "train.jsonl", "-o", "-"], ["--help"], ["dedupe", "--help"],
  ])
  func `a closed pipe is no error`(arguments: [String]) throws {
    let process = try program.start(arguments, output: try closedPipe())
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(!(try program.outcome(of: process).error.contains("gamut:")))
  }

  @Test func `a closed pipe takes nothing from the other outputs`() throws {
    let outcome = try program.run(
      "dedupe", "train.jsonl", "--removed", "removed.jsonl", "--json", "counts.json",
      output: try closedPipe())
    #expect(outcome.status == 0)
    #expect(try program.folder.names() == ["counts.json", "removed.jsonl", "train.jsonl"])
    #expect(try program.folder.text("removed.jsonl").split(separator: "\n").count == 3)
    let other = try program.run(
      "dedupe", "train.jsonl", "--removed", "-", "-o", "kept.jsonl", output: try closedPipe())
    #expect(other.status == 0)
    #expect(try program.folder.text("kept.jsonl").split(separator: "\n").count == 41)
  }

  @Test func `a gate decides behind a closed pipe too`() throws {
    let outcome = try program.run(
      "report", "train.jsonl", "--fail-if", "duplicate_rate > 0", output: try closedPipe())
    #expect(outcome.status == 1)
  }

  @Test func `version and help are status 0`() throws {
    #expect(try program.run("--version").status == 0)
    #expect(try program.run("help", "dedupe").status == 0)
    #expect(try program.run().outputText.contains("SUBCOMMANDS"))
  }

  @Test func `help to a full disk is an error`() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let outcome = try program.run("--help", output: full)
    #expect(outcome.isOneLineError, "\(outcome.error)")
  }
}

/// Where data comes from and goes to.
@Suite struct StreamTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.folder.write(ShopSet.training, to: "train.jsonl")
  }

  @Test func `a dash is standard input and standard output`() throws {
    let file = try program.run("dedupe", "train.jsonl")
    let stream = try program.run("dedupe", "-", "-o", "-", input: ShopSet.training)
    #expect(stream.status == 0 && stream.output == file.output)
    let report = try program.run("report", "-", "--json", "-", input: ShopSet.training)
    #expect(report.status == 0 && report.outputText.hasPrefix("{"))
    #expect(report.error.contains("Diversity of 41 kept records"))
  }

  @Test func `the output may be the input`() throws {
    let expected = try program.run("dedupe", "train.jsonl").output
    #expect(try program.run("dedupe", "train.jsonl", "-o", "train.jsonl").status == 0)
    #expect(try program.folder.bytes("train.jsonl") == expected)
    #expect(try program.folder.names() == ["train.jsonl"])
  }

  @Test(.timeLimit(.minutes(1))) func `a FIFO is read and a device is written through`() throws {
    let outcome = try program.run("dedupe", "train.jsonl", "-o", "/dev/null")
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    let path = program.folder.path("fifo")
    try #require(unsafe mkfifo(path, 0o600) == 0)
    let process = try program.start(["dedupe", "fifo"])
    let writer = try #require(FileHandle(forWritingAtPath: path))
    try writer.write(contentsOf: Data(ShopSet.training.utf8))
    try writer.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(
      try program.outcome(of: process).output == program.run("dedupe", "train.jsonl").output)
  }

  @Test(arguments: [[:], ["NO_COLOR": "1"], ["TERM": "dumb"]])
  func `there is no colour and no progress where nobody looks at a terminal`(
    environment: [String: String]
  ) throws {
    let outcome = try program.run("report", "train.jsonl", environment: environment)
    #expect(!outcome.output.contains(0x1B) && !outcome.error.contains("\u{1B}"))
  }

  @Test func `rejected records are counted and told with their places`() throws {
    try program.folder.write("{\"text\": \"a\"}\n{\"text\": 1}\n{\n", to: "x.jsonl")
    let outcome = try program.run(
      "dedupe", "x.jsonl", "--on-error", "skip", "--rejected", "rejected.jsonl")
    #expect(outcome.status == 0)
    #expect(outcome.outputText == "{\"text\": \"a\"}\n")
    #expect(outcome.error.contains("3 read: 1 kept, 0 removed (0 exact, 0 near), 2 rejected"))
    #expect(try program.folder.text("rejected.jsonl").split(separator: "\n").count == 2)
  }

  @Test(arguments: [
    "pairs x.jsonl --by near --threshold 0.5", "pairs x.jsonl --by semantic --threshold 0.5",
    "cluster x.jsonl --count 1", "embed x.jsonl -o /dev/null",
  ])
  func `what was recognised is told, and what was rejected`(arguments: String) throws {
    try program.folder.write(
      "{\"prompt\": \"a\", \"response\": \"b\"}\n{\n", to: "x.jsonl")
    let command = arguments.split(separator: " ").map(String.init)
    let process = try program.start(command + ["--on-error", "skip"])
    process.waitUntilExit()
    let outcome = try program.outcome(of: process)
    #expect(outcome.status == 0)
    #expect(
      outcome.error.hasPrefix("prompt → asked; response → said\n2 read, 1 rejected\n"),
      "\(outcome.error)")
    #expect(!outcome.error.contains("no cluster"))
    // Paths are the user's own words.
    try program.folder.write("{\"prompt\": \"a\"}\n", to: "x.jsonl")
    let named = try program.start(command + ["--text", "prompt"])
    named.waitUntilExit()
    let told = try program.outcome(of: named).error
    #expect(!told.contains("→") && !told.contains("rejected"))
  }

  @Test func `a report after a semantic stage says what its thresholds were measured on`() throws {
    for (view, compared) in [("all", "compared the view all and "), ("prompt", "")] {
      let outcome = try program.run(
        "report", "train.jsonl", "--stages", "exact,near,semantic", "--semantic-threshold", "0.851",
        "--dedupe-view", view)
      let words = outcome.outputText.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let left = try Regex("Measured on the \\d+ records left after the semantic stage at \\.851,")
      #expect(words.contains(left))
      #expect(words.contains(try Regex("at \\.851, which \(compared)removed \\d+\\.")))
    }
    let without = try program.run("report", "train.jsonl")
    #expect(!without.outputText.contains("Measured on"))
  }

  @Test func `the sets compared with are listed, and the BLAS core where vectors decide`() throws {
    try program.folder.write(ShopSet.traffic, to: "traffic.jsonl")
    let near = try program.run(
      "dedupe", "train.jsonl", "--against", "traffic.jsonl", "--view", "prompt", "--json", "j",
      "-o", "/dev/null")
    #expect(near.status == 0)
    let counts = try program.folder.text("j")
    #expect(counts.contains(#""name": "traffic.jsonl""#) && counts.contains(#""records": 36"#))
    #expect(counts.contains(#""blas_core": null"#))
    let semantic = try program.run(
      "dedupe", "train.jsonl", "--stages", "semantic", "--json", "j", "-o", "/dev/null")
    #expect(semantic.status == 0)
    #expect(try !program.folder.text("j").contains(#""blas_core": null"#))
  }

  @Test func `more clusters than different records are not listed`() throws {
    try program.folder.write(
      String(repeating: "{\"text\": \"hello world\"}\n", count: 5), to: "x.jsonl")
    let outcome = try program.run("cluster", "x.jsonl", "--count", "7")
    #expect(outcome.status == 0)
    #expect(outcome.errorLines.filter { $0.contains("cluster ") }.isEmpty, "\(outcome.error)")
  }

  @Test func `coverage looks for no duplicates and says nothing of them`() throws {
    try program.folder.write(ShopSet.traffic, to: "traffic.jsonl")
    let outcome = try program.run("coverage", "train.jsonl", "--reference", "traffic.jsonl")
    #expect(outcome.status == 0 && !outcome.outputText.contains("repeats another"))
  }
}
