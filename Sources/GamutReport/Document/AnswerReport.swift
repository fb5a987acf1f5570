// SPDX-License-Identifier: Apache-2.0

/// What the answers have in common, and where they contradict each other.
public struct AnswerReport: Hashable, Sendable {
  /// One prompt that stands in the set with different answers.
  public struct Conflict: Hashable, Sendable {
    /// The prompt.
    public var prompt: String
    /// Its different answers, each where it first stands.
    public var answers: [PlacedText]

    /// Makes a conflict.
    public init(prompt: String, answers: [PlacedText]) {
      self.prompt = prompt
      self.answers = answers
    }
  }

  /// A kind of answer and how often it stands in the set.
  public struct Pattern: Hashable, Sendable {
    /// The kind: an opening such as `I'm sorry, but`, a whole answer, or a name such as `refusals`.
    public var text: String
    /// How many kept records answer like this.
    public var rows: Int
    /// Their share of the kept records, 0…1.
    public var share: Measure

    /// Makes an entry.
    public init(text: String, rows: Int, share: Measure) {
      self.text = text
      self.rows = rows
      self.share = share
    }
  }

  /// How many kept records have an answer at all.
  public var rows: Int = 0
  /// How many different prompts stand in the set with different answers; nil if not counted.
  public var conflictingPrompts: Int?
  /// How many kept records those prompts have.
  public var conflictingRows: Int?
  /// How many words the answers of such prompts have, in the median of those looked at; nil for none.
  public var conflictingAnswerWords: Int?
  /// How many different prompts there are; nil if not counted.
  public var differentPrompts: Int?
  /// How many kept records have a prompt and an answer; nil if not counted.
  public var promptedRows: Int?
  /// A few conflicts.
  public var conflicts: [Conflict] = []
  /// How many answers decline the request; nil if not counted.
  public var refusals: Pattern?
  /// The share of refusals, corrected for what the phrases miss and take wrongly, 0…1; nil if not counted.
  public var correctedRefusals: Measure?
  /// The share of refusals in the traffic that the set is for, 0…1; nil where nobody said.
  public var expectedRefusals: Double?
  /// A few of the answers that decline.
  public var refusalExamples: [PlacedText] = []
  /// The most frequent openings of an answer, most frequent first.
  public var openings: [Pattern] = []
  /// The most frequent whole answers, most frequent first.
  public var repeated: [Pattern] = []

  /// Makes an empty section, filled by setting its properties.
  public init() {}
}
