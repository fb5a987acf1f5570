// SPDX-License-Identifier: Apache-2.0

extension AuditReport {
  /// How prompts differ in form from those of the reference: in length, turns, first words and frames.
  public struct Form: Hashable, Sendable {
    /// How many records of the set, and how many of the reference, were looked at.
    public var records: Int
    public var referenceRecords: Int
    /// The words that at least half of the prompts do not exceed, in the set and in the reference.
    public var medianWords: Int
    public var referenceMedianWords: Int
    /// The shares of prompts with at most so many words.
    public var lengths: [Row] = []
    /// The shares of records with more turns of the user than that.
    public var turns: [Row] = []
    /// How prompts begin.
    public var openings: [Row] = []
    /// Frames of first and last words.
    public var templates: [Row] = []

    /// Makes a comparison, filled by setting its lists.
    public init(
      records: Int, referenceRecords: Int, medianWords: Int, referenceMedianWords: Int
    ) {
      self.records = records
      self.referenceRecords = referenceRecords
      self.medianWords = medianWords
      self.referenceMedianWords = referenceMedianWords
    }
  }
}

extension AuditReport.Form {
  /// What a row is about.
  public enum Property: Hashable, Sendable {
    /// At most so many words.
    case atMost(Int)
    /// More turns than that.
    case moreThan(Int)
    /// Words of the data.
    case words(String)
  }

  /// Shares of prompts with one property.
  public struct Row: Hashable, Sendable {
    /// The property.
    public var property: Property
    /// The share of the set, 0…1.
    public var share: Measure
    /// That of the reference.
    public var referenceShare: Measure
    /// The first less the second, with an interval that holds together with those of all rows.
    public var difference: Measure

    /// Makes a row.
    public init(
      _ property: Property, share: Measure, referenceShare: Measure, difference: Measure
    ) {
      self.property = property
      self.share = share
      self.referenceShare = referenceShare
      self.difference = difference
    }

    /// Whether the two differ beyond chance.
    var differs: Bool { nearest > 0 }

    /// The least difference, in either direction, that the interval leaves; 0 where it holds equality.
    var nearest: Double {
      guard let low = difference.low, let high = difference.high else { return 0 }
      return max(0, low, -high)
    }
  }

  /// The row that differs most surely in `rows`, by at least `least`; of equals the first.
  static func most(_ rows: [Row], atLeast least: Double) -> Row? {
    guard let most = rows.map(\.nearest).max(), most >= least, most > 0 else { return nil }
    return rows.first { $0.nearest == most }
  }
}

extension AuditReport.Form {
  /// The words of the data as numbers.
  func redacted() -> AuditReport.Form {
    var form = self
    form.openings = Self.redacted(openings, "opening")
    form.templates = Self.redacted(templates, "template")
    return form
  }

  private static func redacted(_ rows: [Row], _ noun: String) -> [Row] {
    var names = Redaction(noun)
    return rows.map { row in
      guard case .words(let words) = row.property else { return row }
      var row = row
      row.property = .words(names.name(words))
      return row
    }
  }
}
