// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus
import GamutReport
import GamutTestSupport
import Testing

/// What other semantic thresholds would remove, beside runs at those thresholds.
@Suite struct SemanticAdviceTests {
  /// Rows around a few centres, at cosines from about .6 to 1.
  private func vectors(_ count: Int, seed: UInt64) -> [[Float]] {
    var random = SeededRandom(seed: seed)
    let centres = (0..<6).map { _ in (0..<8).map { _ in random.nextGaussian() } }
    return (0..<count).map { row in
      let spread = 0.1 + 0.2 * Double(row % 5)
      return centres[row % 6].map { Float($0 + spread * random.nextGaussian()) }
    }
  }

  private func document(
    _ cleaning: Cleaning, against: [String] = [], workers: Int = 2
  ) throws -> ReportDocument {
    var plan = DeduplicationPlan(options: cleaning.options)
    plan.thresholdAdvice = .included
    let result = try plan.run(
      inputs: try Corpus(paths: [cleaning.folder.path("x0")]),
      against: against.isEmpty ? nil : try Corpus(paths: [cleaning.folder.path("known0")]),
      in: RunContext(workers: workers))
    #expect(result.removals == cleaning.result.removals)
    var document = ReportDocument(result)
    try document.addRemovals(of: result, in: RunContext(workers: workers))
    return document
  }

  private func expectRealRemovals(
    _ thresholds: SemanticThresholds, _ run: (Double) throws -> Cleaning
  ) throws {
    #expect(thresholds.bins[0].removed == nil)
    for bin in thresholds.bins.dropFirst() {
      // Copies of what is removed go with it and are no rows of the stage: the runs have none.
      let real = try run(bin.low).result.removedCount(by: .semantic)
      #expect(bin.removed == .exactly(real), "at \(bin.low)")
    }
  }

  @Test func `each threshold removes what a run at it removes`() throws {
    let texts = (0..<90).map { "text\($0)" }
    let rows = vectors(90, seed: 1)
    func run(_ threshold: Double) throws -> Cleaning {
      try Cleaning([lines(texts)], stages: [.semantic], vectors: rows) {
        $0.semanticThreshold = threshold
      }
    }
    let thresholds = try #require(try document(run(0.95)).semanticThresholds)
    #expect(thresholds.rows == 90 && thresholds.countedRows == 90)
    #expect(thresholds.bins.map(\.rows).reduce(0, +) == 90)
    try expectRealRemovals(thresholds, run)
  }

  @Test func `records compared with count as neighbours, and not as records`() throws {
    let known = (0..<30).map { "known\($0)" }
    let texts = (0..<60).map { "text\($0)" }
    let all = vectors(90, seed: 2)
    func run(_ threshold: Double) throws -> Cleaning {
      try Cleaning(
        [lines(texts)], against: [lines(known)], stages: [.semantic], vectors: Array(all[30...]),
        known: Array(all[..<30])
      ) { $0.semanticThreshold = threshold }
    }
    let thresholds = try #require(
      try document(run(0.9), against: known).semanticThresholds)
    #expect(thresholds.rows == 60)
    #expect(thresholds.bins.map(\.rows).reduce(0, +) == 60)
    try expectRealRemovals(thresholds, run)
  }

  @Test func `records that stand for near-duplicates, and the keep order, count`() throws {
    // Every tenth text repeats the one before it with a word changed; its vector is another one, so
    // that it holds its keeper back at some thresholds.
    let texts = (0..<60).map { row in
      row % 10 == 9 ? words("w\(row - 1)x", changed: [39]) : words("w\(row)x")
    }
    let rows = vectors(60, seed: 3)
    func run(_ threshold: Double) throws -> Cleaning {
      try Cleaning(
        [lines(texts)], keep: .last, stages: [.near, .semantic], vectors: rows
      ) { $0.semanticThreshold = threshold }
    }
    let thresholds = try #require(try document(run(0.95)).semanticThresholds)
    #expect(thresholds.rows == 54)
    for bin in thresholds.bins.dropFirst() {
      // Near-duplicates whose keeper goes take its cause; the stage itself removed the keeper alone.
      let result = try run(bin.low).result
      let own = result.removals.count { $0.cause == .semantic && $0.record % 10 != 8 }
      #expect(bin.removed == .exactly(own), "at \(bin.low)")
    }
  }

  @Test func `the advice is the same for any number of workers, and for examples too`() throws {
    let texts = (0..<120).map { "text\($0)" }
    let cleaning = try Cleaning([lines(texts)], stages: [.semantic], vectors: vectors(120, seed: 4))
    let one = try document(cleaning, workers: 1).json()
    #expect(try document(cleaning, workers: 2).json() == one)
    #expect(try document(cleaning, workers: 3).json() == one)
  }

  @Test func `examples are records with their own texts and places`() throws {
    let texts = ["alpha", "beta", "gamma", "delta"]
    // Cosines: alpha to beta .96, gamma to delta 0.
    let cleaning = try Cleaning(
      [lines(texts)], stages: [.semantic],
      vectors: [[1, 0, 0], [0.96, 0.28, 0], [0, 0, 1], [0, 1, 0]])
    let thresholds = try #require(try document(cleaning).semanticThresholds)
    let bin = try #require(thresholds.bins.first { $0.low == 0.95 })
    #expect(bin.rows == 2 && bin.removed == .exactly(1))
    let pair = try #require(bin.examples.first)
    #expect(bin.examples.count == 1)
    #expect(pair.a.text == "alpha" && pair.b.text == "beta")
    #expect(pair.b.place.position == .line(2) && abs(pair.similarity - 0.96) < 1e-6)
    #expect(thresholds.advised == nil && thresholds.reason == "Too few records for advice.")
  }

  @Test(arguments: [1, 2]) func `sets of next to no records get a table without removals`(
    count: Int
  ) throws {
    let texts = (0..<count).map { "text\($0)" }
    let cleaning = try Cleaning(
      [lines(texts)], stages: [.semantic], vectors: vectors(count, seed: 5))
    let thresholds = try #require(try document(cleaning).semanticThresholds)
    #expect(thresholds.rows == count && thresholds.advised == nil)
    #expect(thresholds.bins.map(\.rows).reduce(0, +) == (count > 1 ? count : 0))
  }

  @Test func `nothing is weighed unless asked, nor without a semantic stage`() throws {
    let cleaning = try Cleaning(texts: ["one", "two"], stages: [.exact])
    #expect(try document(cleaning).semanticThresholds == nil)
    let semantic = try Cleaning(
      texts: ["one", "two"], stages: [.semantic], vectors: [[1, 0], [0, 1]])
    var document = ReportDocument(semantic.result)
    try document.addRemovals(of: semantic.result, in: RunContext(workers: 1))
    #expect(document.semanticThresholds == nil)
  }
}
