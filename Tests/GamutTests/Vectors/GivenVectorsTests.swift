// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutEmbedding
import GamutLinear
import GamutTestSupport
import Testing

@testable import Gamut

/// Vectors from files beside the records, and from a field of them.
struct GivenVectorsTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  static let inputs = """
    {"prompt": "a", "response": "x", "emb": [1, 2], "deep": {"v": [[5, 6]]}}
    {"prompt": 7, "emb": [0, 0]}

    {"prompt": "b", "response": "y", "emb": [-3e0, 0.5], "deep": {"v": [[7, 8]]}}
    {"prompt": "c", "response": "z", "emb": [12345678, 1e-3], "deep": {"v": [[9, 10]]}}

    """

  func source(_ text: String = inputs, as name: String = "in.jsonl") throws -> RecordSource {
    let corpus = try Corpus(paths: [folder.write(text, to: name)])
    var options = ReadPlan.Options()
    options.onError = .skip(atMost: 10)
    return try RecordSource.reading(
      corpus, selection: .view(.prompt), options: options, in: RunContext(workers: 2))
  }

  func vectors(
    _ model: VectorModel, _ source: RecordSource, workers: Int = 2
  ) throws -> [[Float]] {
    let matrix = try OpenedModel(ofGiven: model).vectors(
      of: VectorRequest(source: source, records: source.readable), in: RunContext(workers: workers)
    ).rows
    return (0..<matrix.rowCount).map {
      Array(matrix.elements[matrix.elementRange(ofRows: $0..<$0 + 1)])
    }
  }

  func refusal(_ model: VectorModel, _ source: RecordSource) throws -> String {
    do {
      _ = try vectors(model, source)
      return "read without an error"
    } catch { return "\(error)".replacing("\(folder.path)/", with: "") }
  }

  func file(_ text: String, field: String? = nil) throws -> VectorModel {
    .files(embeddings: try folder.write(text, to: "v.jsonl"), reference: nil, field: field)
  }

  static let expected: [[Float]] = [[1, 2], [-3, 0.5], [12_345_678, 0.001]]

  @Test func `a long first list claims no memory for all records`() throws {
    // A million numbers, and 20,000 records of one: 80 GB, were all as long as the first.
    let count = 20_000
    let source = try source(
      String(repeating: "{\"prompt\": \"a\", \"response\": \"b\"}\n", count: count))
    let zeros = String(repeating: "0,", count: 999_999)
    let lists = "[\(zeros)0]\n" + String(repeating: "[1]\n", count: count - 1)
    let refusal = try refusal(file(lists), source)
    #expect(refusal.contains("v.jsonl:2: bad vector"), "\(refusal)")
  }

  @Test func `a field of the records is read, at any depth`() throws {
    let source = try source()
    for workers in [1, 2, 3] {
      #expect(try vectors(.field("emb"), source, workers: workers) == Self.expected)
    }
    #expect(try vectors(.field("deep.v[0]"), source) == [[5, 6], [7, 8], [9, 10]])
  }

  @Test(arguments: [
    "[1, 2]\n[0, 0]\n[-3, 0.5]\n\n[12345678, 0.001]",
    "[[1, 2], [0, 0], [-3, 0.5], [12345678, 0.001]]",
    "{\"id\": 4, \"v\": [1, 2]}\n{\"v\": [9]}\n{\"v\": [-3, 0.5]}\n{\"v\": [12345678, 0.001]}\n",
    "\u{FEFF} [{\"v\": [1, 2]}, {\"v\": 0}, {\"v\": [-3, 0.5]}, {\"v\": [12345678, 1e-3]}]",
  ])
  func `JSON vectors are lists, or objects with one; rows of rejected records are not read`(
    text: String
  ) throws {
    #expect(try vectors(file(text), source()) == Self.expected)
  }

  @Test func `a field of a JSON file is named, where several are lists of numbers`() throws {
    let line = "{\"a.b\": [1, 2], \"c\": {\"d\": [3, 4]}, \"e\": [5, 6], \"f\": []}\n"
    let text = String(repeating: line, count: 4)
    let source = try source()
    #expect(try vectors(file(text, field: "c.d"), source) == [[3, 4], [3, 4], [3, 4]])
    #expect(
      try refusal(file(text), source)
        == "v.jsonl:1: missing field: more than one field is a list of numbers; the fields are "
        + "\"a.b\", \"c\", \"e\", \"f\"; name the one with the vectors")
    let single = String(repeating: "{\"a.b\": [1, 2]}\n", count: 4)
    #expect(try vectors(file(single), source) == [[1, 2], [1, 2], [1, 2]])
  }

  @Test(arguments: [
    ("{\"v\": [1, 2]}", "{\"w\": [1, 2]}", "missing field: no \"v\"; the fields are \"w\""),
    ("{\"v\": [1, 2]}", "{\"v\": 3}", "wrong type: \"v\" is a number, expected a list of numbers"),
    ("{\"v\": [1, 2]}", "[1, 2]", "wrong type: the record is a list, expected an object"),
    (
      "{\"v\": [1, 2]}", "{\"v\": [1]}",
      "bad vector: \"v\": 1 numbers, expected 2 as in the first record"
    ),
    ("[1, 2]", "[1, 2, 3]", "bad vector: 3 numbers, expected 2 as in the first record"),
    ("[1, 2]", "[1, \"2\"]", "bad vector: element 1 is a string, expected a number"),
    ("[1, 2]", "[[1], 2]", "bad vector: element 0 is a list, expected a number"),
    ("[1, 2]", "[1, null]", "bad vector: element 1 is null, expected a number"),
    (
      "[1, 2]", "[NaN, 2]",
      "bad vector: element 0 is nan, expected a finite number within the range of float32"
    ),
    (
      "[1, 2]", "[1, 1e39]",
      "bad vector: element 1 is 1e+39, expected a finite number within the range of float32"
    ),
    ("[1, 2]", "{}", "wrong type: the record is an object, expected a list of numbers"),
    ("[1, 2]", "[1, 2", "invalid JSON: "),
  ])
  func `a vector unlike the first is one error with its line`(
    first: String, other: String, error: String
  ) throws {
    let text = "\(first)\n\(first)\n\n\(other)\n\(first)\n"
    #expect(try refusal(file(text), source()).hasPrefix("v.jsonl:4: \(error)"))
  }

  @Test func `a first record without a vector is an error, too`() throws {
    for (line, error) in [
      ("{\"a\": \"b\"}", "no field is a list of numbers; the fields are \"a\""),
      ("[]", "it is an empty list, expected numbers"), ("{\"a\": []}", "no field is a list"),
    ] {
      let found = try refusal(file(String(repeating: "\(line)\n", count: 4)), source())
      #expect(found.hasPrefix("v.jsonl:1: "), "\(found)")
      #expect(found.contains(error), "\(found)")
    }
    let found = try refusal(.field("none"), source())
    #expect(found.hasPrefix("in.jsonl:1: missing field: no \"none\"; the fields are \"prompt\""))
  }

  @Test func `another number of rows than of records read is an error`() throws {
    for count in [0, 3, 5] {
      let text = String(repeating: "[1, 2]\n", count: count)
      let expected =
        count == 0
        ? "v.jsonl: unknown format of vectors: it is empty"
        : "v.jsonl: wrong number of rows: \(count) rows, expected 4: one per record read, rejected "
          + "ones included"
      #expect(try refusal(file(text), source()) == expected)
    }
  }

  @Test func `two sets of vectors have one length, and a set without records takes it`() throws {
    let own = try source()
    let other = try source(
      "{\"prompt\": \"a\", \"response\": \"x\", \"emb\": [1, 2, 3]}\n", as: "other.jsonl")
    let requests = [own, other].map { VectorRequest(source: $0, records: $0.readable) }
    #expect(throws: EmbeddingError.self) {
      try OpenedModel(ofGiven: .field("emb")).vectors(of: requests, in: RunContext(workers: 1))
    }
    let none = VectorRequest(source: own, records: [])
    let matrices = try OpenedModel(ofGiven: .field("emb")).vectors(
      of: [none, requests[1]], in: RunContext(workers: 1))
    #expect(matrices.map(\.rows.columnCount) == [3, 3] && matrices.map(\.rows.rowCount) == [0, 1])
  }

  @Test func `files without one of the reference give no vectors of it`() async {
    await #expect(processExitsWith: .failure) {
      let test = try GivenVectorsTests()
      let source = try test.source()
      let model = try test.file("[1, 2]\n[0, 0]\n[1, 1]\n[3, 4]\n")
      _ = try OpenedModel(ofGiven: model).referenceVectors(
        of: VectorRequest(source: source, records: source.readable),
        besides: Matrix(rowCount: 0, columnCount: 2), in: RunContext(workers: 1))
    }
  }

  @Test func `JSON vectors with faults are read or refused, and none ends the program`() throws {
    let source = try source()
    let seeds = [
      "[1, 2]\n[0, 0]\n[-3, 0.5]\n\n[12345678, 0.001]",
      "[{\"v\": [1, 2]}, {\"v\": 0}, {\"v\": [-3, 0.5]}, {\"v\": [1e3, 1e-3]}]",
    ]
    var random = SeededRandom(seed: 17)
    for number in 0..<600 {
      let bytes = random.mutated(Array(seeds[number % seeds.count].utf8))
      let path = try folder.write(bytes, to: "v.jsonl")
      let model = VectorModel.files(embeddings: path, reference: nil)
      #expect(try !refusal(model, source).contains("\n"), "mutant \(number)")
    }
  }

  @Test func `many records come in order on any number of workers`() throws {
    let count = 1500
    let text = (0..<count).map {
      "{\"prompt\": \"p\", \"response\": \"r\", \"emb\": [\($0), \(Double($0) / 3)]}\n"
    }.joined()
    let source = try source(text)
    let expected = (0..<count).map { [Float($0), Float(Double($0) / 3)] }
    for workers in [1, 2, 3] {
      #expect(try vectors(.field("emb"), source, workers: workers) == expected)
    }
  }
}
