// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutFiles

/// What is wrong with an input: where, what was found, what was expected.
public struct CorpusError: RemediedError, Sendable {
  /// What kind of thing is wrong.
  public let code: Code
  /// The file, as the user named it; nil where no file is concerned.
  public let path: String?
  /// The line in the file, from 1.
  public let line: Int?
  /// The row in an array, from 0.
  public let row: Int?
  /// The field concerned.
  public let field: String?
  /// What was found and what was expected, without the place.
  public let detail: String
  /// What to do about it, where an option would help.
  public let remedy: Remedy?
  /// The error of the system below, if one caused this.
  public let underlying: FileError?

  /// Makes an error; whatever is not known stays nil.
  public init(
    _ code: Code, path: String? = nil, line: Int? = nil, row: Int? = nil, field: String? = nil,
    detail: String, remedy: Remedy? = nil, underlying: FileError? = nil
  ) {
    self.code = code
    self.path = path
    self.line = line
    self.row = row
    self.field = field
    self.detail = detail
    self.remedy = remedy
    self.underlying = underlying
  }
}

extension CorpusError {
  /// A kind of error; compared, never matched by its text.
  public struct Code: Hashable, Sendable {
    /// The words that stand for it in messages.
    public let name: String

    private init(_ name: String) { self.name = name }

    /// The path leads nowhere.
    public static let missingFile = Code("no such file")
    /// The file is there and cannot be read; a directory, for one.
    public static let unreadableFile = Code("cannot read")
    /// The bytes are of a format that is not read here.
    public static let unsupportedFormat = Code("unsupported format")
    /// A compressed file was cut short, is damaged or goes on behind its end.
    public static let brokenCompression = Code("broken compressed data")
    /// Packed data of which over a thousand bytes come out for each, and over 1 GiB.
    public static let unpacksTooFar = Code("unpacks too far")
    /// Inputs have several forms, and nothing says what becomes of them in one output.
    public static let mixedContainers = Code("mixed containers")
    /// The array around the records is not closed, holds junk or is followed by some.
    public static let brokenArray = Code("broken array")
    /// A Parquet or an Arrow file that is damaged.
    public static let brokenTable = Code("broken table")
    /// A record of a CSV file that does not fit its header, or whose quotes do not.
    public static let invalidCSV = Code("invalid CSV")
    /// A record is not JSON.
    public static let invalidJSON = Code("invalid JSON")
    /// Arrays and objects of a record lie within each other beyond 1,024 levels.
    public static let tooDeep = Code("nested too deep")
    /// A record of more than 256 MiB.
    public static let recordTooLarge = Code("record too large")
    /// More records than 32 bits count.
    public static let tooManyRecords = Code("too many records")
    /// A record is not UTF-8.
    public static let invalidUTF8 = Code("invalid UTF-8")
    /// A field that is needed is not there.
    public static let missingField = Code("missing field")
    /// A field, or the record, is of another type than needed.
    public static let wrongType = Code("wrong type")
    /// No schema fits.
    public static let unknownSchema = Code("unknown schema")
    /// Several schemas fit, each to other records.
    public static let mixedSchemas = Code("mixed schemas")
    /// The records hold token numbers, not text.
    public static let tokenised = Code("tokenised data")
    /// There is nothing to look at.
    public static let noRecords = Code("no records")
    /// What is wanted of every record is empty in all of them.
    public static let nothingThere = Code("nothing there")
    /// A list that is not a vector like the others: its length, or what it holds.
    public static let badVector = Code("bad vector")
    /// A field path that cannot be read.
    public static let invalidPath = Code("invalid field path")
    /// A source that is asked for is not there, or a field tells no sources apart.
    public static let unknownSource = Code("unknown source")
    /// More records were rejected than allowed.
    public static let tooManyRejected = Code("too many rejected records")
  }
}

extension CorpusError {
  /// One line: `train.jsonl:207: missing field: no "messages"; the fields are "id", "text"`. In an
  /// array the row follows the line: `train.json:14007 (row 311): …`.
  public func description(in wording: RemedyWording) -> String {
    var place = path.map { OneLine.escaped($0) } ?? ""
    if let line { place += ":\(line)" }
    if let row { place += place.isEmpty ? "row \(row)" : " (row \(row))" }
    return "\(place)\(place.isEmpty ? "" : ": ")\(code.name): "
      + OneLine.escaped(remedied(detail, in: wording))
  }

  /// The same, the remedy in plain words.
  public var description: String { description(in: .plain) }
}
