// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// One object that holds one list of records.
///
/// Its promise: a kept record leaves with the bytes of its element, the elements stand on lines of
/// their own, and the object around the list stays as it is.
struct WrappedListFormat: RecordFormat {
  let form: RecordForm
  let title = "JSON object with a list"

  private let elements: ElementTable

  static func opened(_ bytes: SourceBytes, lists: Lists) throws(CorpusError) -> WrappedListFormat? {
    try bytes.withBytes { text throws(CorpusError) in
      guard let list = WrappedList.range(in: text, from: ByteOrderMark.end(in: text)) else {
        return nil
      }
      let head = text.extracting(0..<list.lowerBound + 1)
      let tail = text.extracting(list.upperBound - 1..<text.count)
      guard UTF8Check.firstFault(in: head) == nil, UTF8Check.firstFault(in: tail) == nil else {
        throw CorpusError(
          .invalidUTF8, path: bytes.path,
          detail: "the object around the list of records is not UTF-8")
      }
      let elements = ArrayScanner.scan(
        text.extracting(0..<list.upperBound), from: list.lowerBound
      ) { bytes.didRead($0) }
      return WrappedListFormat(
        form: RecordForm(
          identifier: "array", name: "an object with a list of records", endings: ["json"],
          emptiness: "its list is empty", header: Self.string(head), beforeFirst: "\n",
          between: ",\n", afterLast: "", footer: "\n" + Self.string(tail)),
        elements: elements)
    }
  }

  private static func string(_ bytes: Span<UInt8>) -> String {
    // Safe: decoded at once.
    unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
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
