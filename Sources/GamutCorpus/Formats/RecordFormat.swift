// SPDX-License-Identifier: Apache-2.0

/// How the records of one source stand in its bytes, found once when it is opened, and how records
/// are written in the same form.
///
/// Whoever reads or writes records asks the format of their source, and nobody asks which one it is.
/// A format says what its records are made of, and `RecordTapes` lays each out as a tape: the one view
/// of a record that selections, schemas and vectors know.
protocol RecordFormat: Sendable {
  /// What it is called, and how records are written in it.
  var form: RecordForm { get }

  /// What people call a file of it: `JSON lines`, `Parquet`.
  var title: String { get }

  /// What its records are made of.
  var view: RecordView { get }

  /// Finds the records of `bytes`; nil for bytes of another format.
  ///
  /// - Throws: `unsupportedFormat` where nobody else can read the bytes either.
  static func opened(_ bytes: SourceBytes, lists: Lists) throws(CorpusError) -> Self?

  /// The stretches that are read in one go, in order, counted in units of the format's own. Each
  /// covers about `Chunk.byteCount` bytes, and constants alone cut them.
  func parts(of bytes: SourceBytes) -> [Range<Int>]

  /// The bytes that `part` covers, but for the end of a last record.
  func byteRange(of part: Range<Int>) -> Range<Int>

  /// Calls `body` with the bytes of each record of `part`, in order, and with what is wrong around
  /// the record there, if anything is.
  func forEachRecord(
    in part: Range<Int>, of bytes: SourceBytes,
    _ body: (_ range: Range<Int>, _ fault: String?) throws(CorpusError) -> Void
  ) throws(CorpusError)

  /// The number of the record at `range`, from 0; nil where people count lines.
  func row(of range: Range<Int>) -> Int?

  /// The same fault of the record at `range`, with a word on what to expect where the format can tell.
  func explained(_ fault: RecordFault, at range: Range<Int>, in bytes: SourceBytes) -> RecordFault
}

extension RecordFormat {
  var view: RecordView { .json }

  func explained(_ fault: RecordFault, at range: Range<Int>, in bytes: SourceBytes) -> RecordFault {
    fault
  }
}

/// What a line that begins with a bracket is.
enum Lists {
  /// The array whose elements are the records.
  case holdRecords
  /// A record, if a bracket or a brace does not follow.
  case areRecords
}

/// The formats of files, in the order in which they are tried: a new one is added here.
enum KnownFormats {
  private static let all: [any RecordFormat.Type] = [
    TableFormat.self, ArrayFormat.self, WrappedListFormat.self, CSVFormat.self, TextFormat.self,
    LinesFormat.self,
  ]

  /// The format of `bytes`; nil where they are nothing but white space.
  static func format(
    of bytes: SourceBytes, lists: Lists
  ) throws(CorpusError) -> (any RecordFormat)? {
    for format in all {
      if let opened = try format.opened(bytes, lists: lists) { return opened }
    }
    return nil
  }
}
