// SPDX-License-Identifier: Apache-2.0

public import GamutJSON

/// Two sets side by side, or two reports: what moved, what was gained and lost, and what is in both.
public struct ComparisonDocument: Hashable, Sendable {
  /// One of the two.
  public struct Side: Hashable, Sendable {
    /// Its name, as the user gave it.
    public var name: String
    /// How many records it has.
    public var records: Int
    /// How many bytes.
    public var bytes: Int

    /// Makes a side.
    public init(name: String, records: Int, bytes: Int) {
      self.name = name
      self.records = records
      self.bytes = bytes
    }
  }

  /// A number of both sides.
  public struct Figure: Hashable, Sendable {
    /// Its name in JSON, such as `vendi_centred`.
    public var key: String
    /// Its name for people.
    public var name: String
    /// Of the first side; nil where it has none.
    public var a: Measure?
    /// Of the second side; nil where it has none.
    public var b: Measure?

    /// Makes a figure.
    public init(_ key: String, name: String, a: Measure?, b: Measure?) {
      self.key = key
      self.name = name
      self.a = a
      self.b = b
    }

    /// The second less the first, with a 95 % interval where both have one; nil where one is missing.
    ///
    /// > Source: the square-and-add interval of a difference of independent estimates: G. Zou and
    /// > A. Donner, *Construction of confidence limits about effect measures: A general approach*,
    /// > 2008, doi:10.1002/sim.3095.
    public var change: Measure? {
      guard let a, let b else { return nil }
      let difference = b.value - a.value
      guard let lowA = a.low, let highA = a.high, let lowB = b.low, let highB = b.high else {
        return Measure(difference, noInterval: "one of the two has none")
      }
      func reach(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
      return Measure(
        difference, low: difference - reach(b.value - lowB, highA - a.value),
        high: difference + reach(highB - b.value, a.value - lowA))
    }

    /// Whether the two differ beyond chance; nil where no interval tells.
    public var hasMoved: Bool? {
      guard let change, let low = change.low, let high = change.high else { return nil }
      return low > 0 || high < 0
    }
  }

  /// What both sides have of one source.
  public struct Source: Hashable, Sendable {
    /// Its name; "" is that of records that name none.
    public var name: String
    /// Its share of the first side, 0…1; nil where that side says nothing of it.
    public var a: Measure?
    /// Its share of the second side.
    public var b: Measure?

    /// Makes an entry.
    public init(name: String, a: Measure?, b: Measure?) {
      self.name = name
      self.a = a
      self.b = b
    }

    /// The same as a number of both sides.
    var figure: Figure { Figure(name, name: name.isEmpty ? "(none named)" : name, a: a, b: b) }
  }

  /// A topic of one side to which the other comes less near than the side itself.
  public struct Topic: Hashable, Sendable {
    /// Hardly reached at all, or less than it should be.
    public var kind: CoverageReport.Gap.Kind
    /// Its name.
    public var name: String
    /// Its share of its own side, 0…1.
    public var share: Measure
    /// The share of its records that the other side reaches, 0…1.
    public var reach: Measure
    /// The share that its own side reaches.
    public var ownReach: Double
    /// Typical records.
    public var examples: [PlacedText]

    /// Makes a topic.
    public init(
      _ kind: CoverageReport.Gap.Kind, name: String, share: Measure, reach: Measure,
      ownReach: Double, examples: [PlacedText]
    ) {
      self.kind = kind
      self.name = name
      self.share = share
      self.reach = reach
      self.ownReach = ownReach
      self.examples = examples
    }
  }

  /// What the second side has of the first.
  public struct Leak: Hashable, Sendable {
    /// A record of the second side and the one of the first that it repeats.
    public struct Pair: Hashable, Sendable {
      /// The record of the first side.
      public var a: PlacedText
      /// The record of the second side.
      public var b: PlacedText
      /// How alike they are, 0…1.
      public var similarity: Double

      /// Makes a pair.
      public init(a: PlacedText, b: PlacedText, similarity: Double) {
        self.a = a
        self.b = b
        self.similarity = similarity
      }
    }

    /// The text that is the same: `all` or `prompt`.
    public var view: String
    /// Records of the second side that are exact copies of one of the first.
    public var exact: Int
    /// Those that are near-duplicates of one.
    public var near: Int
    /// The share of the second side that is either, 0…1.
    public var share: Measure
    /// A few of them.
    public var examples: [Pair]

    /// Makes an entry.
    public init(view: String, exact: Int, near: Int, share: Measure, examples: [Pair]) {
      self.view = view
      self.exact = exact
      self.near = near
      self.share = share
      self.examples = examples
    }
  }

  /// The version of the JSON.
  public static let schema = 1

  /// The version of Gamut.
  public var version: String
  /// What fixes the numbers.
  public var options: [JSONMember]
  /// The first.
  public var a: Side
  /// The second.
  public var b: Side
  /// How many records of each the numbers of vectors are of: a sample of the larger; nil for reports.
  public var sampled: Int?
  /// All numbers of both sides.
  public var figures: [Figure] = []
  /// The shares of their sources; nil where nobody said what a source is.
  public var sources: [Source]?
  /// Topics of the first that the second lacks; nil for reports.
  public var lost: [Topic]?
  /// Topics of the second that the first lacks; nil for reports.
  public var gained: [Topic]?
  /// What the second repeats of the first, by view; nil for reports.
  public var leaks: [Leak]?
  /// The options in which two reports differ, by name; their numbers may differ for that.
  public var differingOptions: [String] = []
  /// Remarks, one sentence each.
  public var notes: [String] = []
  /// How long it took; the only field that differs between two runs.
  public var seconds = 0.0

  /// Makes a document; the rest is added by setting it.
  public init(version: String, options: [JSONMember], a: Side, b: Side) {
    self.version = version
    self.options = options
    self.a = a
    self.b = b
  }
}
