// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutCorpus

@Suite struct OutputFormTests {
  private let lines: TemporaryFile
  private let array: TemporaryFile
  private let csv: TemporaryFile
  private let other: TemporaryFile
  private let text: TemporaryFile
  private let empty: TemporaryFile

  init() throws {
    lines = try TemporaryFile("{\"t\":\"a\"}")
    array = try TemporaryFile("[{\"t\":\"a\"}]", name: "y.json")
    csv = try TemporaryFile("t,u\na,b\n", name: "x.csv")
    other = try TemporaryFile("t,v\na,b\n", name: "x.csv")
    text = try TemporaryFile("a\n", name: "x.txt")
    empty = try TemporaryFile("\n")
  }

  /// What becomes of records of `files` in a file called `name`: `JSONL`, `to a JSON array`, or the
  /// code of an error.
  private func form(_ files: [TemporaryFile], _ name: String) throws -> String {
    let corpus = try Corpus(paths: files.map(\.path))
    do throws(CorpusError) {
      switch try corpus.outputForm(writtenTo: name) {
      case nil: return "nothing"
      case .copied(let form): return form.name
      case .converted(let form): return "to \(form.name)"
      }
    } catch { return error.code.name }
  }

  @Test func `records leave in the form they came in, where no name asks for another`() throws {
    for name in ["-", "out", "kept.data", "folder.csv/out", "x.jsonl.zst", "x.json", "x.txt"] {
      #expect(try form([lines], name) == "JSONL", "\(name)")
    }
    for name in ["-", "out.json", "out.json.gz"] {
      #expect(try form([array], name) == "a JSON array")
    }
    for name in ["/dev/stdout", "out.csv", "out.TSV", "out.csv.xz"] {
      #expect(try form([csv], name) == "CSV", "\(name)")
    }
    #expect(try form([text], "out.text") == "plain text")
    #expect(try form([empty], "out.parquet") == "nothing")
  }

  @Test func `JSON holds records of every form`() throws {
    for files in [[array], [csv], [text], [lines, csv], [csv, other], [empty, text, array]] {
      #expect(try form(files, "out.jsonl") == "to JSONL")
      #expect(try form(files, "out.ndjson.lz4") == "to JSONL")
    }
    for files in [[csv], [text], [lines, csv]] {
      #expect(try form(files, "out.json") == "to a JSON array")
    }
  }

  @Test func `a name that promises another form is an error that lists those which hold it`() throws
  {
    #expect(try form([lines], "out.csv") == "unsupported format")
    #expect(try form([csv], "out.parquet") == "unsupported format")
    #expect(try form([array], "out.txt") == "unsupported format")
    let corpus = try Corpus(paths: [csv.path])
    let error = corpusError { _ = try corpus.outputForm(writtenTo: "out.arrow") }
    #expect(error?.path == "out.arrow")
    #expect(error?.detail.hasSuffix("whose name ends in .csv, .tsv, .tab, .jsonl, .json") == true)
  }

  @Test func `several forms in one output want a word on what becomes of them`() throws {
    for (files, names) in [
      ([empty, lines, array], ["-", "out", "out.csv"]), ([csv, other], ["-", "out.csv"]),
      ([lines, text], ["out.txt"]),
    ] {
      for name in names { #expect(try form(files, name) == "mixed containers", "\(name)") }
    }
    let corpus = try Corpus(paths: [csv.path, other.path])
    #expect(corpus.form == nil)
    let error = corpusError { _ = try corpus.outputForm(writtenTo: "-") }
    #expect(error?.path == other.path && error?.remedy == .writeLines)
    #expect(error?.detail.hasPrefix("it is CSV with another header than") == true)
  }
}
