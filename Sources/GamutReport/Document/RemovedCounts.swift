// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// How many records each stage removed: one ordered list, which every rendering walks.
///
/// A stage that did not run is not in it; it counts 0 in JSON and is not shown to people.
public struct RemovedCounts: Hashable, Sendable {
  /// The count of one stage.
  public struct Entry: Hashable, Sendable {
    /// The stage.
    public let stage: Stage
    /// How many records it removed.
    public let count: Int
  }

  /// The stages that ran, in their order.
  public let entries: [Entry]

  /// Counts for each stage that ran.
  public init(stages: some Sequence<Stage>, _ count: (Stage) -> Int) {
    entries = Set(stages).sorted().map { Entry(stage: $0, count: count($0)) }
  }

  /// What `stage` removed; nil where it did not run.
  public subscript(stage: Stage) -> Int? { entries.first { $0.stage == stage }?.count }

  /// All removed records.
  public var total: Int { entries.reduce(0) { $0 + $1.count } }

  /// Whether any stage looked for duplicates.
  public var isCounted: Bool { !entries.isEmpty }
}

extension RemovedCounts: ExpressibleByDictionaryLiteral {
  /// Counts of the stages that ran, each named once.
  public init(dictionaryLiteral counts: (Stage, Int)...) {
    let byStage = Dictionary(uniqueKeysWithValues: counts)
    self.init(stages: byStage.keys) { byStage[$0] ?? 0 }
  }
}

extension RemovedCounts {
  /// The stages that have a column in a table of `counts`, or a key beside a chart: those of whole
  /// records always, so that tables compare, the others where they ran.
  static func columns(of counts: some Sequence<RemovedCounts>) -> [Stage] {
    let ran = Set(counts.lazy.flatMap(\.entries).map(\.stage))
    return Set(Stage.ofRecords).union(ran).sorted()
  }
}
