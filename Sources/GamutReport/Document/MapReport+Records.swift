// SPDX-License-Identifier: Apache-2.0

extension MapReport {
  /// The record of one dot: where it stands, how it begins, and what else may colour it.
  public struct Record: Hashable, Sendable {
    /// Where it stands.
    public var place: Place
    /// Its index among all records read of its set.
    public var index: Int
    /// How its text begins.
    public var beginning: String
    /// How many code points its text has.
    public var length: Int
    /// Its source, a place in `sources`; nil for a record of the reference.
    public var source: Int?
    /// Its language, a place in `languages`; nil where it cannot be told.
    public var language: Int?
    /// How many records were removed for it.
    public var removed: Int

    /// Makes a record.
    public init(
      place: Place, index: Int, beginning: String, length: Int, source: Int? = nil,
      language: Int? = nil, removed: Int = 0
    ) {
      self.place = place
      self.index = index
      self.beginning = beginning
      self.length = length
      self.source = source
      self.language = language
      self.removed = removed
    }
  }

  /// What is known of every dot, and the names that records point to.
  public struct Records: Hashable, Sendable {
    /// One for each dot: those of the groups in their order, of the reference, of the gaps in theirs.
    public var list: [Record]
    /// The names of the sources.
    public var sources: [String]
    /// The names of the languages.
    public var languages: [String]

    /// Makes the records.
    public init(_ list: [Record], sources: [String] = [], languages: [String] = []) {
      self.list = list
      self.sources = sources
      self.languages = languages
    }
  }
}
