// SPDX-License-Identifier: Apache-2.0

internal import GamutFiles
internal import GamutJSON

/// What a file of text holds, by its name and its beginning.
enum FormatGuess {
  /// JSON: lines, or an array.
  case json
  /// A line of text a record.
  case text
  /// A table in text; the delimiter, where the name tells it.
  case csv(delimiter: UInt8?)

  /// Guesses by the ending of the name, packings left aside; where that says nothing, a text that
  /// looks like a table is one.
  init(path: String, text: Span<UInt8>) {
    switch Self.ending(of: path) {
    case "csv": self = .csv(delimiter: nil)
    case "tsv", "tab": self = .csv(delimiter: UInt8(ascii: "\t"))
    case "txt", "text": self = Self.begins(text, with: ["{", "["]) ? .json : .text
    case "json", "jsonl", "ndjson": self = .json
    default: self = Self.isTable(text) ? .csv(delimiter: nil) : .json
    }
  }

  /// The ending of a name in small letters, that of a packing left aside.
  static func ending(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    var parts = name.lowercased().split(separator: ".")
    if let last = parts.last, Packing.endings[String(last)] != nil { parts.removeLast() }
    return parts.count > 1 ? String(parts[parts.count - 1]) : ""
  }

  private static func begins(_ text: Span<UInt8>, with marks: [Unicode.Scalar]) -> Bool {
    let start = JSONScanner.skipSpace(text, from: 0)
    return start < text.count && marks.contains { UInt8(ascii: $0) == text[start] }
  }

  /// Whether a text of an unknown name has a header and a first row with as many fields, two or more.
  private static func isTable(_ text: Span<UInt8>) -> Bool {
    if text.isEmpty || begins(text, with: ["{", "[", "<"]) { return false }
    var scanner = CSVScanner(dialect: CSVDialect.found(in: text))
    let header = scanner.next(in: text, from: 0)
    guard header.fault == nil, header.fieldCount > 1, header.next < text.count else { return false }
    for i in 0..<header.end where text[i] == UInt8(ascii: "{") || text[i] < 0x09 { return false }
    let row = scanner.next(in: text, from: header.next)
    return row.fault == nil && row.fieldCount == header.fieldCount
  }
}
