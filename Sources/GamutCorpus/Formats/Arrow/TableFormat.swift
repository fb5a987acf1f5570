// SPDX-License-Identifier: Apache-2.0

/// Parquet and Arrow files: a record a row.
///
/// Its promise: a kept record leaves with its cells, in a file of the same kind. A row has no bytes of
/// its own: its range begins at its number, and is as long as its share of the file.
struct TableFormat: RecordFormat {
  let form: RecordForm
  let view: RecordView
  let title: String

  private let table: ArrowTable
  private let byteCount: Int

  static func opened(_ bytes: SourceBytes, lists: Lists) throws(CorpusError) -> TableFormat? {
    guard let kind = bytes.withBytes({ ArrowKind(firstBytes: $0) }) else { return nil }
    let table = try ArrowTable(bytes, as: kind)
    let form = RecordForm(
      identifier: "array", name: kind.name, endings: kind.endings, emptiness: "it has no rows",
      header: "", beforeFirst: "", between: "", afterLast: "", footer: "", isTable: true)
    return TableFormat(
      form: form, view: .table(table), title: kind.title, table: table,
      byteCount: bytes.byteCount)
  }

  func parts(of bytes: SourceBytes) -> [Range<Int>] {
    let step = table.rowCount(ofBytes: Chunk.byteCount)
    return stride(from: 0, to: table.rowCount, by: step).map { start in
      start..<min(start + step, table.rowCount)
    }
  }

  /// What part of the bytes stands for some rows: nobody can tell which are theirs, so each has as
  /// many as any other.
  func byteRange(of part: Range<Int>) -> Range<Int> {
    let count = max(1, table.rowCount)
    return byteCount * part.lowerBound / count..<byteCount * part.upperBound / count
  }

  func forEachRecord(
    in part: Range<Int>, of bytes: SourceBytes,
    _ body: (_ range: Range<Int>, _ fault: String?) throws(CorpusError) -> Void
  ) throws(CorpusError) {
    for row in part { try body(row..<row + byteRange(of: row..<row + 1).count, nil) }
    table.didRead(part)
  }

  func row(of range: Range<Int>) -> Int? { range.lowerBound }
}

extension Corpus {
  /// Writes the rows of some files, all tables, for which `isKept`, in order, as one file of the kind of the
  /// first: its schema, metadata, codecs and row groups are kept.
  ///
  /// - Parameters:
  ///   - isKept: asked for each record by its index among those of the files.
  ///   - write: takes the bytes in order; where it answers false, the call throws, and the caller
  ///     knows why.
  /// - Throws: `unsupportedFormat` where the files have other columns than the first.
  package func writeTable(
    of inputs: Range<Int>, where isKept: (Int) -> Bool, write: (Span<UInt8>) -> Bool
  ) throws(CorpusError) {
    let tables = files[inputs].compactMap(\.view.table)
    guard let first = tables.first else { preconditionFailure("no tables to write") }
    let writer = try ArrowWriter(model: first, write: write)
    var start = 0
    for table in tables {
      try writer.append(table, where: { isKept(start + $0) }, write: write)
      start += table.rowCount
    }
    try writer.finish(write: write)
  }
}
