// SPDX-License-Identifier: Apache-2.0

public import GamutCore

extension InspectionDocument {
  /// Some lengths in four numbers, each the length of a record: percentiles are by nearest rank.
  public struct LengthSummary: Hashable, Sendable {
    /// How many records have a length; 0 is none.
    public var records: Int
    /// The least length that at least half of them do not exceed.
    public var median: Int
    /// The least length that at least 95 in a hundred of them do not exceed.
    public var high: Int
    /// The greatest.
    public var longest: Int
    /// Where the greatest stands; the first of equals.
    public var place: Place

    /// Makes a summary.
    public init(records: Int, median: Int, high: Int, longest: Int, place: Place) {
      self.records = records
      self.median = median
      self.high = high
      self.longest = longest
      self.place = place
    }
  }

  /// The lengths of one kind of text.
  public struct TextLengths: Hashable, Sendable {
    /// The role; nil for all parts of a record together.
    public var role: PartRole?
    /// How many records have such a text.
    public var records: Int
    /// In words after folding; nil where none has any.
    public var words: LengthSummary?
    /// In bytes of UTF-8.
    public var bytes: LengthSummary

    /// Makes an entry.
    public init(role: PartRole?, records: Int, words: LengthSummary?, bytes: LengthSummary) {
      self.role = role
      self.records = records
      self.words = words
      self.bytes = bytes
    }

    /// What the text is called in JSON.
    var name: String { role.map { "\($0)" } ?? "all" }
  }

  /// What the terminal calls the text of a role, nil for all parts; that of documents is asked by
  /// nobody.
  func shownName(of role: PartRole?) -> String {
    guard let role else { return "all" }
    return recordSchema?.holdsDocuments == true ? "text" : "\(role)"
  }

  /// A script, as Unicode tells them apart.
  public struct Script: Hashable, Sendable {
    /// Its name, such as `Latin`.
    public var name: String
    /// Its code, such as `Latn`.
    public var code: String
    /// How many letters are of it.
    public var letters: Int
    /// In how many records no other has more letters.
    public var records: Int

    /// Makes an entry.
    public init(name: String, code: String, letters: Int, records: Int) {
      self.name = name
      self.code = code
      self.letters = letters
      self.records = records
    }
  }

  /// The languages of the texts of one role.
  public struct RoleLanguages: Hashable, Sendable {
    /// The role; nil for texts without roles.
    public var role: PartRole?
    /// How many records have each language, most frequent first.
    public var languages: [Language]
    /// How many records with such a text have no language that is sure.
    public var undetermined: Int

    /// Makes an entry.
    public init(role: PartRole?, languages: [Language], undetermined: Int) {
      self.role = role
      self.languages = languages
      self.undetermined = undetermined
    }

    /// How many records have such a text.
    public var records: Int { languages.reduce(undetermined) { $0 + $1.records } }
    /// What the text is called in JSON.
    var name: String { role.map { "\($0)" } ?? "all" }
  }

  /// A language, and how many records are in it.
  public struct Language: Hashable, Sendable {
    /// Its code, such as `en`.
    public var code: String
    /// Its name, such as `English`.
    public var name: String
    /// How many records have their text in it.
    public var records: Int

    /// Makes an entry.
    public init(code: String, name: String, records: Int) {
      self.code = code
      self.name = name
      self.records = records
    }
  }

  /// Something that is wrong or odd.
  public struct Problem: Hashable, Sendable {
    /// What kind of thing it is, in the words of errors.
    public var kind: String
    /// What was found and what was expected, in the first of them.
    public var detail: String
    /// The field concerned.
    public var field: String?
    /// What to do about it.
    public var remedy: Remedy?
    /// Where the first of them stands; nil where it has no one place.
    public var place: Place?
    /// The line of that place, where records are counted by rows and lines are known too.
    public var line: Int?
    /// How many records, or turns, have it.
    public var count: Int

    /// Makes an entry.
    public init(
      kind: String, detail: String, field: String? = nil, remedy: Remedy? = nil, place: Place?,
      line: Int? = nil, count: Int
    ) {
      self.kind = kind
      self.detail = detail
      self.field = field
      self.remedy = remedy
      self.place = place
      self.line = line
      self.count = count
    }

    /// Where the first of them stands, as errors say it: `train.json:14007 (row 311)`.
    var placeText: String? {
      guard let place, case .row(let row) = place.position else { return place?.description }
      return "\(place.file)\(line.map { ":\($0)" } ?? "") (row \(row))"
    }

    /// What was found, cut after `limit` code points, and what to do in the words of `wording`.
    func shortReason(in wording: RemedyWording, limit: Int) -> String {
      let found = TextCut(detail, limit: limit).text
      return remedy.map { "\(found); \(wording[$0])" } ?? found
    }

    /// What was found, and what to do in the words of `wording`.
    func reason(in wording: RemedyWording) -> String {
      remedy.map { "\(detail); \(wording[$0])" } ?? detail
    }
  }

  /// A record as a conversation.
  public struct PreviewedRecord: Hashable, Sendable {
    /// Where it stands.
    public var place: Place
    /// Its index among all records read.
    public var index: RecordIndex
    /// What is said in it, in its order.
    public var parts: [PreviewedPart]

    /// Makes an entry.
    public init(place: Place, index: RecordIndex, parts: [PreviewedPart]) {
      self.place = place
      self.index = index
      self.parts = parts
    }
  }

  /// A part of a record.
  public struct PreviewedPart: Hashable, Sendable {
    /// Its role, or the field it came from.
    public var label: String
    /// Its text, whole.
    public var text: String

    /// Makes an entry.
    public init(label: String, text: String) {
      self.label = label
      self.text = text
    }
  }
}
