// SPDX-License-Identifier: Apache-2.0

/// One input: its bytes, and how its records are found in them.
public final class SourceFile: Sendable {
  /// The path as the user named it, or the name of a list in memory.
  public var path: String { mapped.path }
  /// The size in bytes; of a compressed file, that of the text it unpacks to.
  public var byteCount: Int { mapped.byteCount }
  /// How records stand in it; nil for a file of nothing but white space.
  let format: (any RecordFormat)?
  /// The bytes.
  let mapped: SourceBytes
  private let lines: LineIndex

  /// Takes bytes whose format is known.
  init(bytes: SourceBytes, format: (any RecordFormat)?) {
    mapped = bytes
    self.format = format
    lines = LineIndex(of: bytes)
  }

  /// Opens the file and finds its format.
  convenience init(
    path: String, lists: Lists = .holdRecords, folder: String? = nil
  ) throws(CorpusError) {
    let bytes = SourceBytes(try MappedFile(path: path, folder: folder))
    self.init(bytes: bytes, format: try KnownFormats.format(of: bytes, lists: lists))
  }

  /// What its format is called and writes; nil where it holds nothing.
  package var form: RecordForm? { format.map { type(of: $0).form } }

  /// The place of the bytes `range`, for people.
  func place(of range: Range<Int>) -> RecordPlace {
    RecordPlace(
      path: path, line: lines.line(of: range.lowerBound), row: format?.row(of: range))
  }

  /// The error of the record at `range`.
  func error(_ fault: RecordFault, at range: Range<Int>) -> CorpusError {
    let place = place(of: range)
    return CorpusError(
      fault.code, path: path, line: place.line, row: place.row, field: fault.field,
      detail: fault.detail)
  }
}
