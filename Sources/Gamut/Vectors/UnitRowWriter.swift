// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutEmbedding
import GamutLinear

/// Writes a `.npy` file of one row of norm 1 per record read, from rows that come block by block; those
/// of records without any are zeros.
struct UnitRowWriter {
  private let recordCount: Int
  private let columnCount: Int
  private let emptyRow: [UInt8]
  /// The records whose rows are still to come, ascending.
  private var remaining: ArraySlice<RecordIndex>
  private var writtenCount = 0
  /// Rows of zeros so far, those of records without a row from the start.
  private(set) var zeroCount: Int

  /// Begins the file: rows come for `records`, ascending, of `recordCount` that were read.
  init(
    of records: [RecordIndex], recordCount: Int, columnCount: Int, to file: inout OutputFile
  ) throws(OutputError) {
    self.recordCount = recordCount
    self.columnCount = columnCount
    remaining = records[...]
    zeroCount = recordCount - records.count
    emptyRow = NPYWriter.bytes(of: [Float](repeating: 0, count: columnCount).span)
    try file.write(NPYWriter.header(rowCount: recordCount, columnCount: columnCount).span)
  }

  /// Scales the next rows to norm 1 and writes them.
  mutating func write(_ elements: [Float], to file: inout OutputFile) throws(OutputError) {
    var rows = Matrix(
      rowCount: elements.count / columnCount, columnCount: columnCount, elements: elements)
    zeroCount += rows.normalizeRows().zeroRows.count
    for (row, record) in remaining.prefix(rows.rowCount).enumerated() {
      for _ in writtenCount..<Int(record) { try file.write(emptyRow.span) }
      let range = rows.elementRange(ofRows: row..<row + 1)
      try file.write(NPYWriter.bytes(of: rows.elements.span.extracting(range)).span)
      writtenCount = Int(record) + 1
    }
    remaining = remaining.dropFirst(rows.rowCount)
  }

  /// Writes the zeros of the last records.
  mutating func finish(to file: inout OutputFile) throws(OutputError) {
    precondition(remaining.isEmpty, "\(remaining.count) rows are missing")
    for _ in writtenCount..<recordCount { try file.write(emptyRow.span) }
    writtenCount = recordCount
  }
}
