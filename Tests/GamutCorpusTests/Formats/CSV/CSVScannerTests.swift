// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import GamutTestSupport
import Testing

@testable import GamutCorpus

/// The records of `text` with their fields, by the parts under test.
private func records(_ text: String, _ dialect: CSVDialect = .comma) -> [[String]] {
  let bytes = Array(text.utf8)
  var scanner = CSVScanner(dialect: dialect)
  var records: [[String]] = []
  var start = 0
  while start < bytes.count {
    let record = scanner.next(in: bytes.span, from: start)
    if !record.isBlank, record.fault == nil {
      var fields: [String] = []
      CSVRows.forEachField(of: bytes.span.extracting(start..<record.end), dialect) { field, _ in
        fields.append(String(decoding: field.indices.map { field[$0] }, as: UTF8.self))
      }
      #expect(fields.count == record.fieldCount)
      records.append(fields)
    }
    start = record.next
  }
  return records
}

extension CSVDialect {
  fileprivate static let comma = CSVDialect(delimiter: UInt8(ascii: ","), quoting: .double)
}

/// The same, letter by letter, as RFC 4180 says it.
private func naiveRecords(_ text: String) -> [[String]] {
  var records: [[String]] = []
  var fields: [String] = []
  var field = ""
  var isQuoted = false
  var rest = Array(text.unicodeScalars)[...]
  func end() {
    if field.hasSuffix("\r"), !isQuoted { field.removeLast() }
    fields.append(field)
    if fields != [""] { records.append(fields) }
    fields = []
    field = ""
  }
  while let scalar = rest.popFirst() {
    if isQuoted {
      if scalar == "\"" {
        if rest.first == "\"" {
          rest.removeFirst()
          field.unicodeScalars.append("\"")
        } else {
          isQuoted = false
        }
      } else {
        field.unicodeScalars.append(scalar)
      }
    } else if scalar == "\"", field.isEmpty {
      isQuoted = true
    } else if scalar == "," {
      fields.append(field)
      field = ""
    } else if scalar == "\n" {
      end()
    } else {
      field.unicodeScalars.append(scalar)
    }
  }
  if !field.isEmpty || !fields.isEmpty { end() }
  return records
}

@Suite struct CSVScannerTests {
  @Test func `fields end at delimiters and records at line ends`() {
    #expect(records("a,b\n1,2\n") == [["a", "b"], ["1", "2"]])
    #expect(records("a,b\r\n1,2") == [["a", "b"], ["1", "2"]])
    #expect(records("a,b\n,\n") == [["a", "b"], ["", ""]])
  }

  @Test func `a line end within quotes is part of the field`() {
    #expect(records("a,\"b\nc\"\n1,2\n") == [["a", "b\nc"], ["1", "2"]])
    #expect(records("\"x\r\ny\",z\r\n") == [["x\r\ny", "z"]])
  }

  @Test func `two quotes within quotes are one`() {
    #expect(records("\"a \"\"b\"\" c\",\"\"\"\"\n") == [["a \"b\" c", "\""]])
  }

  @Test func `a quote within a field that does not begin with one is text`() {
    #expect(records("5\" disk,x\n") == [["5\" disk", "x"]])
  }

  @Test func `blank lines are not records`() {
    #expect(records("a\n\n\r\nb\n") == [["a"], ["b"]])
  }

  @Test func `a record with a fault ends with its first line, and the next is read`() {
    let bytes = Array("a,b\n\"open,x\n1,2\n\"ab\"c,d\n3,4\n".utf8)
    var scanner = CSVScanner(dialect: .comma)
    var faults: [CSVScanner.Fault?] = []
    var start = 0
    while start < bytes.count {
      let record = scanner.next(in: bytes.span, from: start)
      faults.append(record.fault)
      start = record.next
    }
    // The quote of line 2 closes before `ab` of line 4.
    #expect(
      faults == [
        nil, .textBehindQuote(offset: 16), nil, .textBehindQuote(offset: 19), nil,
      ])
  }

  @Test func `a quote that is never closed is a fault of its line alone`() {
    let bytes = Array("a,b\n\"open,x\n1,2\n".utf8)
    var scanner = CSVScanner(dialect: .comma)
    let record = scanner.next(in: bytes.span, from: 4)
    #expect(record.fault == .openQuote(offset: 4))
    #expect(record.next == 12)
  }

  @Test func `it reads what the naive reader reads`() {
    var random = SeededRandom(seed: 4180)
    let pieces = ["a", "bc", ",", "\n", "\r\n", "\"\"", "é"]
    for _ in 0..<2_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<6, using: &random) {
        let fields = (0..<2).map { _ in
          let field = (0..<Int.random(in: 0..<4, using: &random)).map { _ in
            pieces[Int.random(in: 0..<pieces.count, using: &random)]
          }.joined()
          let needsQuotes = field.contains { ",\n\r\"\r\n".contains($0) }
          return needsQuotes || Bool.random(using: &random) ? "\"\(field)\"" : field
        }
        text += fields.joined(separator: ",") + (Bool.random(using: &random) ? "\n" : "\r\n")
      }
      #expect(records(text) == naiveRecords(text), "\(text.debugDescription)")
    }
  }
}

@Suite struct CSVDialectTests {
  private func found(_ text: String) -> CSVDialect {
    CSVDialect.found(in: Array(text.utf8).span)
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func `the delimiter is the one that all records agree on`(delimiter: String) {
    let text =
      ["a", "b", "c"].joined(separator: delimiter) + "\n"
      + ["1", "\"x,y;z\"", "3"].joined(separator: delimiter) + "\n"
    #expect(found(text).delimiter == delimiter.utf8.first)
    #expect(found(text).quoting == .double)
  }

  @Test func `commas in texts do not make a table of semicolons one of commas`() {
    #expect(found("a;b\nx, y;1\nz;2\n").delimiter == UInt8(ascii: ";"))
  }

  @Test func `quotes are text where no delimiter fits otherwise`() {
    let dialect = found("text\tlabel\n\"begins so\t1\nhe said \"no\"\t0\n\"x\" y\t1\n")
    #expect(dialect == CSVDialect(delimiter: UInt8(ascii: "\t"), quoting: .none))
  }

  @Test func `commas within quotes do not hide the quoting`() {
    #expect(found("a,b\n\"x, y\",1\n\"z, w\",2\n").quoting == .double)
  }

  @Test func `one column has the usual dialect`() {
    #expect(found("text\nhello\n") == CSVDialect(delimiter: UInt8(ascii: ","), quoting: .double))
  }
}

@Suite struct CSVRowsTests {
  private func json(_ text: String, _ dialect: CSVDialect = .comma) throws -> [String] {
    let lines = text.split(separator: "\n").map { Array($0.utf8) }
    let header = lines[0]
    let rows = try CSVRows(header: header.span, dialect: dialect)
    var writer = TapeWriter()
    return try lines.dropFirst().map { line in
      let tape = try rows.write(line.span, by: &writer)
      var bytes: [UInt8] = []
      JSONText.append(tape, at: JSONTape.rootValue, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  @Test func `a row is an object of strings, without its empty fields`() throws {
    #expect(
      try json("q,a,n\nwhy?,\"because, so\",7\nwho?,,\n") == [
        #"{"q":"why?","a":"because, so","n":"7"}"#, #"{"q":"who?"}"#,
      ])
  }

  @Test func `a row of another length is refused with both counts`() {
    #expect {
      try json("a,b\n1,2,3\n")
    } throws: { ($0 as? RecordFault)?.detail.hasPrefix("3 fields, expected 2 as in the") == true }
  }

  @Test func `a name that is there twice is refused`() {
    #expect {
      try json("a,b,a\n1,2,3\n")
    } throws: { ($0 as? RecordFault)?.detail.contains("names \"a\" twice") == true }
  }
}
