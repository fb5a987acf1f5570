// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutTestSupport
import Testing

/// Input that is broken, hostile or of no known kind: what can be said is said.
@Suite struct InspectionProblemTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func inspection(
    _ bytes: [UInt8], _ name: String = "x.jsonl",
    _ change: (inout InspectionPlan.Options) -> Void = { _ in }
  ) throws -> Inspection {
    var plan = InspectionPlan()
    change(&plan.options)
    return try plan.run(inputs: try Corpus(paths: [try folder.write(bytes, to: name)]))
  }

  private func inspection(_ text: String, _ name: String = "x.jsonl") throws -> Inspection {
    try inspection(Array(text.utf8), name)
  }

  @Test func `bad records are counted by kind, the first of each with its place`() throws {
    let lines = [
      #"{"prompt": "a", "completion": "b"}"#, #"{"prompt": "#, #"{"prompt": "c"}"#, "}", "[1]",
      #"{"prompt": "d", "completion": "e"}"#, #"{"completion": "f"}"#,
    ]
    let found = try inspection(lines.joined(separator: "\n"))
    #expect(found.failure == nil)
    #expect(found.document.rows.read == 7 && found.document.rows.rejected == 5)
    #expect(found.document.files[0].rejected == 5)
    #expect(
      found.document.problems.map {
        "\($0.kind) \($0.field ?? "-") \($0.place?.position as Any) \($0.count)"
      } == [
        "invalid JSON - Optional(GamutReport.Place.Position.line(2)) 2",
        "missing field completion Optional(GamutReport.Place.Position.line(3)) 1",
        "wrong type - Optional(GamutReport.Place.Position.line(5)) 1",
        "missing field prompt Optional(GamutReport.Place.Position.line(7)) 1",
      ])
    #expect(found.document.preview.map { Int($0.index) } == [0, 5])
  }

  @Test func `to stop at the first bad record is an error`() throws {
    #expect(throws: CorpusError.self) {
      try inspection(Array("{\"text\": \"a\"}\n{".utf8)) { $0.reading.onError = .stop }
    }
  }

  @Test(arguments: ["", "  \n\n"]) func `a file of nothing is an error`(text: String) throws {
    let error = try #require(throws: CorpusError.self) { try inspection(text) }
    #expect(error.code == .noRecords)
  }

  @Test func `where no record can be read, all are counted, and the first says why`() throws {
    let found = try inspection("{\n}}\n\u{1}\n")
    #expect(found.failure?.code == .invalidJSON && found.failure?.line == 1)
    #expect(found.document.rows.read == 3 && found.document.rows.rejected == 3)
    #expect(found.document.problems.map(\.count) == [3])
    #expect(found.document.preview.isEmpty && found.document.lengths.isEmpty)
  }

  @Test func `what is nested without end is one record less`() throws {
    let deep = String(repeating: "[", count: 100_000)
    let found = try inspection("{\"text\": \"a\"}\n{\"text\": \(deep)\n")
    #expect(found.document.problems.map(\.kind) == ["nested too deep"])
    #expect(try inspection("{\"text\": \(deep)\n").failure?.code == .tooDeep)
  }

  @Test func `files of several formats are looked at together`() throws {
    let table = try folder.write("prompt,completion\nWho?,Me\n", to: "a.csv")
    let lines = try folder.write(
      "{\"prompt\": \"Where?\", \"completion\": \"Here\"}\n", to: "b.jsonl")
    let document = try InspectionPlan().run(inputs: try Corpus(paths: [table, lines])).document
    #expect(document.files.map(\.format) == ["CSV", "JSON lines"])
    #expect(document.lengths.last?.records == 2)
    #expect(document.preview.map(\.place.file) == [table, lines])
  }

  @Test func `invalid UTF-8 rejects its record alone`() throws {
    let bytes = Array("{\"text\": \"a\"}\n{\"text\": \"".utf8) + [0xFF] + Array("\"}\n".utf8)
    let found = try inspection(bytes)
    #expect(found.document.rows.rejected == 1)
    #expect(found.document.problems.map(\.kind) == ["invalid UTF-8"])
  }

  @Test func `an unknown schema leaves format, counts, fields and the records as they are`() throws
  {
    let found = try inspection("{\"foo\": \"a\", \"bar\": 1}\n{\"foo\": \"b\"}\n{\n")
    #expect(found.failure?.code == .unknownSchema)
    let document = found.document
    #expect(document.rows.read == 3 && document.rows.rejected == 1)
    #expect(document.fields.map { "\($0.name) \($0.records)" } == ["foo 2", "bar 1"])
    #expect(document.problems.map(\.kind) == ["unknown schema", "invalid JSON"])
    #expect(document.preview[0].parts.map { "\($0.label): \($0.text)" } == ["foo: a", "bar: 1"])
  }

  @Test func `tokens and mixtures are told, and mixtures read where they may be`() throws {
    #expect(try inspection("{\"input_ids\": [1, 2]}\n").failure?.code == .tokenised)
    let mixed = "{\"text\": \"a\"}\n{\"question\": \"b\", \"answer\": \"c\"}\n"
    #expect(try inspection(mixed).failure?.code == .mixedSchemas)
    let found = try inspection(Array(mixed.utf8)) { $0.reading.mixing = .allowed }
    #expect(found.failure == nil)
    #expect(found.document.recordSchema?.names == ["text", "question + answer"])
  }

  @Test func `a huge record is measured to its end`() throws {
    let words = String(repeating: "word ", count: 600_000)
    let found = try inspection("{\"text\": \"a\"}\n{\"text\": \"\(words)\"}\n{\"text\": \"b\"}\n")
    #expect(found.document.lengths.last?.words?.longest == 600_000)
    #expect(found.document.lengths.last?.bytes.longest == 3_000_000)
    #expect(found.document.lengths.last?.bytes.place.position == .line(2))
    #expect(found.document.json().count < 10_000)
    #expect(found.document.terminalText().count < 10_000)
  }

  @Test func `thousands of fields, some of them twice, take no longer than reading`() throws {
    let members = (0..<50_000).map { "\"f\($0 % 49_999)\": \($0)" }.joined(separator: ", ")
    let found = try inspection("{\"text\": \"a\", \(members)}\n")
    #expect(found.document.fields.count == 50_000)
    #expect(found.document.terminalText().count < 10_000)
  }

  @Test func `tables of text, packed and plain, have their names and sizes`() throws {
    let table = "question,answer\nWho?,Me\nWhere?,\n"
    let plain = try inspection(table, "x.csv").document
    #expect(plain.files[0].format == "CSV" && plain.files[0].packing == nil)
    #expect(plain.rows.read == 2)
    // An empty field of a table is absent, and an answer that is absent is none.
    #expect(plain.rows.rejected + plain.rows.emptyResponse == 1)
    #expect(try inspection("q;a\n1;2\n", "y.csv").failure?.code == .unknownSchema)
    let tabs = try inspection("prompt\tcompletion\n1\t2\n", "x.tsv").document
    #expect(tabs.files[0].format == "CSV, by tabs")
    #expect(try inspection("one\ntwo\n", "x.txt").document.files[0].format == "plain text")
    let path = folder.path("x.csv.gz")
    var file = try OutputFile(path: path)
    try file.write(table)
    try file.commit()
    let packed = try InspectionPlan().run(inputs: try Corpus(paths: [path])).document
    #expect(packed.files[0].packing == "gzip" && packed.files[0].bytes == table.utf8.count)
    #expect(packed.files[0].packedBytes == (try folder.bytes("x.csv.gz").count))
    #expect(packed.lengths == plain.lengths.map { Self.renamed($0, to: path) })
  }

  /// The same lengths of another file.
  private static func renamed(
    _ lengths: InspectionDocument.TextLengths, to path: String
  ) -> InspectionDocument.TextLengths {
    var lengths = lengths
    lengths.words?.place.file = path
    lengths.bytes.place.file = path
    return lengths
  }
}
