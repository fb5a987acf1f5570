// SPDX-License-Identifier: Apache-2.0

/// Records that the caller holds in memory, one behind the other in a buffer of lines.
///
/// Its promise: a kept record leaves with the bytes that were given, on a line of its own. A record
/// that was given on several lines was made one line when it came.
struct MemoryFormat: RecordFormat {
  let form = RecordForm(
    identifier: "memory", name: "a list in memory", endings: LinesFormat.form.endings,
    emptiness: "it is an empty list", header: "",
    beforeFirst: "", between: "\n", afterLast: "\n", footer: "")
  let title = "list in memory"

  private let elements: ElementTable

  /// Takes where each record stands in the buffer.
  init(_ elements: ElementTable) { self.elements = elements }

  /// No file is of this format.
  static func opened(_ bytes: SourceBytes, lists: Lists) throws(CorpusError) -> MemoryFormat? {
    nil
  }

  func parts(of bytes: SourceBytes) -> [Range<Int>] { elements.parts }

  func byteRange(of part: Range<Int>) -> Range<Int> { elements.byteRange(of: part) }

  func forEachRecord(
    in part: Range<Int>, of bytes: SourceBytes,
    _ body: (_ range: Range<Int>, _ fault: String?) throws(CorpusError) -> Void
  ) throws(CorpusError) {
    for row in part { try body(elements.range(of: row), nil) }
  }

  func row(of range: Range<Int>) -> Int? { elements.row(of: range) }
}
