// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// What spoils the records of a set, by the rules of thumb of those who train on such sets.
public struct AuditReport: Hashable, Sendable {
  /// How many kept records were looked at.
  public var records: Int
  /// How many there are; where it is more, those looked at are an evenly spaced sample.
  public var kept: Int
  /// What was looked for in each record, in the order of `AuditCheck`; what applies to none is left out.
  public var checks: [Check] = []
  /// The languages of prompts and answers; empty where this machine cannot tell them.
  public var languages: [Language] = []
  /// How many records were looked at for languages, turns, tools and labels.
  public var outlined = 0
  /// How many of those have no language that is sure, for prompts and for answers.
  public var undetermined = Sides()
  /// How many turns records have; nil where each is one exchange.
  public var turns: Turns?
  /// How the records are spread over the classes of each label.
  public var labels: [Label] = []
  /// Pairs of a preferred answer and another; nil where there are none.
  public var preference: Preference?
  /// How far annotators agree, a table for each group of ratings.
  public var agreements: [Agreement] = []
  /// How consistent answers to equal prompts are; nil where too few prompts repeat.
  public var consistency: Consistency?
  /// How prompts differ in form from those of the reference; nil without one.
  public var form: Form?
  /// Where the records come from; empty where it is one source.
  public var sources: [Source] = []
  /// Remarks, one sentence each.
  public var notes: [String] = []

  /// An audit of `records` of `kept` records, filled by setting its properties.
  public init(records: Int, kept: Int) {
    self.records = records
    self.kept = kept
  }

  /// Whether a sample was looked at.
  public var isSample: Bool { records < kept }
}

extension AuditReport {
  /// What one check found.
  public struct Check: Hashable, Sendable {
    /// What was looked for.
    public var check: AuditCheck
    /// How many of the records looked at have it.
    public var rows: Int
    /// Of how many to which it applies.
    public var of: Int
    /// Their share, 0…1.
    public var share: Measure
    /// A few of them, what they say with them; personal data are never shown.
    public var examples: [PlacedText]

    /// Makes an entry.
    public init(
      _ check: AuditCheck, rows: Int, of: Int, share: Measure, examples: [PlacedText] = []
    ) {
      self.check = check
      self.rows = rows
      self.of = of
      self.share = share
      self.examples = examples
    }
  }

  /// A number for prompts and one for answers.
  public struct Sides: Hashable, Sendable {
    /// Of prompts.
    public var prompt: Int
    /// Of answers.
    public var answer: Int

    /// Makes a pair.
    public init(prompt: Int = 0, answer: Int = 0) {
      self.prompt = prompt
      self.answer = answer
    }
  }

  /// A language of some texts.
  public struct Language: Hashable, Sendable {
    /// Its code, such as `en`.
    public var code: String
    /// Its name, such as `English`.
    public var name: String
    /// How many prompts and how many answers are in it.
    public var rows: Sides
    /// The share of it among prompts whose language is sure, and the same of answers.
    public var promptShare: Measure
    public var answerShare: Measure
    /// How often each check found something in records whose prompt is in it.
    public var flaws: [Flaw]

    /// Makes an entry.
    public init(
      code: String, name: String, rows: Sides, promptShare: Measure, answerShare: Measure,
      flaws: [Flaw] = []
    ) {
      self.code = code
      self.name = name
      self.rows = rows
      self.promptShare = promptShare
      self.answerShare = answerShare
      self.flaws = flaws
    }
  }

  /// How often a check found something in a part of the set.
  public struct Flaw: Hashable, Sendable {
    /// The check.
    public var check: AuditCheck
    /// In how many records of the part.
    public var rows: Int
    /// To how many records of the part the check applies.
    public var of: Int

    /// Makes an entry.
    public init(_ check: AuditCheck, rows: Int, of: Int) {
      self.check = check
      self.rows = rows
      self.of = of
    }
  }

  /// How many turns records have.
  public struct Turns: Hashable, Sendable {
    /// The least number that at least half of them do not exceed.
    public var median: Int
    /// The greatest.
    public var most: Int
    /// The share of records with more than one exchange.
    public var severalShare: Measure

    /// Makes an entry.
    public init(median: Int, most: Int, severalShare: Measure) {
      self.median = median
      self.most = most
      self.severalShare = severalShare
    }
  }

  /// Where records come from.
  public struct Source: Hashable, Sendable {
    /// Its name: a value of a field, or a file.
    public var name: String
    /// How many of the records looked at are from it.
    public var rows: Int
    /// Their share, 0…1.
    public var share: Measure
    /// How often each check found something in them.
    public var flaws: [Flaw]
    /// The language that most of its prompts are in; nil where none is sure.
    public var language: String?
    /// The sources of its records' nearest other records, largest share first; empty if not measured.
    public var nearest: [Nearest]

    /// Makes an entry.
    public init(
      name: String, rows: Int, share: Measure, flaws: [Flaw], language: String? = nil,
      nearest: [Nearest] = []
    ) {
      self.name = name
      self.rows = rows
      self.share = share
      self.flaws = flaws
      self.language = language
      self.nearest = nearest
    }

    /// The share of nearest records that come from one source.
    public struct Nearest: Hashable, Sendable {
      /// The name of that source.
      public var name: String
      /// The share, 0…1.
      public var share: Measure
      /// The share that it has in the set, which chance would give.
      public var expected: Double

      /// Makes an entry.
      public init(name: String, share: Measure, expected: Double) {
        self.name = name
        self.share = share
        self.expected = expected
      }
    }
  }
}
