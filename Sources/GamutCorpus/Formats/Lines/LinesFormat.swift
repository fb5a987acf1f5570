// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// JSONL: a record a line; blank lines are none.
///
/// Its promise: a kept record leaves with the bytes of its line, carriage return included.
struct LinesFormat: RecordFormat {
  static let form = RecordForm(
    identifier: "lines", name: "JSONL",
    endings: ["jsonl", "ndjson", "json", "txt", "text"],
    emptiness: "there is nothing but white space", header: "",
    beforeFirst: "", between: "\n", afterLast: "\n", footer: "")

  var form: RecordForm { Self.form }

  var title: String { "JSON lines" }

  /// Where the text begins: behind a byte order mark.
  private let textStart: Int

  static func opened(_ bytes: SourceBytes, lists: Lists) throws(CorpusError) -> LinesFormat? {
    try bytes.requireText()
    if let words = bytes.withBytes(ForeignFile.prettyPrinted) {
      throw CorpusError(.unsupportedFormat, path: bytes.path, line: 1, detail: words)
    }
    return bytes.withBytes { bytes in
      let start = ByteOrderMark.end(in: bytes)
      return JSONScanner.skipSpace(bytes, from: start) < bytes.count
        ? LinesFormat(textStart: start) : nil
    }
  }

  func parts(of bytes: SourceBytes) -> [Range<Int>] {
    stride(from: 0, to: bytes.byteCount, by: Chunk.byteCount).map { start in
      max(start, textStart)..<min(start + Chunk.byteCount, bytes.byteCount)
    }
  }

  func byteRange(of part: Range<Int>) -> Range<Int> { part }

  func forEachRecord(
    in part: Range<Int>, of bytes: SourceBytes,
    _ body: (_ range: Range<Int>, _ fault: String?) throws(CorpusError) -> Void
  ) throws(CorpusError) {
    try bytes.withBytes { bytes throws(CorpusError) in
      var start = part.lowerBound
      // A line belongs to the part in which it starts.
      if start > textStart, bytes[start - 1] != 0x0A {
        start = Newlines.next(in: bytes, from: start) + 1
      }
      while start < part.upperBound {
        let end = Newlines.next(in: bytes, from: start)
        if JSONScanner.skipSpace(bytes.extracting(start..<end), from: 0) < end - start {
          try body(start..<end, nil)
        }
        start = end + 1
      }
    }
  }

  func row(of range: Range<Int>) -> Int? { nil }

  func explained(_ fault: RecordFault, at range: Range<Int>, in bytes: SourceBytes) -> RecordFault {
    guard fault.code == .invalidJSON, range.lowerBound == textStart else { return fault }
    let found =
      bytes.withBytes(range, Self.isLikeCSV)
      ? "this looks like CSV, which is read from files named .csv or .tsv" : fault.detail
    return RecordFault(
      code: fault.code, field: fault.field,
      detail: "\(found); expected one JSON object on each line, or one JSON array")
  }

  /// Whether a line has commas and none of the brackets of JSON.
  private static func isLikeCSV(_ line: Span<UInt8>) -> Bool {
    var hasComma = false
    for i in line.indices {
      switch line[i] {
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"): return false
      case UInt8(ascii: ","): hasComma = true
      default: break
      }
    }
    return hasComma
  }
}
