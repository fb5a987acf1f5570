// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutJSON
import GamutTestSupport
import Testing

@testable import GamutCorpus

/// Each record as compact JSON.
private func json(_ corpus: Corpus) throws -> [String] {
  let plan = ReadPlan(selections: [], options: .skipping)
  var texts = TextBatch()
  for batch in try readAll(corpus, plan) {
    corpus.appendCompactJSON(of: (0..<batch.count).map { batch.source(of: $0) }, to: &texts)
  }
  return (0..<texts.count).map { texts.string($0) }
}

/// What is said of each record that cannot be read.
private func rejections(_ corpus: Corpus) throws -> [String] {
  let plan = ReadPlan(selections: [], options: .skipping)
  return try readAll(corpus, plan).flatMap(\.rejections).map { rejection in
    let description = rejection.error.description
    return String(description[(description.lastIndex(of: "/") ?? description.startIndex)...])
  }
}

@Suite struct CSVFileTests {
  @Test func `rows read as examples by the names of the header`() throws {
    let text = "instruction,output,id\n\"Say \"\"hi\"\"\",\"Hi,\nthere\",1\nWhat?,Nothing.,2\n"
    let views = try Views(Corpus(of: text, name: "x.csv"), options: .init())
    #expect(views.prompt == ["Say \"hi\"", "What?"])
    #expect(views.response == ["Hi,\nthere", "Nothing."])
  }

  @Test func `a ragged row is an error with the line that it begins on`() throws {
    let corpus = try Corpus(of: "a,b\n\"1\n1\",2\n3\n4,5\n\"6\"6,7\n", name: "x.csv")
    #expect(
      try rejections(corpus) == [
        "/x.csv:4: invalid CSV: 1 field, expected 2 as in the header (the delimiter is \",\")",
        "/x.csv:6: invalid CSV: text follows the closing quote of a field; expected a delimiter or "
          + "the end of the line (a quote within quotes is written twice)",
      ])
  }

  @Test(arguments: [
    ("x.csv", ","), ("x.CSV", "|"), ("x.tsv", "\t"), ("x.tab", "\t"), ("x.csv.gz", ";"), ("x", ","),
  ])
  func `names and looks tell tables from JSON`(name: String, delimiter: String) throws {
    let text = "q\(delimiter)a\n1\(delimiter)2\n"
    #expect(try json(Corpus(of: text, name: name)) == [#"{"q":"1","a":"2"}"#])
  }

  @Test func `a byte order mark and carriage returns are no part of names and fields`() throws {
    let corpus = try Corpus(of: "\u{FEFF}q;a\r\n1;\"2\"\r\n3;\r\n", name: "x.csv")
    #expect(try json(corpus) == [#"{"q":"1","a":"2"}"#, #"{"q":"3"}"#])
  }

  @Test func `an empty field is absent, and one between quotes an empty text`() throws {
    let corpus = try Corpus(of: "text,note\n\"\",\n\"a\",\"\"\n", name: "x.csv")
    #expect(try json(corpus) == [#"{"text":""}"#, #"{"text":"a","note":""}"#])
    let unfilled = try Corpus(of: "text,note\n,1\n", name: "x.csv")
    let plan = ReadPlan(selections: [.paths([try FieldPath("text")])])
    #expect(corpusError { _ = try readAll(unfilled, plan) }?.code == .missingField)
  }

  @Test func `a header alone holds no records`() throws {
    #expect(try Corpus(of: "a,b\n", name: "x.csv").chunkCount == 0)
  }

  @Test func `a row that is not UTF-8 is rejected alone`() throws {
    let corpus = try Corpus(
      of: Array("a,b\n1,2\n".utf8) + [0xFF, 0x2C, 0x31, 0x0A] + Array("3,4\n".utf8), name: "x.csv")
    #expect(try rejections(corpus).count == 1)
    #expect(
      try rejections(corpus)[0].hasPrefix("/x.csv:3: invalid UTF-8: it is not UTF-8, at byte 0"))
  }
}

private let spectrum = SharedData.suite("csv")

@Suite(.enabled(if: SharedData.isPresent(spectrum), "csv-spectrum is not there"))
struct CSVSpectrumTests {
  @Test func `every file of csv-spectrum reads as it says`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(spectrum)/csvs").sorted()
    let phone = "Contact Phone Number"
    #expect(names.count == 12)
    for name in names {
      let expected = try JSONSerialization.jsonObject(
        with: Data(
          contentsOf: URL(filePath: "\(spectrum)/json/\(name.dropLast(4)).json")))
      // A file of one row holds it without a list; its telephone number is another than the table's.
      let rows = try #require(
        expected as? [[String: String]] ?? (expected as? [String: String]).map { [$0] })
      // Empty fields are absent, or an empty text between quotes.
      let wanted = rows.map { row in row.filter { !$0.value.isEmpty && $0.key != phone } }
      let corpus = try Corpus(paths: ["\(spectrum)/csvs/\(name)"])
      let found = try json(corpus).map { line in
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
      }
      let filled = found.map { row in row?.filter { !$0.value.isEmpty && $0.key != phone } }
      #expect(filled == wanted, "\(name)")
    }
  }
}

@Suite struct TextFileTests {
  @Test func `each line of a plain text is a record`() throws {
    let corpus = try Corpus(of: "One.\r\n\n  Two \"2\".\n", name: "x.txt")
    #expect(try json(corpus) == [#"{"text":"One."}"#, #"{"text":"  Two \"2\"."}"#])
    let views = try Views(corpus, options: .init())
    #expect(views.prompt == ["One.", "  Two \"2\"."])
  }

  @Test func `lines of JSON in a text file are JSON`() throws {
    #expect(try json(Corpus(of: "{\"a\": 1}\n", name: "x.txt")) == [#"{"a":1}"#])
  }
}

@Suite struct WrappedListTests {
  @Test(arguments: [
    #"{"data": [{"q": 1}, {"q": 2}]}"#,
    #"{"version": 1.1, "rows": [{"q": 1}, {"q": 2}], "n": null}"#,
    "{\n  \"name\": \"x ] [\",\n  \"train\": [\n    {\"q\": 1},\n    {\"q\": 2}\n  ]\n}\n",
  ])
  func `the one list of objects within an object holds the records`(text: String) throws {
    let corpus = try Corpus(of: text, name: "x.json")
    #expect(corpus.form?.identifier == "array")
    #expect(try json(corpus) == [#"{"q":1}"#, #"{"q":2}"#])
  }

  @Test(arguments: [
    #"{"messages": [{"role": "user", "content": "x"}]}"#, #"{"a": [{"x": 1}], "b": [{"y": 2}]}"#,
    #"{"data": [1, 2]}"#, #"{"data": [{"q": 1}]}"# + "\n" + #"{"data": [{"q": 2}]}"#,
  ])
  func `other objects are records themselves`(text: String) throws {
    #expect(try Corpus(of: text, name: "x.json").form?.identifier == "lines")
  }

  @Test func `what stands around the list is known`() throws {
    let corpus = try Corpus(of: #"{"v": 1, "data": [{"q": 1}], "w": 2}"#, name: "x.json")
    #expect(corpus.form?.header == #"{"v": 1, "data": ["#)
    #expect(corpus.form?.footer == "\n" + #"], "w": 2}"#)
  }
}

@Suite struct TurnListTests {
  @Test func `a list of turns is read as the messages of a record`() throws {
    let text = #"[[{"role":"user","content":"a"},{"role":"assistant","content":"b"}], []]"#
    let corpus = try Corpus(of: text, name: "x.json")
    let plan = try corpus.plan(
      selections: [.view(.prompt), .view(.response)], options: .skipping)
    let batches = try readAll(corpus, plan)
    #expect(texts(batches)[0] == "a")
    #expect(texts(batches, column: 1)[0] == "b")
  }
}

@Suite struct ForeignFileTests {
  private func words(_ bytes: [UInt8], _ name: String = "x.jsonl") -> String {
    let error = corpusError { _ = try Corpus(of: bytes, name: name) }
    #expect(error?.code == .unsupportedFormat)
    return error?.detail ?? ""
  }

  @Test func `files given by mistake are named, with what to do`() {
    #expect(
      words(Array("version https://git-lfs.github.com/spec/v1\noid sha256:0\n".utf8))
        == "it is a Git LFS pointer, not the file it stands for; fetch that with git lfs pull")
    #expect(words(Array("\n<!DOCTYPE html>\n<html>".utf8)).hasPrefix("it is an HTML page"))
    #expect(words([0x80, 4, 0x95, 0, 0]).hasPrefix("it is a Python pickle"))
    #expect(
      words(Array("PK\u{3}\u{4}------[Content_Types].xml".utf8), "x.xlsx")
        == "it is an Excel workbook; save the sheet as CSV")
    #expect(words(Array("PK\u{3}\u{4}------".utf8)).contains("a zip archive"))
    #expect(
      words(Array("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n".utf8))
        .hasPrefix("its objects go over several lines; expected one object on each line"))
  }
}

@Suite(
  .enabled(if: ArrowLibrary.version != nil, "no libgamut_arrow: Scripts/setup arrow builds it"))
struct TableFileTests {
  private func fixture(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Arrow/Fixtures/\(name)").path
  }

  @Test(arguments: ["chat.parquet", "chat.arrow", "chat.arrows", "chat.feather"])
  func `the rows of a table read as examples, and stand at their rows`(name: String) throws {
    let corpus = try Corpus(paths: [fixture(name)])
    #expect(corpus.form?.isTable == true)
    let plan = try corpus.plan(
      selections: [.view(.prompt), .view(.response)], options: .skipping)
    let batches = try readAll(corpus, plan)
    #expect(texts(batches)[0] == "Where is Zürich?")
    #expect(texts(batches, column: 1)[0] == "In Switzerland.")
    let last = try #require(batches.last)
    let place = corpus.place(of: last.source(of: last.count - 1))
    #expect(place.row == 4)
    #expect(place.line == nil)
    #expect(place.description.hasSuffix("/\(name) (row 4)"))
  }

  @Test func `a row that is asked for again reads the same`() throws {
    let corpus = try Corpus(paths: [fixture("chat.parquet")])
    let plan = try corpus.plan(selections: [.view(.all)], options: .skipping)
    let batch = try readAll(corpus, plan)[0]
    let again = corpus.read(records: [4, 0, 1].map { batch.source(of: $0) }, by: plan)
    #expect(texts([again]) == [4, 0, 1].map { texts([batch])[$0] })
  }

  @Test func `bytes of rows add up to those of the file`() throws {
    let corpus = try Corpus(paths: [fixture("chat.parquet")])
    let plan = ReadPlan(selections: [], options: .skipping)
    let bytes = try readAll(corpus, plan).flatMap(\.byteCounts)
    #expect(bytes.count == 5)
    #expect(bytes.reduce(0, +) == corpus.byteCount)
  }

  @Test func `a record of a table shows its nulls as JSON`() throws {
    let corpus = try Corpus(paths: [fixture("chat.arrow")])
    #expect(try json(corpus)[3] == #"{"messages":null,"id":null,"good":null}"#)
  }

  @Test func `vectors are read from lists of floats of every kind`() throws {
    let corpus = try Corpus(vectorsAt: fixture("vectors.parquet"))
    let sources = try (0..<corpus.chunkCount).flatMap { try corpus.sources(ofChunk: $0) }
    for name in ["list", "half", "fixed"] {
      let field = VectorField.path(try FieldPath(name))
      #expect(try corpus.vectorLength(of: sources[0], at: field) == 2)
      var elements: [Float] = []
      try corpus.appendVectors(
        of: Array(sources[0..<2]), at: field, columnCount: 2, to: &elements)
      #expect(elements == [0.5, -1, 0.25, 2])
    }
  }

  @Test func `a table beside lines is read, and written where a name says how`() throws {
    let lines = try TemporaryFile("{\"a\": 1}\n")
    let corpus = try Corpus(paths: [fixture("chat.parquet"), lines.path])
    #expect(try json(corpus).count == 6)
    #expect(corpusError { _ = try corpus.outputForm(writtenTo: "-") }?.code == .mixedContainers)
    #expect(try corpus.outputForm(writtenTo: "x.jsonl") == .converted(to: LinesFormat.form))
    #expect(try corpus.outputForm(of: 0..<1, writtenTo: "x.parquet")?.form.isTable == true)
  }
}
