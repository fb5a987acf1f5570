// SPDX-License-Identifier: Apache-2.0

/// Parquet and Arrow files: a record a row.
///
/// Its promise: a kept record leaves with its cells, in a file of the same kind. A row has no bytes of
/// its own: its range begins at its number, and is as long as its share of the file.
struct TableFormat: RecordFormat {
  let form: RecordForm
  let view: RecordView
  let title: String

  let table: ArrowTable
  /// How many bytes the rows share.
  let byteCount: Int

  static func opened(_ bytes: SourceBytes, lists: Lists) throws(CorpusError) -> TableFormat? {
    guard let kind = bytes.withBytes({ ArrowKind(firstBytes: $0) }) else { return nil }
    if let opener = bytes.opener, bytes.file?.isThere == true, !bytes.isUnpacked {
      return TableFormat(try opener.table(of: bytes.path), as: kind)
    }
    let table = try ArrowTable(bytes, as: kind)
    let form = RecordForm(
      identifier: "array", name: kind.name, endings: kind.endings, emptiness: "it has no rows",
      header: "", beforeFirst: "", between: "", afterLast: "", footer: "", isTable: true)
    return TableFormat(table, form: form, title: kind.title, byteCount: bytes.byteCount)
  }

  /// Rows of a table that a caller holds, or has opened: no output takes its kind.
  init(_ table: ArrowTable, as kind: ArrowKind?) {
    let form = RecordForm(
      identifier: "memory", name: kind?.name ?? "a table in memory",
      endings: LinesFormat.form.endings, emptiness: "it has no rows", header: "", beforeFirst: "",
      between: "\n", afterLast: "\n", footer: "", hasOriginals: false)
    self.init(
      table, form: form, title: kind?.title ?? "table in memory",
      byteCount: max(table.byteCount, table.rowCount))
  }

  private init(_ table: ArrowTable, form: RecordForm, title: String, byteCount: Int) {
    self.table = table
    self.form = form
    self.title = title
    self.byteCount = byteCount
    view = .table(table)
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
