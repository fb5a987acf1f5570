// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// `--model http://…`, against a server in this process, and `--cache`.
@Suite struct EmbeddingServerTests {
  private static let key = "sk-Sehr+Geheim/123="
  private static let recordCount = 300

  let program: Program

  init() throws {
    program = try Program()
    try write(Self.recordCount)
  }

  /// Records with as many different texts.
  private func write(_ count: Int) throws {
    try program.folder.write(
      (0..<count).map { "{\"text\": \"number \($0) of some\"}\n" }.joined(), to: "x.jsonl")
  }

  private static func vector(_ text: String) -> [Double] {
    let bytes = Array(text.utf8)
    return (0..<8).map { place in
      bytes.enumerated().reduce(1.0) {
        ($0 * 31 + Double($1.element) + Double(place)).truncatingRemainder(dividingBy: 997)
      }
    }
  }

  private static func server(delay: Double = 0) throws -> LocalServer {
    try LocalServer { request, _ in
      if request.path == "/v1/models" { return .init(200, "{\"data\":[{\"id\":\"tiny\"}]}") }
      var answer = LocalServer.Answer.vectors(request.texts.map(vector))
      answer.delay = delay
      return answer
    }
  }

  private func run(
    _ arguments: String, _ more: String..., environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    let process = try program.start(
      arguments.split(separator: " ").map(String.init) + more, environment: environment)
    process.waitUntilExit()
    return try program.outcome(of: process)
  }

  @Test("Vectors of a server are the same on any number of workers, with a cache and without")
  func embeds() throws {
    let server = try Self.server()
    defer { server.stop() }
    for (name, more) in [
      ("a", ""), ("b", " --workers 1"), ("c", " --cache c"), ("d", " --cache c"),
    ] {
      let found = try run("embed x.jsonl -o \(name).npy --model \(server.address)\(more)")
      #expect(found.status == 0)
      let said =
        more.contains("cache") ? "\(name == "c" ? 0 : 300) of 300 vectors from the cache\n" : ""
      #expect(found.error == "\(said)text → a document\n300 × 8, 0 rows of zeros\n")
      #expect(try program.folder.bytes("\(name).npy") == program.folder.bytes("a.npy"))
    }
  }

  @Test("The key goes to the server and into nothing that is written")
  func keys() throws {
    let server = try Self.server()
    defer { server.stop() }
    let environment = ["GAMUT_API_KEY": Self.key, "OPENAI_API_KEY": "of-another-service"]
    let address = "http://\(server.address.dropFirst(7))/v1"
    let report = try run(
      "report x.jsonl --json r.json -o r.html --markdown r.md --cache c --model \(address)",
      environment: environment)
    #expect(report.status == 0, "\(report.error)")
    let fields = server.requests.map { $0.fields["authorization"] }
    #expect(!fields.isEmpty && fields.allSatisfy { $0 == "Bearer \(Self.key)" })
    #expect(try program.folder.text("r.json").contains("\"server\": \"\(address)/embeddings\""))
    #expect(try program.folder.text("r.json").contains("\"model\": \"tiny\""))
    var written = [report.outputText, report.error]
    let files = try #require(FileManager.default.enumerator(atPath: program.folder.path))
    for case let name as String in files {
      var isFolder: ObjCBool = false
      let path = program.folder.path(name)
      guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      written.append(String(decoding: try program.folder.bytes(name), as: UTF8.self))
    }
    #expect(written.count >= 7)
    for text in written { #expect(!text.contains("Geheim")) }
    // A key that was set for another service stays where it is.
    _ = try run(
      "embed x.jsonl -o v.npy --model \(address)", environment: ["OPENAI_API_KEY": "other"])
    #expect(server.requests.last?.fields["authorization"] == nil)
  }

  @Test("Every command takes the server")
  func commands() throws {
    let server = try Self.server()
    defer { server.stop() }
    for arguments in [
      "pairs x.jsonl --by semantic --threshold 0.99 -o o", "cluster x.jsonl --count 2 -o o",
      "coverage x.jsonl --reference x.jsonl", "dedupe x.jsonl --stages semantic -o o",
    ] {
      let found = try run("\(arguments) --model \(server.address) --model-name m --cache c")
      #expect(found.status == 0, "\(arguments): \(found.error)")
      #expect(found.error.contains(" vectors from the cache\n"))
    }
    #expect(server.requests.allSatisfy { $0.model == "m" })
  }

  @Test("A dedupe without a semantic stage contacts nobody and opens no vectors")
  func notNeeded() throws {
    let server = try Self.server()
    defer { server.stop() }
    for options in [
      "--model \(server.address) --cache c", "--model absent", "--embeddings absent.npy",
      "--embedding-field absent",
    ] {
      let found = try run("dedupe x.jsonl -o o \(options)")
      #expect(found.status == 0, "\(options): \(found.error)")
    }
    #expect(server.requests.isEmpty)
    #expect(try program.folder.names() == ["o", "x.jsonl"])
  }

  @Test("A text that the server refuses is named by its record, and all that is lost is counted")
  func refusedText() throws {
    try write(1_100)
    let server = try LocalServer { request, _ in
      request.texts.contains("number 1090 of some")
        ? .init(413, "{\"message\": \"too long\"}")
        : .vectors(request.texts.map(Self.vector))
    }
    defer { server.stop() }
    let arguments = "embed x.jsonl -o v.npy --model \(server.address) --model-name m"
    let plain = try run(arguments)
    #expect(plain.isOneLineError)
    let fault =
      "gamut: \(server.address)/v1/embeddings: no vectors from the server: x.jsonl:1091: "
      + "status 413: too long (to one text of 19 bytes)"
    #expect(
      plain.error == "\(fault); 1088 vectors are lost; --cache DIR would have kept them\n")
    #expect(try run("\(arguments) --cache c").error == "\(fault)\n")
    try program.folder.write("[\n{\"text\": \"number 1090 of some\"}]", to: "x.json")
    #expect(
      try run("embed x.json -o v.npy --model \(server.address) --model-name m").error
        .contains(": x.json:2 (row 0): status 413: too long"))
    // All but the texts of the portion with the fault were kept.
    try write(1_024)
    #expect(try run("\(arguments) --cache c").error.hasPrefix("1024 of 1024 vectors from the"))
  }

  @Test("Vectors are kept when the output cannot be written")
  func fullDisk() throws {
    // Wide enough that the output is written before the last of them is there.
    let server = try LocalServer { request, _ in
      .vectors(request.texts.map { _ in [Double](repeating: 1, count: 1024) })
    }
    defer { server.stop() }
    let arguments = "--model \(server.address) --model-name m --cache c"
    let full = try run("embed x.jsonl -o /dev/full \(arguments)")
    #expect(full.isOneLineError && full.error.contains("/dev/full"), "\(full.error)")
    let again = try run("embed x.jsonl -o v.npy \(arguments)")
    #expect(again.error.hasPrefix("300 of 300 vectors from the cache\n"), "\(again.error)")
  }

  @Test("What the server says is an error of one line, and no output is left")
  func errors() throws {
    let server = try LocalServer { _, _ in
      .init(404, "{\"error\": {\"message\": \"no\\nmodel\"}}")
    }
    defer { server.stop() }
    let found = try run("embed x.jsonl -o v.npy --model \(server.address) --model-name m")
    #expect(found.isOneLineError)
    #expect(
      found.error
        == "gamut: \(server.address)/v1/embeddings: no vectors from the server: status 404: no model\n"
    )
    #expect(try program.folder.names() == ["x.jsonl"])
  }

  @Test(
    "Options that do not fit together are wrong usage",
    arguments: [
      "--cache c", "--cache c --embeddings v.npy", "--model-name m", "--model . --model-name m",
      "--model http://h/?q --model-name m", "--model http:// --cache c",
    ])
  func wrongUsage(options: String) throws {
    #expect(try run("cluster x.jsonl -o o \(options)").isOneLineError)
    #expect(try program.folder.names() == ["x.jsonl"])
  }

  @Test("Runs that are interrupted or killed go on from where they were")
  func resumes() throws {
    try write(12_000)
    // A full segment takes 128 requests, four at a time.
    let server = try Self.server(delay: 0.002)
    defer { server.stop() }
    let arguments = [
      "embed", "x.jsonl", "-o", "v.npy", "--model", server.address, "--cache", "cache",
    ]
    var counts: [Int] = []
    for (round, signal) in [SIGINT, SIGKILL, SIGKILL].enumerated() {
      let process = try program.start(arguments)
      // Until the next segment is there, and then somewhat further.
      let folder = program.folder.path("cache")
      for _ in 0..<12_000 where process.isRunning && segments(in: folder) <= round {
        usleep(5_000)
      }
      usleep(useconds_t(20_000 * round))
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      if process.terminationReason == .exit {
        #expect([0, 130].contains(process.terminationStatus))
      }
      counts.append(segments(in: folder))
    }
    #expect(counts[0] >= 1 && counts == counts.sorted())
    let resumed = try run(arguments.joined(separator: " "))
    let words = resumed.error.split(separator: " ")
    let found = try #require(words.first.flatMap { Int($0) })
    // No line on damaged files: all that got its name is whole.
    // A slow machine writes a segment before it is full; a portion of 256 it has at least.
    #expect(resumed.errorLines.count == 4 && found >= 256, "\(resumed.error)")
    let plain = try run("embed x.jsonl -o plain.npy --model \(server.address)")
    #expect(plain.status == 0)
    #expect(try program.folder.bytes("v.npy") == program.folder.bytes("plain.npy"))
  }

  @Test("Two processes use one cache at once")
  func twoProcesses() throws {
    let server = try Self.server()
    defer { server.stop() }
    let other = try Program()
    try other.folder.write(try program.folder.text("x.jsonl"), to: "x.jsonl")
    let cache = program.folder.path("cache")
    let arguments = [
      "embed", "x.jsonl", "-o", "v.npy", "--model", server.address, "--cache", cache,
    ]
    let processes = [try program.start(arguments), try other.start(arguments)]
    for process in processes { process.waitUntilExit() }
    let outcomes = [
      try program.outcome(of: processes[0]), try other.outcome(of: processes[1]),
    ]
    #expect(outcomes.allSatisfy { $0.status == 0 })
    #expect(try program.folder.bytes("v.npy") == other.folder.bytes("v.npy"))
    let third = try run(arguments.joined(separator: " "))
    #expect(
      third.error == "300 of 300 vectors from the cache\ntext → a document\n"
        + "300 × 8, 0 rows of zeros\n")
  }

  /// How many segments a cache of one model has.
  private func segments(in cache: String) -> Int {
    FileManager.default.enumerator(atPath: cache)?.reduce(0) {
      $0 + (($1 as? String)?.hasSuffix(".gamutvec") == true ? 1 : 0)
    } ?? 0
  }
}
