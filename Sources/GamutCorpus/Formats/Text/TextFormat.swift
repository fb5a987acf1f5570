// SPDX-License-Identifier: Apache-2.0

/// Plain text: a line a record, whose only field is `text`; blank lines are none.
///
/// Its promise: a kept record leaves with the bytes of its line, carriage return included.
struct TextFormat: RecordFormat {
  let form = RecordForm(
    identifier: "text", name: "plain text", endings: ["txt", "text"],
    emptiness: "there is nothing but white space",
    header: "", beforeFirst: "", between: "\n", afterLast: "\n", footer: "")
  let view = RecordView.text
  let title = "plain text"

  private let lines: LinesFormat

  static func opened(_ bytes: SourceBytes, lists: Lists) throws(CorpusError) -> TextFormat? {
    guard case .text = bytes.withBytes({ FormatGuess(path: bytes.path, text: $0) }) else {
      return nil
    }
    return try LinesFormat.opened(bytes, lists: lists).map { TextFormat(lines: $0) }
  }

  func parts(of bytes: SourceBytes) -> [Range<Int>] { lines.parts(of: bytes) }

  func byteRange(of part: Range<Int>) -> Range<Int> { part }

  func forEachRecord(
    in part: Range<Int>, of bytes: SourceBytes,
    _ body: (_ range: Range<Int>, _ fault: String?) throws(CorpusError) -> Void
  ) throws(CorpusError) {
    try lines.forEachRecord(in: part, of: bytes, body)
  }

  func row(of range: Range<Int>) -> Int? { nil }
}
