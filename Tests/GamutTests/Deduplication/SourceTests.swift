// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutTestSupport
import Testing

@testable import Gamut

/// Where records come from: which source keeps its records, and what each loses.
@Suite struct SourceTests {
  private func line(_ text: String, _ source: String?) -> String {
    let field = source.map { ", \"source\": \"\($0)\"" } ?? ""
    return "{\"text\": \"\(text)\"\(field)}\n"
  }

  private func cleaning(
    _ file: String, prefer: [String], keep: KeepPolicy = .first, workers: Int = 2
  ) throws -> Cleaning {
    try Cleaning([file], keep: keep, workers: workers) {
      $0.sourceField = "source"
      $0.preferredSources = prefer
    }
  }

  static let file = """
    {"text": "\(words("a"))", "source": "web"}
    {"text": "\(words("a"))", "source": "books"}
    {"text": "\(words("a", changed: [39]))", "source": "books"}
    {"text": "\(words("a"))"}
    {"text": "alone", "source": 7}

    """

  @Test func `preferred sources come first in the order given, the rest by the policy`() throws {
    #expect(try cleaning(Self.file, prefer: []).result.kept == [0, 4])
    #expect(try cleaning(Self.file, prefer: ["books"]).result.kept == [1, 4])
    #expect(try cleaning(Self.file, prefer: ["books"], keep: .last).result.kept == [2, 4])
    #expect(try cleaning(Self.file, prefer: ["7", "(none)", "web"]).result.kept == [3, 4])
    #expect(try cleaning(Self.file, prefer: ["web", "books"], keep: .last).result.kept == [0, 4])
  }

  @Test func `a source that is not there is an error that lists those that are`() throws {
    let error = try #require(throws: CorpusError.self) {
      try cleaning(Self.file, prefer: ["web", "news"])
    }
    #expect(error.code == .unknownSource)
    #expect(
      error.detail
        == "\"news\", to be preferred, is none of the sources; they are \"web\", \"books\", \"(none)\", \"7\""
    )
  }

  @Test func `a file is named by its path or by the last component`() throws {
    let folder = try ScratchFolder()
    let paths = try [("a.jsonl", ["one", "two"]), ("b.jsonl", ["two", "three"])].map {
      try folder.write(lines($1), to: $0)
    }
    for name in ["b.jsonl", paths[1]] {
      var options = DeduplicationPlan.Options()
      options.preferredSources = [name]
      let result = try DeduplicationPlan(options: options).run(
        inputs: Corpus(paths: paths), in: RunContext(workers: 2))
      #expect(result.kept == [0, 2, 3])
      #expect(result.sourceTallies.map(\.elsewhereCount) == [1, 0])
    }
  }

  @Test func `a last component of several paths is an error, of one path given twice is not`()
    throws
  {
    let names = ["x/a", "y/a", "x/b", "x/b"]
    let error = try #require(throws: CorpusError.self) {
      try SourcePreference(["a"], among: names, areFiles: true)
    }
    #expect(error.detail.contains("\"x/a\", \"y/a\"; expected the whole path"))
    #expect(throws: Never.self) { try SourcePreference(["b"], among: names, areFiles: true) }
    #expect(throws: CorpusError.self) { try SourcePreference(["b"], among: names, areFiles: false) }
  }

  @Test(arguments: [KeepPolicy.first, .last, .longest])
  func `the order is the policy's, sorted by rank and nothing else`(policy: KeepPolicy) throws {
    var random = SeededRandom(seed: 11)
    let sources = ["a", "b", "c", "d"]
    for _ in 0..<20 {
      let rows = (0..<60).map { _ in
        (String(repeating: "x", count: random.next(below: 9)), sources[random.next(below: 4)])
      }
      let run = try cleaning(rows.map { line($0.0, $0.1) }.joined(), prefer: [])
      let source = run.result.source
      let known = try Cleaning(texts: ["r", "rr"]).result.source
      let wanted = Array(random.permutation(of: 4).prefix(random.next(below: 4)))
        .map { sources[$0] }
      let preference = try SourcePreference(
        wanted, among: source.sourceNames, areFiles: false)
      for reference in [nil, known] {
        let plain = RecordUnion(reference: reference, source: source).keepOrder(policy)
        let ordered = RecordUnion(reference: reference, source: source, preference: preference)
          .keepOrder(policy)
        let lead = reference?.count ?? 0
        func rank(_ index: RecordIndex) -> Int {
          wanted.firstIndex(of: rows[Int(index) - lead].1) ?? wanted.count
        }
        let naive = plain[lead...].enumerated()
          .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
          .map(\.element)
        #expect(ordered == plain[..<lead] + naive)
      }
    }
  }

  @Test func `what each source loses, and to whom`() throws {
    let file =
      line("one", "web") + line("one", "books") + line("one", "books") + line("two", nil) + "{\n"
      + line("two", nil)
    var options = DeduplicationPlan.Options()
    options.sourceField = "source"
    options.reading.onError = .skip(atMost: 9)
    let folder = try ScratchFolder()
    let result = try DeduplicationPlan(options: options).run(
      inputs: Corpus(paths: [try folder.write(file, to: "x")]), in: RunContext(workers: 2))
    let tallies = result.sourceTallies
    #expect(tallies.map(\.name) == ["web", "books", ""])
    #expect(tallies.map(\.readCount) == [1, 2, 3])
    #expect(tallies.map(\.rejectedCount) == [0, 0, 1])
    #expect(tallies.map(\.removedCount) == [0, 2, 1])
    #expect(tallies.map(\.elsewhereCount) == [0, 2, 0])
    #expect(tallies.map(\.removedShare) == [0, 1, 0.5])
    #expect(result.sources(losingMoreThan: 0.5).map(\.name) == ["books"])
    #expect(result.sources(losingMoreThan: 0.4).map(\.name) == ["books", ""])
    #expect(result.sources(losingMoreThan: 1).isEmpty)
  }

  @Test func `a field of countless values is refused`() throws {
    let file = (0...SourceColumn.limit).map { "{\"text\": \"t\", \"source\": \($0)}\n" }.joined()
    let error = try #require(throws: CorpusError.self) { try cleaning(file, prefer: []) }
    #expect(error.code == .unknownSource && error.detail.contains("more than 65536 values"))
  }

  @Test func `the decisions are the same for any number of workers`() throws {
    let texts = NearOracleTests.texts(count: 300, seed: 3)
    let file = texts.enumerated().map { line($1, ["a", "b", nil][$0 % 3]) }.joined()
    let first = try cleaning(file, prefer: ["b"], workers: 1)
    #expect(!first.removals.isEmpty)
    for workers in [2, 4] {
      let again = try cleaning(file, prefer: ["b"], workers: workers)
      #expect(again.removals == first.removals)
      #expect(again.result.sourceTallies == first.result.sourceTallies)
    }
  }
}
