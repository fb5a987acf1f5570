// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import Testing

/// The sources that a field names.
@Suite struct SourceColumnTests {
  private func column(_ text: String, _ field: String = "s") throws -> SourceColumn {
    let corpus = try Corpus(of: text)
    let plan = ReadPlan(
      selections: [.paths([try FieldPath("t")])], sourceField: try FieldPath(field),
      options: .skipping)
    var column = SourceColumn()
    for batch in try readAll(corpus, plan) { column.append(contentsOf: batch.sources) }
    return column
  }

  private func names(_ column: SourceColumn) -> [String] {
    column.numbers.map { column.names[Int($0)] }
  }

  @Test func `strings and numbers name a source, all else and what cannot be read none`() throws {
    let values = [
      "\"web\"", "7", "\"7\"", "-1", "2.5", "18446744073709551615", "null", "true", "[\"web\"]",
      "{\"s\": 1}", "\"\"", "\"w\\u0065b\"",
    ]
    let text = values.map { "{\"t\": \"x\", \"s\": \($0)}\n" }.joined()
    let found = try column(text + "{\"t\": \"x\"}\n{\"s\": \"web\"}\n{\n")
    #expect(
      names(found) == [
        "web", "7", "7", "-1", "2.5", "18446744073709551615", "", "", "", "", "", "web", "", "",
        "",
      ])
    #expect(found.names == ["web", "7", "-1", "2.5", "18446744073709551615", ""])
    #expect(!found.hasTooMany)
  }

  @Test func `a path leads into objects and lists`() throws {
    let text = "{\"t\": \"x\", \"meta\": {\"from\": [\"a\", \"b\"]}}\n{\"t\": \"x\", \"meta\": 1}\n"
    #expect(try names(column(text, "meta.from[-1]")) == ["b", ""])
  }

  @Test func `without a field there is no column`() throws {
    let corpus = try Corpus(of: "{\"t\": \"x\"}\n")
    let batch = try corpus.read(chunk: 0, by: ReadPlan(selections: [.paths([FieldPath("t")])]))
    #expect(batch.sources.numbers.isEmpty && batch.sources.names.isEmpty)
  }

  @Test func `columns of chunks add up to the values themselves`() throws {
    var random = SeededRandom(seed: 4)
    let values = (0..<4_000).map { _ in "source \(random.next(below: 50))" }
    let filler = String(repeating: "x", count: 900)
    let text = values.map { "{\"t\": \"\(filler)\", \"s\": \"\($0)\"}\n" }.joined()
    #expect(try Corpus(of: text).chunkCount > 2)
    let found = try column(text)
    #expect(names(found) == values)
    #expect(Set(found.names).count == found.names.count)
  }

  @Test func `a field of more values than there are numbers is told`() throws {
    let limit = SourceColumn.limit
    func text(_ count: Int) -> String {
      (0..<count).map { "{\"t\":\"\",\"s\":\($0)}\n" }.joined()
    }
    let full = try column(text(limit))
    #expect(full.names.count == limit && !full.hasTooMany)
    let over = try column(text(limit + 1))
    #expect(over.names.count == limit && over.hasTooMany && over.numbers.count == limit + 1)
  }
}
