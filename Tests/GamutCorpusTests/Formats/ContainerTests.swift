// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutCorpus
import Testing

private func plan(_ path: String = "t", _ options: ReadPlan.Options = .init()) throws -> ReadPlan {
  ReadPlan(selections: [.paths([try FieldPath(path)])], options: options)
}

/// The bytes of every record of the batches.
private func sources(_ corpus: Corpus, _ batches: [RecordBatch]) -> [String] {
  var texts = TextBatch()
  for batch in batches {
    corpus.appendSources(of: (0..<batch.count).map { batch.source(of: $0) }, to: &texts)
  }
  return (0..<texts.count).map { texts.string($0) }
}

@Test func `lines are records, blank ones are not, and their bytes stay as they are`() throws {
  let file = try TemporaryFile("\n{\"t\":\"a\"}\r\n \t\r\n {\"t\" : \"b\"} \n\n{\"t\":\"c\"}")
  let corpus = try Corpus(paths: [file.path])
  let batches = try readAll(corpus, plan())
  #expect(corpus.form?.identifier == "lines")
  #expect(texts(batches) == ["a", "b", "c"])
  #expect(sources(corpus, batches) == ["{\"t\":\"a\"}\r", " {\"t\" : \"b\"} ", "{\"t\":\"c\"}"])
  #expect((0..<3).map { corpus.place(of: batches[0].source(of: $0)).line } == [2, 4, 6])
  #expect(corpus.place(of: batches[0].source(of: 0)).row == nil)
}

@Test func `elements of an array are records with rows and lines`() throws {
  let file = try TemporaryFile(
    " [\n{\"t\":\"a]\\\"\"},\n {\"t\" : [\"b\", \"c\"]}\n]\n ", name: "x.json")
  let corpus = try Corpus(paths: [file.path])
  let batches = try readAll(corpus, plan())
  #expect(corpus.form?.identifier == "array")
  #expect(texts(batches) == ["a]\"", "b\nc"])
  #expect(sources(corpus, batches) == ["{\"t\":\"a]\\\"\"}", "{\"t\" : [\"b\", \"c\"]}"])
  let places = (0..<2).map { corpus.place(of: batches[0].source(of: $0)) }
  #expect(places.map(\.line) == [2, 3])
  #expect(places.map(\.row) == [0, 1])
}

@Test(arguments: ["", " \n\n", "\u{FEFF}", "[]", " [ \n ] "])
func `a file without records is a corpus without records`(text: String) throws {
  let file = try TemporaryFile(text)
  let corpus = try Corpus(paths: [file.path])
  #expect(try readAll(corpus, plan()).allSatisfy { $0.count == 0 })
  let error = corpusError { _ = try corpus.detectSchema(options: .init()) }
  #expect(error?.code == .noRecords)
}

@Test func `a byte order mark belongs to the file and to no record`() throws {
  for text in ["\u{FEFF}{\"t\":\"a\"}\n", "\u{FEFF}[{\"t\":\"a\"}]"] {
    let corpus = try Corpus(of: text)
    let batches = try readAll(corpus, plan())
    #expect(sources(corpus, batches) == ["{\"t\":\"a\"}"])
  }
}

@Test(arguments: [
  // text, row of the fault, line, texts of the readable elements, count of rejections
  ("[{\"t\":\"a\"},\n{\"t\":\"b\"}", 2, 2, ["a", "b"], 1),
  ("[{\"t\":\"a\"},\n{\"t\":\"b\"},\n]", 2, 3, ["a", "b"], 1),
  ("[{\"t\":\"a\"},\n,{\"t\":\"b\"}]", 1, 2, ["a", "b"], 1),
  ("[{\"t\":\"a\"}\n{\"t\":\"b\"}]", 1, 2, ["a", "b"], 1),
  ("[{\"t\":\"a\"}\nxyz, {\"t\":\"b\"}]", 1, 2, ["a", "b"], 1),
  ("[{\"t\":\"a\"}]\n{\"t\":\"b\"}\n", 1, 2, ["a"], 1),
  ("[{\"t\":\"a\"},\n{\"t\":\"b", 1, 2, ["a"], 1),
  ("[{\"t\":\"a\"},\n{\"t\":\"b},\n{\"t\":\"c\"}]", 1, 2, ["a", "c"], 1),
  ("[{\"t\":\"a\"},\n{\n\"t\":\"b\n},\n{\"t\":\"c\"}]", 1, 2, ["a", "c"], 1),
  ("[{\"t\":\"a\"},\n17,{\"t\":\"c\"}]", 1, 2, ["a", "c"], 1),
  ("[{\"t\":\"a\"},\n{\"t\":\"b\"}}, {\"t\":\"c\"}]", 2, 2, ["a", "b", "c"], 1),
])
func `a broken array names row and line, and skipping reads the rest`(
  text: String, row: Int, line: Int, readable: [String], rejectedCount: Int
) throws {
  let corpus = try Corpus(of: text, name: "x.json")
  let error = corpusError { _ = try readAll(corpus, plan()) }
  #expect(error?.row == row && error?.line == line, "\(error?.description ?? "no error")")
  let batches = try readAll(corpus, plan("t", .skipping))
  let rejected = Set(batches[0].rejections.map(\.index))
  #expect(rejected.count == rejectedCount)
  let kept = texts(batches).enumerated().filter { !rejected.contains($0.offset) }.map(\.element)
  #expect(kept == readable)
}

@Test func `no byte of a damaged array but space, commas and brackets is passed over`() throws {
  var random = SeededRandom(seed: 5)
  let whole = Array(
    "[{\"t\":\"a, [b\"}, {\"t\":\"\\\"}{\"},\n{\"t\": {\"u\":[1,2]}}, 4, \"x\"]".utf8)
  for _ in 0..<2_000 {
    var bytes = whole
    for _ in 0...random.next(below: 2) {
      let place = 1 + random.next(below: bytes.count - 1)
      let with = Array("[]{}\",:x\n\\ ".utf8)[random.next(below: 11)]
      if random.next(below: 2) == 0 { bytes[place] = with } else { bytes.insert(with, at: place) }
    }
    let corpus = try Corpus(of: bytes, name: "x.json")
    var isCovered = [Bool](repeating: false, count: bytes.count)
    for batch in try readAll(corpus, plan("t", .skipping)) {
      for i in 0..<batch.count {
        let source = batch.source(of: i)
        for j in source.start..<source.start + source.byteCount { isCovered[j] = true }
      }
    }
    let passedOver = bytes.indices.filter { !isCovered[$0] }.map { bytes[$0] }
    #expect(
      passedOver.allSatisfy { Array(" \n,[]".utf8).contains($0) },
      "\(String(decoding: bytes, as: UTF8.self))")
  }
}

@Test func `records over many chunks are read once each, in order, with their lines`() throws {
  var random = SeededRandom(seed: 3)
  var text = ""
  var lines: [Int] = []
  var line = 1
  for number in 0..<1_500 {
    while random.next(below: 10) == 0 {
      text += "\n"
      line += 1
    }
    lines.append(line)
    text += "{\"t\":\"\(number) \(String(repeating: "x", count: random.next(below: 5_000)))\"}\n"
    line += 1
  }
  // One line longer than a chunk.
  text += "{\"t\":\"1500 \(String(repeating: "y", count: 2_500_000))\"}\n{\"t\":\"1501 \"}"
  lines += [line, line + 1]
  let corpus = try Corpus(of: text)
  #expect(corpus.chunkCount > 5)
  let batches = try readAll(corpus, plan())
  #expect(texts(batches).map { Int($0.prefix { $0 != " " }) } == (0..<1_502).map { $0 })
  let places = batches.flatMap { batch in
    (0..<batch.count).map { corpus.place(of: batch.source(of: $0)).line }
  }
  #expect(places == lines)
}

@Test func `an array over many chunks is read once each, in order`() throws {
  let elements = (0..<1_500).map { "{\"t\":\"\($0) \(String(repeating: "[", count: $0))\"}" }
  let text = "[\n\(elements.joined(separator: ",\n"))\n]"
  let corpus = try Corpus(of: text, name: "x.json")
  #expect(corpus.chunkCount > 1)
  let batches = try readAll(corpus, plan())
  #expect(sources(corpus, batches) == elements)
  let rows = batches.flatMap { batch in
    (0..<batch.count).map { corpus.place(of: batch.source(of: $0)).row }
  }
  #expect(rows == (0..<1_500).map { $0 })
}
