// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// Where the records of a file of text lie.
struct Layout {
  /// How they stand; nil for a file of nothing but white space.
  var container: Container?
  /// What they are made of.
  var form = RecordForm.json
  /// Where they stand, unless they are lines.
  var elements = ElementTable()
  /// What stands in front of them and behind them.
  var head = 0..<0
  var tail = 0..<0

  /// Finds them; but for lines, that takes one pass over the file.
  ///
  /// - Parameters:
  ///   - path: its ending tells tables and plain text from JSON.
  ///   - passed: told of each few megabytes that will not be looked at again.
  init(
    _ bytes: Span<UInt8>, from textStart: Int, path: String, lists: SourceFile.Lists,
    passed: (Range<Int>) -> Void
  ) throws(RecordFault) {
    let start = JSONScanner.skipSpace(bytes, from: textStart)
    guard start < bytes.count else { return }
    switch FormatGuess(path: path, text: bytes.extracting(textStart..<bytes.count)) {
    case .text:
      container = .lines
      form = .text
    case .csv(let delimiter):
      if let table = try CSVTable(bytes, from: textStart, delimiter: delimiter, passed: passed) {
        container = table.elements.count > 0 ? .csv : nil
        form = .csv(table.rows)
        elements = table.elements
        head = table.header
      }
    case .json: try findJSON(bytes, from: start, lists, passed)
    }
  }

  private mutating func findJSON(
    _ bytes: Span<UInt8>, from start: Int, _ lists: SourceFile.Lists, _ passed: (Range<Int>) -> Void
  ) throws(RecordFault) {
    if bytes[start] == UInt8(ascii: "[") {
      let next = JSONScanner.skipSpace(bytes, from: start + 1)
      let opensList = next < bytes.count && bytes[next] == UInt8(ascii: "[")
      let opensObject = next < bytes.count && bytes[next] == UInt8(ascii: "{")
      guard lists == .holdRecords || next == bytes.count || opensList || opensObject else {
        container = .lines
        return
      }
      container = .array
      elements = ArrayScanner.scan(bytes, from: start, passed: passed)
      if opensList, lists == .holdRecords { form = .turnLists }
      return
    }
    if let list = WrappedList.range(in: bytes, from: start) {
      container = .array
      elements = ArrayScanner.scan(
        bytes.extracting(0..<list.upperBound), from: list.lowerBound, passed: passed)
      head = 0..<list.lowerBound + 1
      tail = list.upperBound - 1..<bytes.count
      return
    }
    if let words = ForeignFile.prettyPrinted(bytes, from: start) {
      throw RecordFault(code: .unsupportedFormat, detail: words)
    }
    container = .lines
  }
}
