// SPDX-License-Identifier: Apache-2.0

extension SourceFile {
  /// The rows of a Parquet or an Arrow file; nil for any other.
  var table: ArrowTable? {
    if case .table(let table) = form { return table }
    return nil
  }

  /// How many rows a table has.
  var rowCount: Int { table?.rowCount ?? 0 }

  /// How many rows of a table are read in one go.
  var rowCountOfChunk: Int { table?.rowCount(ofBytes: Chunk.byteCount) ?? 1 }

  /// What part of a table's bytes stands for some rows: nobody can tell which bytes are theirs, so
  /// each has as many as any other.
  func share(_ rows: Range<Int>) -> Range<Int> {
    let count = max(1, rowCount)
    return byteCount * rows.lowerBound / count..<byteCount * rows.upperBound / count
  }
}

extension Corpus {
  /// Writes the rows of tables for which `isKept`, in order, as one file of the kind of the first:
  /// its schema, metadata, codecs and row groups are kept.
  ///
  /// - Parameters:
  ///   - isKept: asked for each record by its index among all that were read.
  ///   - write: takes the bytes in order; where it answers false, the call throws, and the caller
  ///     knows why.
  /// - Throws: `unsupportedFormat` where the files have other columns than the first.
  public func writeTable(
    where isKept: (Int) -> Bool, write: (Span<UInt8>) -> Bool
  ) throws(CorpusError) {
    let tables = files.compactMap(\.table)
    guard let first = tables.first else { preconditionFailure("no tables to write") }
    let writer = try ArrowWriter(model: first, write: write)
    var start = 0
    for table in tables {
      try writer.append(table, where: { isKept(start + $0) }, write: write)
      start += table.rowCount
    }
    try writer.finish(write: write)
  }

  /// What stands in front of the records of the first file that holds any, and behind them: the
  /// header of a CSV file, what is around an array. Both empty where nothing is.
  public func withFrame<Failure: Error>(
    _ body: (_ head: Span<UInt8>, _ tail: Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    guard let file = files.first(where: { $0.container != nil }) else {
      return try body([UInt8]().span, [UInt8]().span)
    }
    try file.mapped.withBytes(0..<file.mapped.byteCount) { bytes throws(Failure) in
      try body(bytes.extracting(file.head), bytes.extracting(file.tail))
    }
  }
}
