// SPDX-License-Identifier: Apache-2.0

/// What a person may want to look at after a deduplication: what went though it differs from what
/// stays, and what stayed for a field alone.
public struct RemovalDoubts: Hashable, Sendable {
  /// Two records that differ in a field.
  public struct Pair: Hashable, Sendable {
    /// The one that was removed, or the later one of two that stay.
    public var record: Place
    /// The one that stays in its place, or the first of two that stay.
    public var first: Place

    /// Makes a pair.
    public init(record: Place, first: Place) {
      self.record = record
      self.first = first
    }
  }

  /// The records that differ in one field.
  public struct Field: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// How many records there are.
    public var count: Int
    /// The first few of them.
    public var examples: [Pair]
    /// Whether records are expected to differ in it: it numbers them, orders them, or says where they
    /// come from. JSON alone shows those.
    public var isExpected: Bool

    /// Makes a count.
    public init(name: String, count: Int, examples: [Pair], isExpected: Bool = false) {
      self.name = name
      self.count = count
      self.examples = examples
      self.isExpected = isExpected
    }
  }

  /// How many removed records were compared with their keepers: all of them, or some of very many.
  public var comparedCount = 0
  /// Whether there are more than were compared.
  public var isPartial = false
  /// How many of these differ in a field that did not count, nor is expected to differ.
  public var uncountedCount = 0
  /// By field, how many of these differ in one that did not count; the most frequent first.
  public var uncountedFields: [Field] = []
  /// How many of these differ in case, punctuation or space alone.
  public var onlyFormCount = 0
  /// The first few of those.
  public var onlyFormExamples: [Pair] = []
  /// By field, how many records stay beside an earlier one of the same text because they differ in it.
  public var keptForFields: [Field] = []
  /// The same of labels: one text that is said to be right, and wrong.
  public var conflicts: [Field] = []
  /// Texts that the semantic stage could not read to their ends; they are removed only where what was
  /// left out is equal. nil where there are none, and where nobody knows.
  public var cutTexts: CutTexts?
  /// The keep order, and how many records have no number in its field; nil where no field orders them.
  public var withoutNumber: (order: String, count: Int)? {
    get { keepOrder.map { ($0, withoutNumberCount) } }
    set {
      keepOrder = newValue?.order
      withoutNumberCount = newValue?.count ?? 0
    }
  }

  /// Whether a field that did not count differs in nearly all removed records, as what tells where a
  /// record comes from does; that takes nothing from the set.
  var differsThroughout: Bool {
    // Of fewer records a label may differ in all by chance.
    comparedCount >= 20
      && uncountedFields.contains { !$0.isExpected && $0.count * 10 >= comparedCount * 9 }
  }

  private var keepOrder: String?
  private var withoutNumberCount = 0

  /// Makes doubts of nothing.
  public init() {}
}
