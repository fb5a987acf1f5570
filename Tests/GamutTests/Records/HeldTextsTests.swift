// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutEmbedding
import GamutReport
import GamutTestSupport
import Testing

@testable import Gamut

@Suite struct HeldTextsTests {
  private static let views = [Selection.view(.all), .view(.prompt), .view(.response)]

  /// Dialogues, one of them without a question, one without an answer, one with a field that counts.
  private static let records = [
    #"{"prompt": "What is ebb?", "completion": "Falling water.", "label": 1}"#,
    #"{"prompt": "", "completion": "Nobody asked."}"#, #"{"prompt": 7"#,
    #"{"prompt": "What is a r\u00f6\u00f6k?", "completion": ""}"#,
    #"{"prompt": "What is ebb?", "completion": "Falling water.", "label": 0}"#,
  ].map { Array($0.utf8) }

  /// Reads `corpus` where the texts of a set may take `byteCount` bytes.
  private func source(
    _ corpus: Corpus, of selections: [Selection] = views, holding byteCount: Int
  ) throws -> RecordSource {
    var options = ReadPlan.Options()
    options.onError = .skip(atMost: 1)
    let context = RunContext(workers: 2, memory: MemoryBudget(byteCount: 8 * byteCount))
    return try RecordSource.scan(
      corpus, by: try corpus.plan(selections: selections, options: options), in: context
    ) { _ in
    } take: { _ in
    }
  }

  @Test func `held texts are what reading the records again gives`() throws {
    let corpus = try Corpus(records: Self.records)
    let held = try source(corpus, holding: 1 << 20)
    let read = try source(corpus, holding: 1)
    #expect(held.held != nil && read.held == nil)
    for wanted: [RecordIndex] in [[], [0, 1, 2, 3, 4], [4, 4, 0, 2], [3]] {
      for selections in [Self.views, [.view(.response), .view(.all)], [.view(.prompt)]] {
        let columns = try held.selecting(selections).columns(of: wanted)
        #expect(
          columns
            == corpus.read(
              records: wanted.map(held.source),
              by: try #require(
                held.plan.selecting(selections))
            ).columns)
        #expect(columns == (try read.selecting(selections).columns(of: wanted)))
      }
    }
  }

  @Test func `which records have text is known of every selection read, and found for others`()
    throws
  {
    let corpus = try Corpus(records: Self.records)
    for byteCount in [1, 1 << 20] {
      for selections in [Self.views, [.view(.all)]] {
        let source = try source(corpus, of: selections, holding: byteCount)
        func withText(_ view: View) throws -> [RecordIndex] {
          let other = try source.selecting([.view(view)])
          return other.withText(other.readable, workers: 2)
        }
        #expect(try withText(.all) == [0, 1, 3, 4])
        #expect(try withText(.prompt) == [0, 3, 4])
        #expect(try withText(.response) == [0, 1, 4])
      }
    }
  }

  @Test func `texts beyond the bound are let go`() throws {
    // Of a text of one byte more is held than its line takes: the ends of three columns.
    let corpus = try Corpus(
      records: (0..<100).map { Array("{\"text\": \"\($0)\"}".utf8) })
    #expect(try source(corpus, of: [.view(.all)], holding: corpus.byteCount).held == nil)
    #expect(try source(corpus, of: [.view(.all)], holding: 4 * corpus.byteCount).held != nil)
  }

  @Test func `a report is the same whether texts are held or read again`() throws {
    let subjects = ["bread and yeast", "tides and moons", "chess and rooks", "gears and chains"]
    // Every ninth record is asked again in other words, and answered otherwise.
    let records = (0..<72).map { i in
      let asked = "How do \(subjects[i % 4]) go together with number \(i - i % 9 / 8)?"
      return #"{"prompt": "\#(asked)", "completion": "Answer \#(i) is about \#(subjects[i % 4])."}"#
    }.map { Array($0.utf8) }
    let corpus = try Corpus(records: records)
    let reference = try Corpus(records: Array(records.prefix(24)))
    func document(holding byteCount: Int) throws -> [UInt8] {
      var plan = ReportPlan()
      plan.options.deduplication.stages = [.exact, .near, .semantic]
      plan.options.deduplication.selection = .view(.prompt)
      var model = LSAModel.Options()
      model.dimensionCount = 16
      plan.options.model = .lsa(model)
      plan.options.deduplication.model = plan.options.model
      let context = RunContext(workers: 2, memory: MemoryBudget(byteCount: 8 * byteCount))
      return try plan.run(inputs: corpus, reference: reference, in: context).document.json()
    }
    #expect(try document(holding: 1 << 20) == document(holding: 1 << 10))
  }
}
