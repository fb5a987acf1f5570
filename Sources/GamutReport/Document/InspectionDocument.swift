// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutJSON

/// What some files hold, as plain values.
public struct InspectionDocument: Hashable, Sendable {
  /// The version of the JSON form; it grows when a name or a meaning changes.
  public static let schema = 1

  /// The version of the program, such as `0.1.0`.
  public var version: String
  /// Every option that can change the result, in a fixed order; neither workers nor output paths.
  public var options: [JSONMember]
  /// The files, in order.
  public var files: [File]
  /// How many records there are.
  public var rows: Rows
  /// What the records are; nil where nobody can tell, or where fields were named.
  public var recordSchema: RecordSchema?
  /// The fields at the top of the sampled records, in order of appearance.
  public var fields: [Field] = []
  /// How many records were looked at for their fields, schema and roles.
  public var sampledRecords = 0
  /// The roles that occur.
  public var parts: [Part] = []
  /// How many turns records have, the operator's left aside; nil where a record is one exchange.
  public var turns: LengthSummary?
  /// The lengths of each role that occurs, and of whole records.
  public var lengths: [TextLengths] = []
  /// How many tokens the records are; nil where nobody can tell what they are.
  public var tokens: TokenReport?
  /// The scripts that the letters of all texts are of, the most frequent first.
  public var scripts: [Script] = []
  /// The languages of the texts of each role; nil where this machine cannot tell languages.
  public var languages: [RoleLanguages]?
  /// What is wrong or odd, what was met first leading; `mostProblems` at most.
  public private(set) var problems: [Problem] = []
  /// How many kinds of problems there are beside those.
  public private(set) var furtherProblems = 0
  /// The first, the middle and the last record that could be read.
  public var preview: [PreviewedRecord] = []
  /// How long the look took.
  public var seconds = 0.0
  /// The words in which remedies are said; plain ones unless a program has its own.
  public var wording = RemedyWording.plain

  /// Makes a document of the counts alone.
  public init(version: String, options: [JSONMember], files: [File], rows: Rows) {
    self.version = version
    self.options = options
    self.files = files
    self.rows = rows
  }

  /// How many problems are told.
  public static let mostProblems = 5

  /// Takes the first of `problems`, and counts the others.
  public mutating func setProblems(_ problems: [Problem]) {
    self.problems = Array(problems.prefix(Self.mostProblems))
    furtherProblems = problems.count - self.problems.count
  }
}

extension InspectionDocument {
  /// A file that was read.
  public struct File: Hashable, Sendable {
    /// Its path or name, as the user gave it.
    public var name: String
    /// What people call a file of its format; nil where it holds nothing.
    public var format: String?
    /// How it is packed; nil where it is not.
    public var packing: String?
    /// Its size in bytes, unpacked.
    public var bytes: Int
    /// Its size as it is packed; nil where it is not.
    public var packedBytes: Int?
    /// How many records it holds, rejected ones included.
    public var records: Int
    /// How many of them could not be read.
    public var rejected: Int

    /// Makes an entry.
    public init(
      name: String, format: String?, packing: String?, bytes: Int, packedBytes: Int?, records: Int,
      rejected: Int
    ) {
      self.name = name
      self.format = format
      self.packing = packing
      self.bytes = bytes
      self.packedBytes = packedBytes
      self.records = records
      self.rejected = rejected
    }
  }

  /// How many records there are.
  public struct Rows: Hashable, Sendable {
    /// All of them, rejected ones included.
    public var read: Int
    /// Those that could not be read.
    public var rejected: Int
    /// Those that were read and hold no text.
    public var empty: Int
    /// Those that give and ask nothing.
    public var emptyPrompt: Int
    /// Those in which nothing is said.
    public var emptyResponse: Int

    /// Makes counts.
    public init(read: Int, rejected: Int, empty: Int, emptyPrompt: Int, emptyResponse: Int) {
      self.read = read
      self.rejected = rejected
      self.empty = empty
      self.emptyPrompt = emptyPrompt
      self.emptyResponse = emptyResponse
    }
  }

  /// What records were recognised as.
  public struct RecordSchema: Hashable, Sendable {
    /// The short name of each schema; one, unless mixing is allowed.
    public var names: [String]
    /// The line that other commands print: `instruction → asked; output → said`.
    public var description: String
    /// Whether every record is one text without sides.
    public var holdsDocuments: Bool
    /// Fields that count beside the text and stand within turns, or deeper.
    public var innerCounted: [String]
    /// Roles of the sampled records that no trainer knows.
    public var unknownRoles: [UnknownRole]

    /// Makes an entry.
    public init(
      names: [String], description: String, holdsDocuments: Bool, innerCounted: [String],
      unknownRoles: [UnknownRole]
    ) {
      self.names = names
      self.description = description
      self.holdsDocuments = holdsDocuments
      self.innerCounted = innerCounted
      self.unknownRoles = unknownRoles
    }
  }

  /// A role that no trainer knows.
  public struct UnknownRole: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// How many turns of the sampled records have it.
    public var turns: Int

    /// Makes an entry.
    public init(name: String, turns: Int) {
      self.name = name
      self.turns = turns
    }
  }

  /// A field at the top of a record.
  public struct Field: Hashable, Sendable {
    /// What it is to the reader.
    public enum Use: Hashable, Sendable {
      /// Text, as `asked`, `said` or `turns by their roles`.
      case text(String)
      /// It counts beside the text.
      case counted
      /// Nothing looks at it.
      case unused
      /// Nobody asked what the records are, or could tell.
      case unknown
    }

    /// Its name.
    public var name: String
    /// What it is to the reader.
    public var use: Use
    /// In how many of the sampled records it holds something.
    public var records: Int

    /// Makes an entry.
    public init(name: String, use: Use, records: Int) {
      self.name = name
      self.use = use
      self.records = records
    }
  }

  /// A role that occurs.
  public struct Part: Hashable, Sendable {
    /// The role.
    public var role: PartRole
    /// How many records have text of it.
    public var records: Int

    /// Makes an entry.
    public init(role: PartRole, records: Int) {
      self.role = role
      self.records = records
    }
  }
}
