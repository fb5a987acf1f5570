// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// One JSON array of records.
///
/// Its promise: a kept record leaves with the bytes of its element, and the elements stand on lines
/// of their own.
struct ArrayFormat: RecordFormat {
  static let form = RecordForm(
    identifier: "array", name: "a JSON array", endings: ["json"], emptiness: "it is an empty array",
    header: "[",
    beforeFirst: "\n", between: ",\n", afterLast: "", footer: "\n]\n")
  let title = "JSON array"

  var form: RecordForm { Self.form }

  private let elements: ElementTable

  /// Finds all elements at once, which takes one pass over the bytes.
  static func opened(_ bytes: SourceBytes, lists: Lists) throws(CorpusError) -> ArrayFormat? {
    guard bytes.withBytes({ isArray($0, lists: lists) }) else { return nil }
    let elements = bytes.withBytes { text in
      ArrayScanner.scan(text, from: ByteOrderMark.end(in: text)) { bytes.didRead($0) }
    }
    return ArrayFormat(elements: elements)
  }

  private static func isArray(_ bytes: Span<UInt8>, lists: Lists) -> Bool {
    let start = JSONScanner.skipSpace(bytes, from: ByteOrderMark.end(in: bytes))
    guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return false }
    // An archive may begin with the name of a file, and a name with a bracket.
    guard FileMagic.name(of: bytes) == nil else { return false }
    guard lists == .areRecords else { return !isLinesOfLists(bytes, from: start) }
    let next = JSONScanner.skipSpace(bytes, from: start + 1)
    guard next < bytes.count else { return true }
    return bytes[next] == UInt8(ascii: "[") || bytes[next] == UInt8(ascii: "{")
  }

  /// Whether the first line is a whole list, and another list begins the next.
  private static func isLinesOfLists(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    let lineEnd = Newlines.next(in: bytes, from: start)
    let next = JSONScanner.skipSpace(bytes, from: lineEnd)
    guard next < bytes.count, bytes[next] == UInt8(ascii: "[") else { return false }
    let line = bytes.extracting(start..<lineEnd)
    guard let end = ArrayScanner.valueEnd(line, from: 0) else { return false }
    return JSONScanner.skipSpace(line, from: end) == line.count
  }

  func parts(of bytes: SourceBytes) -> [Range<Int>] { elements.parts }

  func byteRange(of part: Range<Int>) -> Range<Int> { elements.byteRange(of: part) }

  func forEachRecord(
    in part: Range<Int>, of bytes: SourceBytes,
    _ body: (_ range: Range<Int>, _ fault: String?) throws(CorpusError) -> Void
  ) throws(CorpusError) {
    for row in part { try body(elements.range(of: row), elements.faults[row]) }
  }

  func row(of range: Range<Int>) -> Int? { elements.row(of: range) }
}
