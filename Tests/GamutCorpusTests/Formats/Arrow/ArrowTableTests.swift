// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutJSON
import GamutTestSupport
import Testing

@testable import GamutCorpus

/// A file of Fixtures/, which make-fixtures.py makes.
private func fixture(_ name: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)").path
}

private func open(_ path: String) throws -> ArrowTable {
  let file = SourceBytes(try MappedFile(path: path))
  let kind = file.withBytes { ArrowKind(firstBytes: $0) }
  return try ArrowTable(file, as: try #require(kind))
}

/// A file like the one of `tables[0]` with the rows of all for which `isKept`.
private func written(
  _ tables: [ArrowTable], where isKept: (Int, Int) -> Bool = { _, _ in true }
) throws -> [UInt8] {
  var bytes: [UInt8] = []
  func write(_ part: Span<UInt8>) -> Bool {
    for i in part.indices { bytes.append(part[i]) }
    return true
  }
  let writer = try ArrowWriter(model: tables[0], write: write)
  for (i, table) in tables.enumerated() {
    try writer.append(table, where: { isKept(i, $0) }, write: write)
  }
  try writer.finish(write: write)
  return bytes
}

/// The rows as compact JSON; of a row with a fault, what is said about it.
private func rows(_ table: ArrowTable, nulls: ArrowRowWriter.Nulls = .absent) -> [String] {
  var writer = ArrowRowWriter(nulls: nulls, parser: JSONParser())
  return (0..<table.rowCount).map { row in
    do throws(RecordFault) {
      let tape = try table.write(row, by: &writer)
      var bytes: [UInt8] = []
      JSONText.append(tape, at: JSONTape.rootValue, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    } catch { return "\(error.code.name): \(error.detail)" }
  }
}

private func lines(_ path: String) throws -> [String] {
  try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
}

@Suite(
  .enabled(if: ArrowLibrary.version != nil, "no libgamut_arrow: Scripts/setup arrow builds it"))
struct ArrowTableTests {
  static let fixtures = [
    "chat.parquet", "chat.arrow", "chat.arrows", "chat.feather", "texts.arrow", "sliced.arrows",
    "texts.parquet", "json.parquet", "vectors.parquet", "kinds.arrow",
  ]

  @Test(arguments: fixtures)
  func `rows read as the objects that the file was made of`(name: String) throws {
    let table = try open(fixture(name))
    #expect(try rows(table) == lines(fixture("\(name).jsonl")))
  }

  @Test func `an Arrow file is used where it lies, and others are unpacked`() throws {
    #expect(try open(fixture("chat.arrow")).file?.model.isInPlace == true)
    #expect(try open(fixture("chat.arrows")).file?.model.isInPlace == true)
    #expect(try open(fixture("chat.feather")).file?.model.isInPlace == false)
    #expect(try open(fixture("chat.parquet")).file?.model.isInPlace == false)
  }

  @Test func `nulls are shown where they are asked for`() throws {
    let table = try open(fixture("json.parquet"))
    #expect(rows(table, nulls: .shown)[2] == #"{"value":null}"#)
    #expect(
      rows(try open(fixture("chat.arrow")), nulls: .shown)[3]
        == #"{"messages":null,"id":null,"good":null}"#)
  }

  @Test func `a text that is not UTF-8 is the fault of its row alone`() throws {
    let found = rows(try open(fixture("broken.arrow")))
    #expect(found[0] == #"{"text":"good"}"#)
    #expect(found[1].hasPrefix("invalid UTF-8: in \"text\": the text is not UTF-8, at its byte 0"))
    #expect(found[2] == #"{"text":"fine"}"#)
  }

  @Test func `a type that has no counterpart is refused by name`() {
    let error = corpusError { _ = try open(fixture("union.arrow")) }
    #expect(error?.code == .unsupportedFormat)
    #expect(
      error?.detail.contains("the column \"either\" is of the Arrow type \"+us:0,1\"") == true)
  }

  @Test(arguments: fixtures)
  func `kept rows are written as the file they came from`(name: String) throws {
    let table = try open(fixture(name))
    let all = rows(table)
    let scratch = try ScratchFolder()
    for kept in [[true], [false], [true, false], [false, true, true]] {
      let path = try scratch.write(written([table]) { kept[$1 % kept.count] }, to: name)
      let written = try open(path)
      #expect(rows(written) == all.indices.filter { kept[$0 % kept.count] }.map { all[$0] })
      let kinds = try [path, fixture(name)].map { path in
        ArrowKind(firstBytes: Array(try Data(contentsOf: URL(filePath: path))).span)
      }
      #expect(kinds[0] == kinds[1])
    }
  }

  @Test func `tables of the same columns are written one behind the other`() throws {
    let table = try open(fixture("chat.parquet"))
    let other = try open(fixture("chat.arrows"))
    let bytes = try written([table, other]) { $0 == 0 ? $1 == 0 : $1 == 4 }
    let all = rows(table)
    let scratch = try ScratchFolder()
    #expect(rows(try open(scratch.write(bytes, to: "x.parquet"))) == [all[0], all[4]])
    let error = corpusError { _ = try written([table, open(fixture("texts.arrow"))]) }
    #expect(error?.code == .unsupportedFormat)
    #expect(error?.detail.hasPrefix("its columns are") == true)
  }

  @Test func `an output that refuses bytes ends the writing with an error`() throws {
    let table = try open(fixture("chat.parquet"))
    let error = corpusError {
      let writer = try ArrowWriter(model: table) { _ in false }
      try writer.append(table, where: { _ in true }, write: { _ in false })
      try writer.finish { _ in false }
    }
    #expect(error != nil)
  }

  @Test(arguments: ["chat.parquet", "chat.arrow", "chat.arrows", "chat.feather"])
  func `a file cut anywhere, or with a wrong byte, is an error or reads`(name: String) throws {
    let whole = Array(try Data(contentsOf: URL(filePath: fixture(name))))
    let scratch = try ScratchFolder()
    var random = SeededRandom(seed: 11)
    var refusedCount = 0
    for attempt in 0..<400 {
      var bytes = whole
      if attempt < 100 {
        bytes.removeLast(1 + attempt * (whole.count - 8) / 100)
      } else {
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let place = Int.random(in: 8..<bytes.count, using: &random)
          bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
      }
      let path = try scratch.write(bytes, to: "x")
      if corpusError({ _ = rows(try open(path)) }) != nil { refusedCount += 1 }
    }
    #expect(refusedCount > 50)
  }
}

@Suite struct ArrowKindTests {
  private func kind(_ bytes: [UInt8]) -> ArrowKind? { ArrowKind(firstBytes: bytes.span) }

  @Test func `tables are known by their first bytes`() {
    #expect(kind(Array("PAR1".utf8)) == .parquet)
    #expect(kind(Array("ARROW1\0\0".utf8)) == .arrowFile)
    #expect(kind([0xFF, 0xFF, 0xFF, 0xFF, 0x40, 1, 0, 0]) == .arrowStream)
    #expect(kind(Array("{\"a\": 1}".utf8)) == nil)
    #expect(kind([0xFF, 0xFE, 0x41, 0]) == nil)
    #expect(kind([]) == nil)
  }
}

@Suite struct ArrowTextTests {
  private func decimal(_ limbs: [UInt32], scale: Int) -> String {
    var limbs = limbs
    var text: [UInt8] = []
    ArrowText.appendDecimal(&limbs, scale: scale, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private func date(_ days: Int64) -> String {
    var text: [UInt8] = []
    ArrowText.appendDate(days, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  @Test func `decimals keep their digits`() {
    #expect(decimal([5, 0, 0, 0], scale: 2) == "0.05")
    #expect(decimal([.max, .max, .max, .max], scale: 0) == "-1")
    #expect(
      decimal([0, 0, 0, 0x8000_0000], scale: 0) == "-170141183460469231731687303715884105728")
    #expect(decimal([7, 0, 0, 0], scale: -3) == "7000")
    #expect(decimal([0, 0], scale: 3) == "0.000")
  }

  @Test func `dates are those of Foundation`() {
    #expect(date(0) == "1970-01-01")
    #expect(date(-1) == "1969-12-31")
    #expect(date(-719_529) == "-0001-12-31")
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "yyyy-MM-dd"
    for days in stride(from: Int64(-40_000), to: 200_000, by: 37) {
      #expect(date(days) == format.string(from: Date(timeIntervalSince1970: Double(days) * 86_400)))
    }
  }

  @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
  func `base64 is that of Foundation`(text: String) {
    var found: [UInt8] = []
    ArrowText.appendBase64(Array(text.utf8).span, to: &found)
    #expect(String(decoding: found, as: UTF8.self) == Data(text.utf8).base64EncodedString())
  }
}
