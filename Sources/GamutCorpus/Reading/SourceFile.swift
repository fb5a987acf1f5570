// SPDX-License-Identifier: Apache-2.0

import GamutFiles

/// One input: its bytes, and how its records are found in them.
public final class SourceFile: Sendable {
  /// The path as the user named it, or the name of a list in memory.
  public var path: String { mapped.path }
  /// The size in bytes; of a compressed file, that of the text it unpacks to.
  public var byteCount: Int { mapped.byteCount }
  /// How records stand in it; nil for a file of nothing but white space.
  let format: (any RecordFormat)?
  /// What its records are made of; kept apart from the format, which is asked once.
  let view: RecordView
  /// The bytes.
  let mapped: SourceBytes
  private let lines: LineIndex

  /// Takes bytes whose format is known.
  init(bytes: SourceBytes, format: (any RecordFormat)?) {
    mapped = bytes
    self.format = format
    view = format?.view ?? .json
    lines = LineIndex(of: bytes)
  }

  /// Opens the file and finds its format.
  convenience init(
    path: String, lists: Lists = .holdRecords, folder: String? = nil,
    digesting: FileDigesting = .none, opener: TableOpener? = nil
  ) throws(CorpusError) {
    let bytes = SourceBytes(
      try MappedFile(path: path, folder: folder, digesting: digesting), folder: folder,
      opener: opener)
    self.init(bytes: bytes, format: try KnownFormats.format(of: bytes, lists: lists))
  }

  /// What its format is called and writes; nil where it holds nothing.
  package var form: RecordForm? { format?.form }

  /// What people call a file of its format: `JSON lines`; nil where it holds nothing.
  package var formatTitle: String? { format?.title }

  /// How it was packed, such as `zstd`, and its size then; nil where its bytes are as they were.
  package var packing: (name: String, byteCount: Int)? { mapped.packing }

  /// Tells the system that the records between are about to be read.
  func willRead(_ range: Range<Int>) {
    if view.table == nil { mapped.willRead(range) }
  }

  /// Tells the system that the records between will not be read soon.
  func didRead(_ range: Range<Int>) {
    if view.table == nil { mapped.didRead(range) }
  }

  /// The place of the bytes `range`, for people.
  func place(of range: Range<Int>) -> RecordPlace {
    if view.table != nil { return RecordPlace(path: path, line: nil, row: range.lowerBound) }
    return RecordPlace(
      path: path, line: lines.line(of: range.lowerBound), row: format?.row(of: range))
  }

  /// The places of the bytes `ranges`, which are best in order: lines between two are counted once.
  func places(of ranges: [Range<Int>]) -> [RecordPlace] {
    zip(ranges, lines.lines(of: ranges.map(\.lowerBound))).map { range, line in
      RecordPlace(path: path, line: line, row: format?.row(of: range))
    }
  }

  /// The error of the record at `range`.
  func error(_ fault: RecordFault, at range: Range<Int>) -> CorpusError {
    let place = place(of: range)
    return CorpusError(
      fault.code, path: path, line: place.line, row: place.row, field: fault.field,
      detail: fault.detail, remedy: fault.remedy)
  }
}
