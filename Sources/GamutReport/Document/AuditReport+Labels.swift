// SPDX-License-Identifier: Apache-2.0

extension AuditReport {
  /// How records are spread over the classes of a label.
  public struct Label: Hashable, Sendable {
    /// A class.
    public struct Class: Hashable, Sendable {
      /// Its label.
      public var name: String
      /// How many records have it.
      public var rows: Int
      /// Their share of those that have a label, 0…1.
      public var share: Measure

      /// Makes an entry.
      public init(name: String, rows: Int, share: Measure) {
        self.name = name
        self.rows = rows
        self.share = share
      }
    }

    /// A record whose neighbours have another label.
    public struct Suspect: Hashable, Sendable {
      /// The record.
      public var record: PlacedText
      /// Its label.
      public var label: String
      /// The label that most of its neighbours have.
      public var expected: String

      /// Makes an entry.
      public init(record: PlacedText, label: String, expected: String) {
        self.record = record
        self.label = label
        self.expected = expected
      }
    }

    /// The field; nil where the answers themselves are the labels.
    public var field: String?
    /// How many records have a label.
    public var rows: Int
    /// How many classes there are.
    public var count: Int
    /// The largest classes, largest first.
    public var largest: [Class]
    /// The smallest class.
    public var smallest: Class
    /// How many classes of equal size would be as diverse.
    public var effectiveCount: Double
    /// How many times as many records the largest class has as the smallest.
    public var imbalance: Double
    /// The share of records whose label is that of most of their neighbours; nil if not measured.
    public var agreement: Measure?
    /// How many records' neighbours clearly have another label.
    public var suspectCount = 0
    /// A few of them.
    public var suspects: [Suspect] = []

    /// Makes an entry.
    public init(
      field: String?, rows: Int, count: Int, largest: [Class], smallest: Class,
      effectiveCount: Double, imbalance: Double
    ) {
      self.field = field
      self.rows = rows
      self.count = count
      self.largest = largest
      self.smallest = smallest
      self.effectiveCount = effectiveCount
      self.imbalance = imbalance
    }
  }

  /// Pairs of a preferred answer and the one it is preferred to.
  public struct Preference: Hashable, Sendable {
    /// How many pairs were compared.
    public var pairs: Int
    /// The share of pairs whose answers have the same words, 0…1.
    public var equal: Measure
    /// The share of pairs whose answers are nearly equal, 0…1.
    public var nearlyEqual: Measure
    /// Of pairs of different length, the share whose preferred answer is the longer, 0…1.
    public var chosenLonger: Measure
    /// The geometric mean of how many times as long the preferred answer is.
    public var lengthRatio: Measure?
    /// A few pairs that are equal or nearly so.
    public var examples: [PlacedText]

    /// Makes an entry.
    public init(
      pairs: Int, equal: Measure, nearlyEqual: Measure, chosenLonger: Measure,
      lengthRatio: Measure?, examples: [PlacedText]
    ) {
      self.pairs = pairs
      self.equal = equal
      self.nearlyEqual = nearlyEqual
      self.chosenLonger = chosenLonger
      self.lengthRatio = lengthRatio
      self.examples = examples
    }
  }

  /// How far annotators agree beyond chance; 1 is full agreement, 0 what chance gives.
  public struct Agreement: Hashable, Sendable {
    /// The fields that hold the ratings.
    public var fields: [String]
    /// How many items have two ratings or more.
    public var items: Int
    /// The most ratings that an item has.
    public var raters: Int
    /// The categories, numbers in ascending order.
    public var categories: [String]
    /// Cohen's κ of two known annotators; nil where it is not defined, as are the others.
    public var cohen: Measure?
    /// Fleiss' κ.
    public var fleiss: Measure?
    /// Krippendorff's α of categories that are equal or not.
    public var alpha: Measure?
    /// Krippendorff's α of ranks, where the categories are numbers.
    public var ordinalAlpha: Measure?
    /// Gwet's AC₁.
    public var gwet: Measure?
    /// A few items on which opinions differ most.
    public var disputed: [PlacedText]

    /// Makes an entry; the measures are added by setting them.
    public init(
      fields: [String], items: Int, raters: Int, categories: [String], disputed: [PlacedText]
    ) {
      self.fields = fields
      self.items = items
      self.raters = raters
      self.categories = categories
      self.disputed = disputed
    }
  }

  /// How consistent the answers to equal prompts are.
  public struct Consistency: Hashable, Sendable {
    /// Krippendorff's α over the answers, −1…1.
    public var alpha: Measure
    /// How many prompts stand in the set more than once.
    public var prompts: Int
    /// How many answers they have.
    public var answers: Int

    /// Makes an entry.
    public init(alpha: Measure, prompts: Int, answers: Int) {
      self.alpha = alpha
      self.prompts = prompts
      self.answers = answers
    }
  }
}
