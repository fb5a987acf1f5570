// SPDX-License-Identifier: Apache-2.0

/// A table in text as it lies in its file: where its header and its rows are.
struct CSVTable {
  /// Turns rows into tapes.
  let rows: CSVRows
  /// The bytes of the header, from the start of the file to before the line feed: a byte order mark
  /// and blank lines in front included.
  let header: Range<Int>
  /// The rows; what is wrong with the quotes of one is its fault.
  let elements: ElementTable

  /// Finds the rows of `text`; nil where there is not even a header.
  ///
  /// - Parameter start: where the text begins, behind a byte order mark.
  /// - Throws: a fault of the header.
  init?(
    _ text: Span<UInt8>, from start: Int, delimiter: UInt8?, passed: (Range<Int>) -> Void
  ) throws(RecordFault) {
    let dialect = CSVDialect.found(
      in: text.extracting(start..<text.count), delimiter: delimiter)
    var scanner = CSVScanner(dialect: dialect)
    var next = start
    var header: Range<Int>?
    var elements = ElementTable()
    var rows: CSVRows?
    var told = 0
    while next < text.count {
      let first = next
      let record = scanner.next(in: text, from: first)
      next = record.next
      if record.isBlank { continue }
      if header == nil {
        if let fault = record.fault {
          throw RecordFault(code: .invalidCSV, detail: "in the header \(fault.detail)")
        }
        header = 0..<record.end
        rows = try CSVRows(header: text.extracting(first..<record.end), dialect: dialect)
        continue
      }
      elements.append(first..<record.end, fault: record.fault?.detail)
      if next - told >= 8 << 20 {
        passed(told..<next)
        told = next
      }
    }
    guard let header, let rows else { return nil }
    self.header = header
    self.rows = rows
    self.elements = elements
  }
}
