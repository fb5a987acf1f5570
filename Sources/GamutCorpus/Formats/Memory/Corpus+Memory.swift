// SPDX-License-Identifier: Apache-2.0

private import GamutCore
internal import GamutJSON

extension Corpus {
  /// Takes texts: record `i` is the object whose only field, `text`, is `strings[i]`.
  ///
  /// ```swift
  /// let corpus = try Corpus(strings: ["one text", "another"])
  /// ```
  ///
  /// - Parameter name: what errors and reports call the list in place of a file.
  /// - Complexity: one copy of the texts.
  public convenience init(strings: [String], name: String = "strings") throws(CorpusError) {
    var lines = JSONLines()
    var buffer = RecordBuffer()
    for string in strings { buffer.append(line: lines.object { $0.member("text", string) }) }
    self.init(files: [buffer.source(name: name)])
  }

  /// Takes records, each the bytes of one JSON object.
  ///
  /// A record is checked when it is read, as one of a file is. The bytes of one that is kept are
  /// those that were given, but that one of several lines has lost the white space between the words
  /// of its JSON, so that it is one line.
  ///
  /// - Parameter name: what errors and reports call the list in place of a file.
  /// - Complexity: one copy of the records.
  public convenience init(records: [[UInt8]], name: String = "records") throws(CorpusError) {
    var buffer = RecordBuffer()
    for record in records { buffer.append(record) }
    self.init(files: [buffer.source(name: name)])
  }
}

/// Records in memory while they are taken.
private struct RecordBuffer {
  private var bytes: [UInt8] = []
  private var elements = ElementTable()

  /// Adds a record that is one line, its newline included.
  mutating func append(line: [UInt8]) {
    elements.append(bytes.count..<bytes.count + line.count - 1)
    bytes += line
  }

  /// Adds any record.
  mutating func append(_ record: [UInt8]) {
    guard record.contains(0x0A) else { return append(line: record + [0x0A]) }
    var compact = TextBatch()
    JSONText.appendCompact(record.span, to: &compact)
    compact.endText()
    // A record whose strings hold newlines is not JSON: it stays as it is, to be refused.
    append(line: (compact.bytes.contains(0x0A) ? record : compact.bytes) + [0x0A])
  }

  func source(name: String) -> SourceFile {
    SourceFile(
      bytes: SourceBytes(bytes, name: name),
      format: elements.count > 0 ? MemoryFormat(elements) : nil)
  }
}
