// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutTestSupport
import Testing

@testable import Gamut

@Suite struct ProvenanceTests {
  /// The lines of a run; the folder of the test is left out of them.
  private func provenance(
    of result: Deduplication, in folder: ScratchFolder, workers: Int = 2
  ) throws -> String {
    var file = try OutputFile(path: folder.path("provenance"))
    try result.writeProvenance(to: &file, in: RunContext(workers: workers))
    try file.commit()
    return try folder.text("provenance").replacing("\(folder.path)/", with: "")
  }

  private func provenance(of run: Cleaning) throws -> String {
    try provenance(of: run.result, in: run.folder)
  }

  // The hashes are those of Python's xxhash 4.1.0, xxh3_128_hexdigest.

  @Test func `every record has a line, with its bytes, its hash and its fate`() throws {
    let run = try Cleaning([
      "{\"text\": \"a\"}\n\n{\"text\": 5}\n{\"text\": \"b\"}\r\n{\"text\": \"a\"}\n"
    ]) {
      $0.reading.onError = .skip(atMost: 10)
    }
    #expect(
      try provenance(of: run) == """
        {"file":"x0","line":1,"index":0,"offset":0,"length":13,\
        "hash":"263c0a40b329b73e968e2e4cbeebad94","decision":"kept","cause":null,"group":0,\
        "keeper":null,"similarity":null}
        {"file":"x0","line":3,"index":1,"offset":15,"length":11,\
        "hash":"82f8364b02b4f6f6ab83d177310817c4","decision":"rejected","cause":null,"group":null,\
        "keeper":null,"similarity":null,"reason":"wrong type: \\"text\\" is a number, \
        expected a string"}
        {"file":"x0","line":4,"index":2,"offset":27,"length":14,\
        "hash":"0fb71e29888bcff3862e51d7195e837d","decision":"kept","cause":null,"group":null,\
        "keeper":null,"similarity":null}
        {"file":"x0","line":5,"index":3,"offset":42,"length":13,\
        "hash":"263c0a40b329b73e968e2e4cbeebad94","decision":"removed","cause":"exact","group":0,\
        "keeper":0,"similarity":1.0}

        """)
  }

  @Test func `a group is named after its first record, whichever stays`() throws {
    let run = try Cleaning(texts: ["z", "a", "b", "a", "b", "a"], keep: .last)
    let rows = run.result.provenance(of: 0..<6)
    #expect(rows.map(\.group) == [nil, 1, 2, 1, 2, 1])
    #expect(rows.map(\.decision.name) == ["kept", "removed", "removed", "removed", "kept", "kept"])
    #expect(run.result.provenance(of: 3..<5) == Array(rows[3..<5]))
    #expect(run.result.provenance(of: 6..<6) == [])
  }

  @Test func `a keeper of another set is marked, and groups need no other record here`() throws {
    let run = try Cleaning(texts: ["a", "b", "c", "b"], against: ["x", "y", "b"])
    let lines = try jsonLines(Array(try provenance(of: run).utf8))
    #expect(lines.map { $0["group"] as? Int } == [nil, 1, nil, 1])
    #expect(lines.map { $0["keeper"] as? Int } == [nil, 2, nil, 2])
    #expect(lines.map { $0["against"] as? Bool } == [nil, true, nil, true])
  }

  @Test func `elements of an array have rows and bytes, records from memory have rows alone`()
    throws
  {
    let run = try Cleaning(["[{\"text\": \"a\"},\n {\"text\": \"b\"}]"])
    let rows = run.result.provenance(of: 0..<2)
    #expect(rows.map(\.place.position) == [.row(0), .row(1)])
    #expect(rows.map(\.bytes) == [1..<14, 17..<30])
    #expect(rows[0].hash?.hexadecimal == "263c0a40b329b73e968e2e4cbeebad94")
    let record = Array("{\"text\": \"a\"}".utf8)
    let held = try DeduplicationPlan().run(inputs: Corpus(records: [record]))
    #expect(held.provenance(of: 0..<1).map(\.bytes) == [nil])
    #expect(held.provenance(of: 0..<1).map(\.hash) == [rows[0].hash])
  }

  @Test func `bytes that are cut out of a kept record are counted`() throws {
    let shared = words("s")
    let run = try SpanRun(
      lines(["one \(shared)", "\(words("other")) \(shared)"]), .repeats(atLeast: 60))
    let result = run.findings.deduplication
    #expect(result.cuts.byteCount > 60)
    let rows = try jsonLines(Array(try provenance(of: result, in: run.folder).utf8))
    #expect(rows.map { $0["cut"] as? Int } == [nil, result.cuts.byteCount])
  }

  @Test func `chunks and workers change nothing, and every line has its place and count`() throws {
    // Three chunks of records over two files, with blank lines between.
    let texts = (0..<2_500).map { "text \($0 % 1_700) \(words("w", count: $0 % 13))" }
    let spaced = texts.prefix(1_300).map { lines([$0]) + ($0.utf8.count % 3 == 0 ? "\n\n" : "") }
    let run = try Cleaning([spaced.joined(), lines(Array(texts.suffix(1_200)))])
    let result = run.result
    let one = try provenance(of: result, in: run.folder, workers: 1)
    #expect(try provenance(of: result, in: run.folder, workers: 4) == one)
    let rows = result.provenance(of: 0..<2_500)
    #expect(rows.map(\.index) == (0..<2_500).map { RecordIndex($0) })
    #expect(rows.map(\.place) == rows.map { result.source.placeAndIndex(of: $0.index).place })
    #expect(rows.count { $0.decision.name == "kept" } == result.kept.count)
    #expect(rows.count { $0.decision.name == "removed" } == result.removals.count)
    for row in rows {
      guard let bytes = row.bytes else { continue }
      let record = result.source.source(of: row.index)
      #expect(bytes == record.start..<record.start + record.byteCount)
      #expect(row.hash == result.source.corpus.withSource(of: record) { StableHash.hash128($0) })
    }
  }
}
