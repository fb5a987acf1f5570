// SPDX-License-Identifier: Apache-2.0

public import GamutCore
import GamutCorpus
import GamutReport

/// What a deduplication decided: which records stay, which go and why.
///
/// kept + removed + rejected = read. Every keeper is a record of the output, or of the sets the
/// inputs were compared with.
public struct Deduplication: Sendable {
  /// The inputs.
  public let source: RecordSource
  /// The sets they were compared with, where there are any.
  public let reference: (any KnownRecords)?
  /// What fixed the decisions.
  public let options: DeduplicationPlan.Options
  /// What made the vectors of a semantic stage; nil where none ran.
  let model: OpenedModel?
  /// The stages that ran, in their order.
  public let stages: [Stage]
  /// The removed records, ascending.
  public let removals: [Removal]
  /// How many records hit the bound on verifications in the near stage.
  public let unverifiedCount: Int
  /// How the texts of all records compare in length with the shingle; without a near stage of none.
  public let lengths: ShingleLengths
  /// What the semantic stage would do at other thresholds; nil where none ran, or it was not asked.
  let semanticAdvice: SemanticAdvice?
  /// Texts that the semantic stage could not read to their ends; nil where there are none, and where
  /// nobody knows.
  var cutTexts: CutTexts?
  /// What is cut out of records of the output; nothing, unless spans were to be cut.
  public let cuts: RecordCuts
  /// Records of the output that may be equal but for fields that count, in keep order; nothing is
  /// known of those of another set.
  private(set) var fieldGroups: [[RecordIndex]] = []
  /// For each record whether it is in the output.
  public let isKept: [Bool]

  init(
    source: RecordSource, reference: (any KnownRecords)?, options: DeduplicationPlan.Options,
    stages: [Stage], removals: [Removal], unverifiedCount: Int, lengths: ShingleLengths,
    model: OpenedModel? = nil, semanticAdvice: SemanticAdvice? = nil,
    cuts: RecordCuts = RecordCuts()
  ) {
    self.source = source
    self.reference = reference
    self.options = options
    self.model = model
    self.stages = stages
    self.removals = removals
    self.unverifiedCount = unverifiedCount
    self.lengths = lengths
    self.semanticAdvice = semanticAdvice
    self.cuts = cuts
    var isKept = [Bool](repeating: true, count: source.count)
    for removal in removals { isKept[Int(removal.record)] = false }
    for rejection in source.columns.rejections { isKept[Int(rejection.index)] = false }
    self.isKept = isKept
  }

  /// Takes groups of a union whose first `leading` records are another set.
  mutating func setFieldGroups(_ groups: [[RecordIndex]], leading: Int) {
    fieldGroups = groups.map { group in
      group.filter { Int($0) >= leading }.map { $0 - RecordIndex(leading) }
        .filter { isKept[Int($0)] }
    }.filter { $0.count > 1 }
  }
}

extension Deduplication {
  /// The records of the output, ascending.
  public var kept: [RecordIndex] {
    isKept.indices.lazy.filter { isKept[$0] }.map { RecordIndex($0) }
  }

  /// How many records of the output have an empty text.
  public var emptyCount: Int {
    isKept.indices.count { isKept[$0] && source.columns.textByteCounts[$0] == 0 }
  }

  /// How many records `stage` removed.
  public func removedCount(by stage: Stage) -> Int { removals.count { $0.cause == stage } }

  /// The records behind each keeper, itself not counted, in order of the keepers.
  ///
  /// - Complexity: O(n log n) in the removals.
  public var groups: [(keeper: Removal.Keeper, members: [Removal])] {
    let order = removals.sorted {
      ($0.keeper.isReference ? 0 : 1, $0.keeper.index, $0.record)
        < ($1.keeper.isReference ? 0 : 1, $1.keeper.index, $1.record)
    }
    var groups: [(keeper: Removal.Keeper, members: [Removal])] = []
    for removal in order {
      if groups.last?.keeper == removal.keeper {
        groups[groups.count - 1].members.append(removal)
      } else {
        groups.append((removal.keeper, [removal]))
      }
    }
    return groups
  }

  /// Where the keeper of a removal stands, and its index among the records of its own run.
  func place(of keeper: Removal.Keeper) -> (place: Place, index: RecordIndex) {
    set(of: keeper).placeAndIndex(of: keeper.index)
  }

  /// The set that a keeper belongs to.
  func set(of keeper: Removal.Keeper) -> any KnownRecords {
    if keeper.isReference, let reference { return reference }
    return source
  }
}
