// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutTestSupport
import Testing

/// Records that come from memory.
@Suite struct MemoryTests {
  private func plan(_ options: ReadPlan.Options = .init()) throws -> ReadPlan {
    ReadPlan(selections: [.paths([try FieldPath("text")])], options: options)
  }

  private func sources(_ corpus: Corpus, _ batches: [RecordBatch]) -> [String] {
    var texts = TextBatch()
    for batch in batches {
      corpus.appendSources(of: (0..<batch.count).map { batch.source(of: $0) }, to: &texts)
    }
    return (0..<texts.count).map { texts.string($0) }
  }

  @Test func `strings are records whose text they are, whatever they hold`() throws {
    let strings = ["a", "", "two\nlines", "\"quoted\" \\ \u{0}\u{1F}", "é😀\u{2028}", " "]
    let corpus = try Corpus(strings: strings)
    let batches = try readAll(corpus, plan())
    #expect(texts(batches) == strings)
    #expect(batches.allSatisfy { $0.rejections.isEmpty })
    #expect(try corpus.detectSchema(options: .init()).schemas.map(\.name) == ["text"])
  }

  @Test func `records keep their bytes, and those of several lines lose the space between words`()
    throws
  {
    let given = [
      "{\"text\" : \"a\"}", "{\n  \"text\": \"b c\\n\",\r\n  \"n\": 1.50\n}", " {\"text\":\"d\"}\r",
    ]
    let corpus = try Corpus(records: given.map { Array($0.utf8) })
    let batches = try readAll(corpus, plan())
    #expect(texts(batches) == ["a", "b c\n", "d"])
    #expect(sources(corpus, batches) == [given[0], "{\"text\":\"b c\\n\",\"n\":1.50}", given[2]])
  }

  @Test func `a record that cannot be read is named by the list and its number`() throws {
    let records = ["{\"text\":\"a\"}", "{\"text\":", "{\"text\":\"b\n\"}", "", "[]"]
    let corpus = try Corpus(records: records.map { Array($0.utf8) }, name: "mine")
    let error = corpusError { _ = try readAll(corpus, plan()) }
    #expect(error?.code == .invalidJSON && error?.path == "mine" && error?.row == 1)
    let batches = try readAll(corpus, plan(.skipping))
    #expect(batches[0].rejections.map(\.index) == [1, 2, 3, 4])
    #expect(batches[0].rejections.map(\.error.row) == [1, 2, 3, 4])
  }

  @Test func `an empty list is a corpus without records`() throws {
    for corpus in [try Corpus(strings: []), try Corpus(records: [])] {
      #expect(corpus.chunkCount == 0 && corpus.byteCount == 0 && corpus.form == nil)
      let error = corpusError { _ = try corpus.detectSchema(options: .init()) }
      #expect(error?.code == .noRecords)
    }
  }

  @Test func `texts read from memory and from a file of lines are the same, over many chunks`()
    throws
  {
    var random = SeededRandom(seed: 24)
    let strings = (0..<3_000).map { number in
      String(repeating: "text \(number) ", count: random.next(below: 200))
    }
    let memory = try Corpus(strings: strings)
    #expect(memory.chunkCount > 2)
    let batches = try readAll(memory, plan())
    let file = try Corpus(of: sources(memory, batches).map { "\($0)\n" }.joined())
    #expect(texts(batches) == strings)
    #expect(texts(try readAll(file, plan())) == strings)
    for batch in batches {
      for i in 0..<batch.count {
        let place = memory.place(of: batch.source(of: i))
        #expect(place.row.map { $0 + 1 } == place.line)
      }
    }
  }
}
