// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutReport

/// What a deduplication removed, with examples to judge it by, as a section of a report.
struct RemovalSection {
  let deduplication: Deduplication

  private static let exampleCount = 4
  private static let groupCount = 10
  private static let binCount = 20

  /// Collects the section; nil where nothing was removed.
  func report(threshold: Double) -> RemovalReport? {
    let removals = deduplication.removals
    guard !removals.isEmpty else { return nil }
    var report = RemovalReport()
    for stage in Stage.allCases {
      let own = removals.filter { $0.cause == stage }
      report.examples += Self.spread(own, count: Self.exampleCount).map(example)
    }
    let near = removals.filter { $0.cause == .near }
    if !near.isEmpty {
      var counts = [Int](repeating: 0, count: Self.binCount)
      let width = max(1 - threshold, .ulpOfOne)
      for removal in near {
        let bin = Int((removal.similarity - threshold) / width * Double(Self.binCount))
        counts[min(max(bin, 0), Self.binCount - 1)] += 1
      }
      if threshold < 1 {
        report.nearSimilarities = Histogram(lower: threshold, upper: 1, counts: counts)
      }
      report.leastSimilar = near.sorted { ($0.similarity, $0.record) < ($1.similarity, $1.record) }
        .prefix(Self.exampleCount).map(example)
      addNumbers(near, to: &report)
    }
    let groups = deduplication.groups
    report.largestGroups = groups.sorted {
      (-$0.members.count, $0.members[0].record) < (-$1.members.count, $1.members[0].record)
    }.prefix(Self.groupCount).map {
      RemovalReport.Group(size: $0.members.count + 1, example: keeperText($0.keeper))
    }
    report.sources = sources()
    return report
  }

  /// Some of `removals`, evenly spaced, so that they show the whole range of the input.
  private static func spread(_ removals: [Removal], count: Int) -> [Removal] {
    let shown = min(count, removals.count)
    return (0..<shown).map { removals[$0 * removals.count / shown] }
  }

  private func example(_ removal: Removal) -> RemovalReport.Example {
    RemovalReport.Example(
      cause: RemovalReport.Cause(removal.cause), similarity: removal.similarity,
      removed: deduplication.source.placedTexts(of: [removal.record])[0],
      kept: keeperText(removal.keeper))
  }

  private func keeperText(_ keeper: Removal.Keeper) -> PlacedText {
    deduplication.set(of: keeper).placedTexts(of: [keeper.index])[0]
  }

  /// Near removals that differ from their keeper in numbers only are counted: of a template filled
  /// with numbers, each may be a question of its own.
  private func addNumbers(_ near: [Removal], to report: inout RemovalReport) {
    var different: [Removal] = []
    for removal in near {
      let pair = (
        deduplication.source.columns(of: [removal.record])[0].texts,
        deduplication.set(of: removal.keeper)
          .column(of: [removal.keeper.index], workers: 1).texts
      )
      if Self.differInNumbersOnly(pair.0, pair.1) { different.append(removal) }
    }
    report.numbersOnly = different.count
    report.numbersOnlyExamples = Self.spread(different, count: Self.exampleCount).map(example)
  }

  /// Whether the first texts of two batches are equal once every run of ASCII digits is one mark, and
  /// different as they are.
  private static func differInNumbersOnly(_ a: TextBatch, _ b: TextBatch) -> Bool {
    func masked(_ texts: TextBatch) -> [UInt8] {
      var bytes: [UInt8] = []
      for byte in texts.bytes {
        let isDigit = (0x30...0x39).contains(byte)
        if !isDigit { bytes.append(byte) } else if bytes.last != 0 { bytes.append(0) }
      }
      return bytes
    }
    return a.bytes != b.bytes && masked(a) == masked(b)
  }

  private func sources() -> [RemovalReport.Source] {
    let columns = deduplication.source.columns
    let files = deduplication.source.corpus.files
    guard files.count > 1 else { return [] }
    var removed = [[Stage: Int]](repeating: [:], count: files.count)
    for removal in deduplication.removals {
      removed[columns.file(of: removal.record)][removal.cause, default: 0] += 1
    }
    return files.indices.map { file in
      RemovalReport.Source(
        name: files[file].path, read: columns.fileCounts[file],
        removed: RemovedCounts(stages: deduplication.stages) { removed[file][$0, default: 0] })
    }
  }
}

extension RemovalReport.Cause {
  init(_ stage: Stage) {
    switch stage {
    case .exact: self = .exact
    case .near: self = .near
    case .semantic: self = .semantic
    }
  }
}

extension RemovedCounts {
  /// The counts of the stages that ran; nil for the others.
  init(stages: [Stage], _ count: (Stage) -> Int) {
    func counted(_ stage: Stage) -> Int? { stages.contains(stage) ? count(stage) : nil }
    self.init(exact: counted(.exact), near: counted(.near), semantic: counted(.semantic))
  }
}
