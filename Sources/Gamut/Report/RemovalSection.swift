// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutReport

/// What a deduplication removed, with examples to judge it by, as a section of a report.
struct RemovalSection {
  private let deduplication: Deduplication
  private var options: DeduplicationPlan.Options { deduplication.options }

  private static let exampleCount = 4
  private static let leastSimilarCount = 6
  private static let groupCount = 10
  private static let binCount = 20

  init(of deduplication: Deduplication) { self.deduplication = deduplication }

  /// Collects the section; nil where nothing was removed.
  ///
  /// - Parameter otherResponses: the removals that lose an answer, ascending.
  func report(otherResponses: [Removal]) throws(CorpusError) -> RemovalReport? {
    let removals = deduplication.removals
    guard !removals.isEmpty else { return nil }
    var report = RemovalReport()
    // Exact copies tell least.
    let stages = deduplication.stages
    for stage in stages.filter({ $0 != .exact }) + stages.filter({ $0 == .exact }) {
      let own = removals.filter { $0.cause == stage }
      report.examples += Self.spread(own, count: Self.exampleCount).map { example($0) }
      if stage.isGraded {
        report.leastSimilar += own.sorted {
          ($0.similarity, $0.record) < ($1.similarity, $1.record)
        }
        .prefix(Self.leastSimilarCount).map { example($0) }
      }
    }
    let near = removals.filter { $0.cause == .near }
    report.nearSimilarities = Self.histogram(near, from: options.threshold)
    report.semanticSimilarities = Self.histogram(
      removals.filter { $0.cause == .semantic }, from: options.semanticThreshold)
    if !near.isEmpty {
      // Of a template filled with numbers, each record may be a question of its own.
      let different = near.filter(\.differsInNumbers)
      report.differentNumbers = different.count
      report.differentNumbersExamples = Self.spread(different, count: Self.exampleCount).map {
        example($0)
      }
    }
    if !otherResponses.isEmpty {
      let whole = try deduplication.source.selecting([.view(.all)])
      report.otherResponseExamples = Self.spread(otherResponses, count: Self.exampleCount).map {
        example($0, from: whole)
      }
    }
    addGroups(to: &report)
    report.sources = sources()
    return report
  }

  /// Some of `removals`, evenly spaced, so that they show the whole range of the input.
  private static func spread(_ removals: [Removal], count: Int) -> [Removal] {
    let shown = min(count, removals.count)
    return (0..<shown).map { removals[$0 * removals.count / shown] }
  }

  /// The similarities of `removals` in bins from `threshold` to 1; nil where there are none, or no room
  /// between the ends.
  private static func histogram(_ removals: [Removal], from threshold: Double) -> Histogram? {
    guard !removals.isEmpty, threshold < 1 else { return nil }
    var counts = [Int](repeating: 0, count: binCount)
    for removal in removals {
      let bin = Int((removal.similarity - threshold) / (1 - threshold) * Double(binCount))
      counts[min(max(bin, 0), binCount - 1)] += 1
    }
    return Histogram(lower: threshold, upper: 1, counts: counts)
  }

  private func addGroups(to report: inout RemovalReport) {
    let groups = deduplication.groups
    report.largestGroups = groups.sorted {
      (-$0.members.count, $0.members[0].record) < (-$1.members.count, $1.members[0].record)
    }.prefix(Self.groupCount).map { group in
      let least = group.members.min { ($0.similarity, $0.record) < ($1.similarity, $1.record) }
      return RemovalReport.Group(
        size: group.members.count + 1,
        removed: RemovedCounts(stages: deduplication.stages) { stage in
          group.members.count { $0.cause == stage }
        },
        example: keeperText(group.keeper),
        leastSimilar: least.flatMap { $0.cause.isGraded ? example($0) : nil })
    }
    // 2, 3 to 4, 5 to 8, …: a power of two and what is left of the next one.
    var sizes: [Int: RemovalReport.GroupSize] = [:]
    for group in groups {
      let bits = Int.bitWidth - group.members.count.leadingZeroBitCount
      let first = bits == 1 ? 2 : 1 << (bits - 1) + 1
      let range = first...(1 << bits)
      sizes[bits, default: .init(sizes: range, groups: 0, removed: 0)].groups += 1
      sizes[bits]?.removed += group.members.count
    }
    report.groupSizes = sizes.sorted { $0.key < $1.key }.map(\.value)
  }

  private func example(
    _ removal: Removal, from source: RecordSource? = nil
  ) -> RemovalReport.Example {
    RemovalReport.Example(
      cause: removal.cause, similarity: removal.similarity,
      removed: (source ?? deduplication.source).placedTexts(of: [removal.record])[0],
      kept: source?.placedTexts(of: [removal.keeper.index])[0] ?? keeperText(removal.keeper))
  }

  private func keeperText(_ keeper: Removal.Keeper) -> PlacedText {
    deduplication.set(of: keeper).placedTexts(of: [keeper.index])[0]
  }

  private func sources() -> [RemovalReport.Source] {
    let tallies = deduplication.sourceTallies
    guard tallies.count > 1 else { return [] }
    return tallies.map { tally in
      RemovalReport.Source(
        name: tally.name, read: tally.readCount, rejected: tally.rejectedCount,
        removed: RemovedCounts(stages: deduplication.stages) {
          tally.removedCounts[$0, default: 0]
        },
        elsewhere: tally.elsewhereCount)
    }
  }
}
