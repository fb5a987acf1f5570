// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// How records stand in a file.
public enum Container: String, Hashable, Codable, Sendable {
  /// One record a line.
  case lines
  /// One JSON array of records.
  case array

  var name: String {
    switch self {
    case .lines: "JSONL"
    case .array: "a JSON array"
    }
  }
}

/// One input: its bytes, and how its records are found in them.
public final class SourceFile: Sendable {
  /// The path as the user named it.
  public let path: String
  /// The size in bytes; of a compressed file, that of the text it unpacks to.
  public var byteCount: Int { mapped.byteCount }
  /// How records stand in it; nil for a file of nothing but white space.
  public let container: Container?
  let mapped: MappedFile
  let elements: ElementTable
  /// Where the text begins: behind a byte order mark.
  let textStart: Int
  private let lines: LineIndex

  /// What a line that begins with a bracket is.
  enum Lists {
    /// The array whose elements are the records.
    case holdRecords
    /// A record, if a bracket or a brace does not follow.
    case areRecords
  }

  /// Opens the file and finds its container; the elements of an array are found at once, which takes
  /// one pass over the file.
  init(
    path: String, lists: Lists = .holdRecords, folder: String? = nil
  ) throws(CorpusError) {
    self.path = path
    let mapped = try MappedFile(path: path, folder: folder)
    self.mapped = mapped
    lines = LineIndex(file: mapped)
    let all = 0..<mapped.byteCount
    let magic = mapped.withBytes(all) { FileMagic.name(of: $0) }
    if let magic {
      throw CorpusError(
        .unsupportedFormat, path: path,
        detail: "\(mapped.compression == nil ? "it" : "what it unpacks to") is \(magic), expected "
          + "JSONL or a JSON array as UTF-8 text")
    }
    let textStart = mapped.withBytes(all) { Self.startOfText($0) }
    self.textStart = textStart
    let first = mapped.withBytes(all) { Self.container(of: $0, from: textStart, lists: lists) }
    switch first {
    case nil:
      container = nil
      elements = ElementTable()
    case .array:
      container = .array
      elements = mapped.withBytes(all) { bytes in
        ArrayScanner.scan(bytes, from: textStart) { mapped.didRead($0) }
      }
    case .lines:
      container = .lines
      elements = ElementTable()
    }
  }

  private static func container(
    of bytes: Span<UInt8>, from textStart: Int, lists: Lists
  ) -> Container? {
    let start = JSONScanner.skipSpace(bytes, from: textStart)
    guard start < bytes.count else { return nil }
    guard bytes[start] == UInt8(ascii: "[") else { return .lines }
    guard lists == .areRecords else { return .array }
    let next = JSONScanner.skipSpace(bytes, from: start + 1)
    guard next < bytes.count else { return .array }
    return bytes[next] == UInt8(ascii: "[") || bytes[next] == UInt8(ascii: "{") ? .array : .lines
  }

  private static func startOfText(_ bytes: Span<UInt8>) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  /// The place of the bytes `range`, for people.
  func place(of range: Range<Int>) -> RecordPlace {
    RecordPlace(
      path: path, line: lines.line(of: range.lowerBound),
      row: container == .array ? elements.row(of: range) : nil)
  }

  /// The error of the record at `range`.
  func error(_ fault: RecordFault, at range: Range<Int>) -> CorpusError {
    let place = place(of: range)
    return CorpusError(
      fault.code, path: path, line: place.line, row: place.row, field: fault.field,
      detail: fault.detail)
  }
}
