// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutLinear
import GamutTestSupport
import Testing

@testable import Gamut

/// Rows of vectors that come in any order, and say where they belong.
struct RowOrderTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private static let inputs = """
    {"text": "a", "key": "x"}
    {"text": "b", "key": 7}
    {"text": "c", "key": "z"}

    """

  private func vectors(
    _ rows: String, key: String? = nil, inputs: String = inputs, workers: Int = 2
  ) throws -> [[Float]] {
    var options = ReadPlan.Options()
    options.onError = .skip(atMost: 10)
    let source = try RecordSource.reading(
      try Corpus(paths: [folder.write(inputs, to: "in.jsonl")]), selection: .view(.all),
      options: options, in: RunContext(workers: workers))
    let model = VectorModel.files(
      embeddings: try folder.write(rows, to: "v.jsonl"), reference: nil, key: key)
    let matrix = try OpenedModel(ofGiven: model).vectors(
      of: VectorRequest(source: source, records: source.readable),
      in: RunContext(workers: workers)
    ).rows
    return (0..<matrix.rowCount).map {
      Array(matrix.elements[matrix.elementRange(ofRows: $0..<$0 + 1)])
    }
  }

  private func refusal(_ rows: String, key: String? = nil, inputs: String = inputs) -> String {
    do {
      return "read \(try vectors(rows, key: key, inputs: inputs))"
    } catch { return "\(error)".replacing("\(folder.path)/", with: "") }
  }

  @Test func `rows with an index go where it says`() throws {
    let rows = """
      {"index": 2, "embedding": [3]}
      {"index": 0, "embedding": [1]}
      {"index": 1, "embedding": [2]}
      """
    #expect(try vectors(rows) == [[1], [2], [3]])
  }

  @Test(arguments: [
    ("0 0 1", "v.jsonl:2: rows do not fit the records: the index 0 is doubled"),
    ("0 1 3", "v.jsonl:3: rows do not fit the records: its index is 3, expected 0 to 2"),
    ("0 1 -1", "v.jsonl:3: rows do not fit the records: its index is -1, expected 0 to 2"),
    ("0 1", "v.jsonl: wrong number of rows: 2 rows, expected 3"),
    ("0 1 null", "v.jsonl:3"), ("0 1 \"2\"", "v.jsonl:3"),
  ])
  func `an index that is doubled, or beyond the records, is an error`(
    indices: String, message: String
  ) {
    let rows = indices.split(separator: " ").map { "{\"index\": \($0), \"v\": [1, 2]}\n" }.joined()
    #expect(refusal(rows).hasPrefix(message), "\(refusal(rows))")
  }

  @Test func `rows go to the records that have their keys, strings or numbers`() throws {
    let rows = """
      {"key": "z", "index": 0, "v": [3]}
      {"key": "7", "index": 0, "v": [2]}
      {"key": "x", "index": 0, "v": [1]}
      """
    for workers in [1, 3] {
      #expect(try vectors(rows, key: "key", workers: workers) == [[1], [2], [3]])
    }
  }

  @Test func `many rows in any order are those of a dictionary`() throws {
    var random = SeededRandom(seed: 4)
    let keys = (0..<1_000).map { "k\($0)" }.shuffled(using: &random)
    let inputs = keys.map { "{\"text\": \"a\", \"key\": \"\($0)\"}\n" }.joined()
    let rows = keys.indices.shuffled(using: &random)
      .map { "{\"key\": \"\(keys[$0])\", \"v\": [\($0)]}\n" }.joined()
    #expect(try vectors(rows, key: "key", inputs: inputs) == keys.indices.map { [Float($0)] })
  }

  @Test(arguments: [
    ("x 7 q z", "v.jsonl:3: rows do not fit the records: no record has the key \"q\""),
    ("x 7 z x", "v.jsonl:4: rows do not fit the records: the key \"x\" is doubled"),
    ("x 7", "v.jsonl: rows do not fit the records: in.jsonl:3 has the key \"z\""),
  ])
  func `a key that no record has, a doubled and a missing one are errors`(
    keys: String, message: String
  ) {
    let rows = keys.split(separator: " ").map { "{\"key\": \"\($0)\", \"v\": [1, 2]}\n" }.joined()
    let refusal = refusal(rows, key: "key")
    #expect(refusal.contains(message), "\(refusal)")
    #expect(!refusal.contains("\n"))
  }

  @Test func `two records of one key are an error, and so is a row without one`() {
    let rows = "{\"key\": \"x\", \"v\": [1]}\n"
    let doubled = refusal(
      rows, key: "key", inputs: Self.inputs + "{\"text\": \"d\", \"key\": \"z\"}\n")
    #expect(doubled.contains("\"z\" is doubled: "), "\(doubled)")
    let none = refusal(rows + "{\"v\": [1]}\n", key: "key")
    #expect(none.hasPrefix("v.jsonl:2"), "\(none)")
  }

  @Test(arguments: ["row-2 row-0 row-1", "3 1 2"])
  func `of records without the key, the numbers of the rows are their order`(keys: String) throws {
    let rows = zip(keys.split(separator: " "), [3, 1, 2])
      .map { "{\"id\": \"\($0)\", \"v\": [\($1)]}\n" }.joined()
    #expect(try vectors(rows, key: "id") == [[1], [2], [3]])
  }

  @Test(arguments: [
    "row-2 row-0 row-3", "a-0 b-1 a-2", "x y z", "row-0 row-1", "1 01 2", "0 1 2 3",
  ])
  func `keys that do not number the records are an error where no record has one`(keys: String) {
    let rows = keys.split(separator: " ").map { "{\"id\": \"\($0)\", \"v\": [1]}\n" }.joined()
    let refusal = refusal(rows, key: "id")
    #expect(
      refusal.hasPrefix("v.jsonl: rows do not fit the records: no record has \"id\""), "\(refusal)")
  }

  @Test func `the row of a record that cannot be read may stand there`() throws {
    let rows = ["x", "7", "z", "broken"].map { "{\"key\": \"\($0)\", \"v\": [1]}\n" }.joined()
    let inputs = Self.inputs + "{\"text\": 4, \"key\": \"broken\"}\n"
    #expect(try vectors(rows, key: "key", inputs: inputs).count == 3)
  }
}
