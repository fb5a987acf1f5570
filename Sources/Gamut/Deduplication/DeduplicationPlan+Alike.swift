// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutText

/// A set that a run reads, and how.
typealias ReadSet = (corpus: Corpus, plan: ReadPlan)

extension DeduplicationPlan.Options {
  /// Whether records may be compared as examples: what is compared is all of them, by direct matches
  /// of the rule alone.
  var mayCompareExamples: Bool {
    selection == .view(.all) && nearRule.containment == nil && nearRule.grouping == .anchor
  }
}

extension DeduplicationPlan {
  /// This plan with what the inputs decide: whether examples or texts are compared, and which units
  /// are so common that sketches leave them out.
  ///
  /// Up to eight chunks of each set are read for it, and up to 4,096 records of these looked at,
  /// evenly spaced. With an index both come from there.
  func resolved(for sets: [ReadSet], index: SavedIndex? = nil) -> DeduplicationPlan {
    var plan = self
    plan.options.alike = .text
    plan.options.commonUnits = CommonUnits()
    guard options.alike != .text, options.mayCompareExamples,
      !options.stages.isDisjoint(with: [.near, .semantic])
    else { return plan }
    if let saved = index?.options.alike {
      plan.options.alike = options.alike ?? saved
      if plan.options.alike == .example {
        plan.options.commonUnits = index?.options.commonUnits ?? CommonUnits()
      }
      return plan
    }
    var examples = self
    examples.options.alike = .example
    let sample = UnitSample(of: sets, options: examples.sketcher.options)
    if sample.exampleCount == 0, options.alike == nil { return plan }
    plan.options.alike = .example
    plan.options.commonUnits = sample.common
    return plan
  }
}

/// Records of the inputs, read before all others to see what they share.
private struct UnitSample {
  /// How many of them are examples.
  private(set) var exampleCount = 0
  private(set) var common = CommonUnits()

  private static let chunkCount = 8
  private static let recordCount = 4096

  init(of sets: [ReadSet], options: TextSketcher.Options) {
    var sample = CommonUnits.Sample(options)
    var lookedAt = 0
    var estimate = 0.0
    for set in sets {
      let chunks = min(Self.chunkCount, set.corpus.chunkCount)
      let share = Self.recordCount / (max(1, chunks) * sets.count)
      var (records, bytes) = (0, 0)
      for number in 0..<chunks {
        let chunk = number * set.corpus.chunkCount / chunks
        let all: [SourceRange]
        // A record that cannot be read is told when all are, in their order.
        do { all = try set.corpus.records(ofChunk: chunk) } catch { continue }
        let count = min(all.count, share)
        let wanted = (0..<count).map { all[$0 * all.count / count] }
        let column = set.corpus.read(records: wanted, by: set.plan).columns[0]
        for i in 0..<count { sample.add(column, at: i) }
        lookedAt += count
        records += all.count
        bytes += set.corpus.byteCount(ofChunk: chunk)
      }
      if bytes > 0 { estimate += Double(records) / Double(bytes) * Double(set.corpus.byteCount) }
    }
    exampleCount = sample.count
    if lookedAt > 0 { common = sample.common(share: min(1, Double(lookedAt) / max(1, estimate))) }
  }
}
