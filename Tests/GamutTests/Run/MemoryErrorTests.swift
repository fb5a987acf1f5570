// SPDX-License-Identifier: Apache-2.0

import GamutCorpus
import GamutEmbedding
import GamutText
import Testing

@testable import Gamut

@Suite struct MemoryErrorTests {
  /// Twelve documents of different words.
  private static func corpus() throws -> Corpus {
    try Corpus(
      records: (0..<12).map { i in
        Array(
          """
          {"text": "word\(i)a word\(i)b word\(i)c\\n\\nsea\(i)a sea\(i)b sea\(i)c",
           "vector": [\(i + 1), 2, 3, 4]}
          """.replacing("\n", with: " ").utf8)
      })
  }

  private static func context(_ byteCount: Int?) -> RunContext {
    RunContext(workers: 2, memory: MemoryBudget(byteCount: byteCount))
  }

  private static func error(in byteCount: Int, _ body: (RunContext) throws -> Void) -> MemoryError?
  {
    do { try body(context(byteCount)) } catch { return error as? MemoryError }
    return nil
  }

  @Test func `vectors that take more than was asked for stop a run before they are made`() throws {
    let corpus = try Self.corpus()
    var options = DeduplicationPlan.Options()
    options.stages = [.exact, .semantic]
    options.model = .field("vector")
    let plan = DeduplicationPlan(options: options)
    // Four numbers of four bytes for each of twelve records.
    let found = try #require(Self.error(in: 191) { _ = try plan.run(inputs: corpus, in: $0) })
    #expect(found.byteCount == 192 && found.budget == 191)
    #expect(found.content == "12 vectors of 4 columns")
    #expect(Self.error(in: 192) { _ = try plan.run(inputs: corpus, in: $0) } == nil)
    #expect(try plan.run(inputs: corpus, in: Self.context(nil)).isKept.count == 12)
  }

  @Test func `a fitted model's vectors count too`() throws {
    var options = DeduplicationPlan.Options()
    options.stages = [.exact, .semantic]
    let plan = DeduplicationPlan(options: options)
    let found = try #require(
      Self.error(in: 50) { _ = try plan.run(inputs: Self.corpus(), in: $0) })
    #expect(found.content.hasPrefix("12 vectors of "))
  }

  @Test func `records compared by containment count 600 bytes each`() throws {
    var options = DeduplicationPlan.Options()
    options.nearRule = NearRule(containment: 0.5)
    let plan = DeduplicationPlan(options: options)
    let found = try #require(
      Self.error(in: 7199) { _ = try plan.run(inputs: Self.corpus(), in: $0) })
    #expect(found.byteCount == 7200)
    #expect(Self.error(in: 7200) { _ = try plan.run(inputs: Self.corpus(), in: $0) } == nil)
  }

  @Test(arguments: [SpanPlan.Grain.unit(.paragraph), .repeats(atLeast: 16)])
  func `spans hold their text`(grain: SpanPlan.Grain) throws {
    let plan = SpanPlan(options: .init(grain: grain, deduplication: .init()))
    let found = try #require(
      Self.error(in: 400) { _ = try plan.run(inputs: Self.corpus(), in: $0) })
    #expect(found.byteCount > 400)
    _ = try plan.run(inputs: Self.corpus(), in: Self.context(nil))
  }

  @Test func `the error is a line with what is needed, what may be taken and what to do`() {
    let error = MemoryError(
      content: "12 vectors of 4 columns", byteCount: (3 << 20) + 1, budget: (3 << 20) - 1)
    #expect(
      error.description
        == "memory: 12 vectors of 4 columns take 4 MiB, expected at most the 2 MiB that may be "
        + "taken; allow more, or do without")
  }
}
