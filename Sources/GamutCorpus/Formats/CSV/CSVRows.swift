// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// Turns the rows of one table in text into tapes: the names of the header with the fields as
/// strings. An empty field is absent, as writers leave what was never filled in; one between quotes is
/// an empty text, which they write so to tell it apart.
struct CSVRows: Sendable {
  /// How fields are told apart.
  let dialect: CSVDialect
  /// The names of the columns, as UTF-8.
  let names: [[UInt8]]

  /// Reads the header: the first record of a table.
  ///
  /// - Throws: a fault for a name that is there twice, or is not UTF-8.
  init(header: Span<UInt8>, dialect: CSVDialect) throws(RecordFault) {
    self.dialect = dialect
    try Self.requireUTF8(header)
    var names: [[UInt8]] = []
    var seen: Set<[UInt8]> = []
    Self.forEachField(of: header, dialect) { field, _ in
      // Safe: copied at once.
      names.append(unsafe field.withUnsafeBufferPointer { unsafe Array($0) })
    }
    for name in names where !seen.insert(name).inserted {
      throw RecordFault(
        code: .unsupportedFormat,
        detail: "the header names \(OneLine.quoted(String(decoding: name, as: UTF8.self))) twice; "
          + "expected a name of its own for each column")
    }
    self.names = names
  }

  /// Writes the tape of a row by `writer`.
  ///
  /// - Throws: a fault of a row that has more or fewer fields than the header, or is not UTF-8.
  func write(_ row: Span<UInt8>, by writer: inout TapeWriter) throws(RecordFault) -> JSONTape {
    try Self.requireUTF8(row)
    writer.begin()
    writer.beginObject()
    var count = 0
    var memberCount = 0
    Self.forEachField(of: row, dialect) { field, isQuoted in
      if count < names.count, isQuoted || !field.isEmpty {
        writer.string(names[count])
        writer.string(field)
        memberCount += 1
      }
      count += 1
    }
    writer.endObject(memberCount: memberCount)
    guard count == names.count else {
      throw RecordFault(
        code: .invalidCSV,
        detail: "\(count) \(count == 1 ? "field" : "fields"), expected \(names.count) as in the "
          + "header (the delimiter is \(OneLine.quoted(dialect.delimiterText)))")
    }
    return writer.finished()
  }

  private static func requireUTF8(_ bytes: Span<UInt8>) throws(RecordFault) {
    guard let offset = UTF8Check.firstFault(in: bytes) else { return }
    throw RecordFault(
      code: .invalidUTF8, detail: "it is not UTF-8, at byte \(offset) of the record; expected UTF-8"
    )
  }

  /// Lends the fields of a record without fault, one after the other: what they mean, without quotes, and
  /// whether they stood between some.
  static func forEachField(
    of record: Span<UInt8>, _ dialect: CSVDialect, _ body: (Span<UInt8>, _ isQuoted: Bool) -> Void
  ) {
    var end = record.count
    if end > 0, record[end - 1] == 0x0D { end -= 1 }
    var unescaped: [UInt8] = []
    var i = 0
    while true {
      let start = i
      if i < end, record[i] == UInt8(ascii: "\""), dialect.quoting == .double,
        let close = CSVScanner.closingQuote(in: record, from: i + 1)
      {
        let content = record.extracting(start + 1..<close)
        if Self.hasQuote(content) {
          unescaped.removeAll(keepingCapacity: true)
          var j = 0
          while j < content.count {
            unescaped.append(content[j])
            j += content[j] == UInt8(ascii: "\"") ? 2 : 1
          }
          body(unescaped.span, true)
        } else {
          body(content, true)
        }
        i = close + 1
      } else {
        while i < end, record[i] != dialect.delimiter { i += 1 }
        body(record.extracting(start..<i), false)
      }
      guard i < end, record[i] == dialect.delimiter else { return }
      i += 1
    }
  }

  private static func hasQuote(_ bytes: Span<UInt8>) -> Bool {
    for i in bytes.indices where bytes[i] == UInt8(ascii: "\"") { return true }
    return false
  }
}

extension CSVDialect {
  /// The delimiter for people.
  var delimiterText: String {
    delimiter == UInt8(ascii: "\t") ? "tab" : String(decoding: [delimiter], as: UTF8.self)
  }
}
