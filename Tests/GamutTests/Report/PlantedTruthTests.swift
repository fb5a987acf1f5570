// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gamut
import GamutCore
import GamutCorpus
import GamutEmbedding
import GamutReport
import GamutTestSupport
import GamutText
import Testing

/// The report on the example set finds what was planted in it.
@Suite struct PlantedTruthTests {
  let truth: PlantedTruth
  static let report = Result {
    // Without the reference: `comparison` has that, and a model less is fitted. The near-copies were
    // planted in whole texts, so the rule for these is asked for.
    var plan = ReportPlan()
    plan.options.deduplication.alike = .text
    return try plan.run(
      inputs: Corpus(paths: [PlantedTruth.training]), reference: nil, in: RunContext(workers: 2))
  }

  static let comparison = Result {
    try CoveragePlan().run(
      inputs: Corpus(paths: [PlantedTruth.training]),
      reference: Corpus(paths: [PlantedTruth.traffic]), in: RunContext(workers: 2))
  }

  init() throws { truth = try PlantedTruth.load() }

  @Test func `the counts are the planted ones`() throws {
    let rows = try Self.report.get().document.rows
    #expect(rows.read == truth.expected.read && rows.kept == truth.expected.kept)
    #expect(rows.removed[.exact] == truth.expected.removed.exact)
    #expect(rows.removed[.near] == truth.expected.removed.near)
    #expect(rows.removed[.semantic] == nil && rows.rejected == 0)
  }

  @Test func `every planted copy is removed for its cause and with its keeper, and nothing else`()
    throws
  {
    let removals = try Self.report.get().deduplication.removals
    func pairs(_ cause: Stage) -> [[Int]] {
      removals.filter { $0.cause == cause }.map { [Int($0.record), Int($0.keeper.index)] }
    }
    #expect(pairs(.exact) == truth.removedExact)
    #expect(pairs(.near) == truth.removedNear)
  }

  @Test func `by the rule for examples only planted copies go, and four of five of them`() throws {
    let result = try DeduplicationPlan().run(
      inputs: Corpus(paths: [PlantedTruth.training]), in: RunContext(workers: 2))
    let removed = result.removals.map { Int($0.record) }
    let exact = result.removals.filter { $0.cause == .exact }.map { Int($0.record) }
    #expect(exact == truth.removedExact.map { $0[0] })
    let planted = Set((truth.removedExact + truth.removedNear).map { $0[0] })
    #expect(planted.isSuperset(of: removed))
    #expect((removed.count - exact.count) * 5 >= truth.removedNear.count * 4)
  }

  @Test func `kept lines are the input's, in order`() throws {
    let report = try Self.report.get()
    let folder = try ScratchFolder()
    try write(to: "kept", in: folder) { try report.deduplication.writeKept(to: &$0) }
    let input = Array(try Data(contentsOf: URL(filePath: PlantedTruth.training)))
      .split(separator: 0x0A)
    let removed = Set((truth.removedExact + truth.removedNear).map { $0[0] })
    let expected = input.indices.filter { !removed.contains($0) }.flatMap { input[$0] + [0x0A] }
    #expect(try folder.bytes("kept") == expected)
  }

  @Test func `the map draws every kept record in its topic and keeps most neighbours`() throws {
    let diversity = try #require(try Self.report.get().document.diversity)
    let map = try #require(diversity.map)
    #expect(map.drawnRows == diversity.rows && map.rows == diversity.rows)
    #expect(map.groups.map(\.name) == diversity.clusters?.list.map(\.name))
    #expect(map.groups.allSatisfy { $0.points.count == $0.rows })
    #expect(map.neighboursKept.value > 0.5)
    #expect(map.neighboursKept.value > 4 * map.neighboursKeptByComponents.value)
    #expect(map.drawnReferenceRows == 0 && map.gaps.isEmpty)
  }

  @Test func `prompts with two different answers are found`() throws {
    let answers = try #require(try Self.report.get().document.answers)
    // Of some planted questions one has a system turn and the other has none: another prompt.
    let prompts = try jsonLines(Array(Data(contentsOf: URL(filePath: PlantedTruth.training))))
      .map { record in
        (record["messages"] as? [[String: String]] ?? [])
          .filter { $0["role"] != "assistant" }.compactMap { $0["content"] }
      }
    let expected = truth.conflicts.filter { prompts[$0[0]] == prompts[$0[1]] }
    #expect(expected.count == 17 && answers.conflictingPrompts == expected.count)
    let planted = expected.map { $0.map { $0 + 1 } }
    for conflict in answers.conflicts {
      let lines = conflict.answers.map { line(of: $0.place) }
      #expect(planted.contains(lines), "\(lines) was not planted")
    }
    let messages = try Self.report.get().document.findings.map(\.message)
    #expect(messages.contains { $0.contains("different answers") }, "\(messages)")
  }

  private func line(of place: Place) -> Int {
    if case .line(let line) = place.position { line } else { -1 }
  }

  @Test func `refusals are counted to within a twentieth, and said`() throws {
    let report = try Self.report.get()
    let refusals = try #require(report.document.answers?.refusals)
    let removed = Set((truth.removedExact + truth.removedNear).map { $0[0] })
    let planted = truth.refusals.filter { !removed.contains($0) }.count
    #expect(abs(refusals.rows - planted) * 20 <= planted, "\(refusals.rows) of \(planted)")
    let messages = report.document.findings.map(\.message)
    #expect(messages.contains { $0.contains("refus") || $0.contains("declin") }, "\(messages)")
  }

  @Test func `each uncovered topic is the majority of a gap's rows`() throws {
    // Gaps name a few examples each; the rows behind them are those of the file of gaps.
    let folder = try ScratchFolder()
    let comparison = try Self.comparison.get()
    try write(to: "gaps", in: folder) { try comparison.writeGaps(to: &$0) }
    let rows = try jsonLines(folder.bytes("gaps"))
    #expect(rows.count == 680)
    let names = truth.topicOfQuestion
    let gaps = try #require(comparison.document.coverage).gaps
    var found: Set<String> = []
    for gap in gaps {
      let examples = gap.examples.map { line(of: $0.place) - 1 }
      let clusters = Set(examples.compactMap { rows[$0]["cluster"] as? Int })
      #expect(clusters.count == 1, "examples of one gap are of one topic")
      let members = rows.indices.filter { (rows[$0]["cluster"] as? Int) == clusters.first }
      var counts: [String: Int] = [:]
      for row in members { counts[names[row] ?? "none", default: 0] += 1 }
      for (name, count) in counts where count * 2 > members.count { found.insert(name) }
      #expect(gap.add.value > 0)
    }
    for name in truth.uncoveredTopics { #expect(found.contains(name), "\(name): \(found)") }
    // Rows of uncovered topics lie further from the set than the others do.
    let uncovered = Set(truth.uncoveredTopics)
    func mean(_ isUncovered: Bool) -> Double {
      let values = rows.indices.filter { uncovered.contains(names[$0] ?? "") == isUncovered }
        .compactMap { rows[$0]["max_cosine"] as? Double }
      return values.reduce(0, +) / Double(values.count)
    }
    #expect(mean(true) < mean(false) - 0.1)
  }

  @Test func `gaps hold what the contract names`() throws {
    let folder = try ScratchFolder()
    let comparison = try Self.comparison.get()
    try write(to: "gaps", in: folder) { try comparison.writeGaps(to: &$0) }
    for (index, row) in try jsonLines(folder.bytes("gaps")).enumerated() {
      #expect(Set(row.keys) == ["index", "gap", "max_cosine", "covered", "p_value", "cluster"])
      #expect(row["index"] as? Int == index)
    }
  }

  @Test func `planted paraphrases are among the closest pairs of meaning`() throws {
    let folder = try ScratchFolder()
    var options = PairPlan.Options()
    options.measure = .semantic(.lsa(.init()))
    options.selection = .view(.prompt)
    options.threshold = 0.5
    let corpus = try Corpus(paths: [PlantedTruth.training])
    try write(to: "pairs", in: folder) {
      try PairPlan(options: options).run(inputs: corpus, to: &$0, in: RunContext(workers: 2))
    }
    var found: Set<[Int]> = []
    for pair in try jsonLines(folder.bytes("pairs")) {
      found.insert([pair["a"] as? Int ?? -1, pair["b"] as? Int ?? -1])
    }
    let wanted = truth.paraphrases.flatMap { [[$0[0], $0[1]], [$0[0], $0[2]], [$0[1], $0[2]]] }
    let count = wanted.count { found.contains($0) }
    // Forty of a hundred, where of all pairs one in fifty is as near: the system prompt, which is no
    // part of a prompt, lifts none of them.
    let all = truth.expected.read * (truth.expected.read - 1) / 2
    #expect(count * 5 > wanted.count * 2, "\(count) of \(wanted.count) among \(found.count) pairs")
    #expect(found.count * 50 < all)
  }

  @Test func `empty answers are counted as empty in the view of answers`() throws {
    var options = DeduplicationPlan.Options()
    options.selection = .view(.response)
    options.stages = []
    let result = try DeduplicationPlan(options: options).run(
      inputs: Corpus(paths: [PlantedTruth.training]), in: RunContext(workers: 2))
    #expect(result.emptyCount == truth.emptyAnswers.count && result.removals.isEmpty)
  }
}
