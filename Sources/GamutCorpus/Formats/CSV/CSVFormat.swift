// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// A table in text: a header, and a row a record.
///
/// Its promise: a kept record leaves with the bytes of its row, quotes and carriage return included,
/// behind the bytes of the header.
struct CSVFormat: RecordFormat {
  let form: RecordForm
  let view: RecordView
  let title: String

  private let elements: ElementTable

  static func opened(_ bytes: SourceBytes, lists: Lists) throws(CorpusError) -> CSVFormat? {
    guard case .csv(let delimiter) = bytes.withBytes({ FormatGuess(path: bytes.path, text: $0) })
    else { return nil }
    try bytes.requireText()
    do throws(RecordFault) {
      return try bytes.withBytes { text throws(RecordFault) in
        let start = ByteOrderMark.end(in: text)
        let table = try CSVTable(text, from: start, delimiter: delimiter) { bytes.didRead($0) }
        guard let table else { return nil }
        let header = text.extracting(table.header)
        return CSVFormat(
          form: RecordForm(
            identifier: "lines", name: "CSV", endings: ["csv", "tsv", "tab"],
            emptiness: "there is no row behind its header",
            // Safe: decoded at once; the header was found to be UTF-8.
            header: unsafe header.withUnsafeBufferPointer {
              unsafe String(decoding: $0, as: UTF8.self)
            } + "\n",
            beforeFirst: "", between: "\n", afterLast: "\n", footer: ""),
          view: .csv(table.rows), title: Self.title(of: table.rows.dialect),
          elements: table.elements)
      }
    } catch {
      throw CorpusError(
        error.code, path: bytes.path, line: 1, detail: error.detail, remedy: error.remedy)
    }
  }

  private static func title(of dialect: CSVDialect) -> String {
    switch dialect.delimiter {
    case UInt8(ascii: ","): "CSV"
    case UInt8(ascii: "\t"): "CSV, by tabs"
    default: "CSV, by \(Unicode.Scalar(dialect.delimiter))"
    }
  }

  func parts(of bytes: SourceBytes) -> [Range<Int>] { elements.parts }

  func byteRange(of part: Range<Int>) -> Range<Int> { elements.byteRange(of: part) }

  func forEachRecord(
    in part: Range<Int>, of bytes: SourceBytes,
    _ body: (_ range: Range<Int>, _ fault: String?) throws(CorpusError) -> Void
  ) throws(CorpusError) {
    for row in part { try body(elements.range(of: row), elements.faults[row]) }
  }

  /// People count the lines of such a file.
  func row(of range: Range<Int>) -> Int? { nil }

  func explained(_ fault: RecordFault, at range: Range<Int>, in bytes: SourceBytes) -> RecordFault {
    // What is wrong around a record is the matter of quotes here.
    guard fault.code == .brokenArray else { return fault }
    return RecordFault(code: .invalidCSV, field: fault.field, detail: fault.detail)
  }
}
