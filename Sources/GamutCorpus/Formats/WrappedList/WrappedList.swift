// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// The list of records within a file that is one object, such as `{"version": 1, "data": […]}`.
///
/// An object whose list is a talk (`messages` and the like) is a record itself, and no such file.
enum WrappedList {
  /// Members that hold turns, answers or tools of one record.
  private static let ownFields: Set<String> = [
    "messages", "conversations", "conversation", "prompt", "completion", "completions", "chosen",
    "rejected", "segments", "history", "input", "preferred_output", "non_preferred_output", "tools",
    "functions", "contents", "system", "answers", "choices", "images", "videos", "audios",
    "tool_calls", "response", "output", "context", "documents", "passages",
  ]

  /// Where the list stands, brackets included; nil where `text` is not one object with one list of
  /// objects.
  ///
  /// - Complexity: O(bytes of the object), eight at a time within strings; of lines of objects, O(the
  ///   first).
  static func range(in text: Span<UInt8>, from start: Int) -> Range<Int>? {
    let open = JSONScanner.skipSpace(text, from: start)
    guard open < text.count, text[open] == UInt8(ascii: "{"),
      let end = ArrayScanner.valueEnd(text, from: open),
      JSONScanner.skipSpace(text, from: end) == text.count
    else { return nil }
    var found: Range<Int>?
    var i = JSONScanner.skipSpace(text, from: open + 1)
    while i < end - 1, text[i] == UInt8(ascii: "\"") {
      guard let nameEnd = ArrayScanner.valueEnd(text, from: i) else { return nil }
      let name = text.extracting(i + 1..<nameEnd - 1)
      i = JSONScanner.skipSpace(text, from: nameEnd)
      guard i < end, text[i] == UInt8(ascii: ":") else { return nil }
      i = JSONScanner.skipSpace(text, from: i + 1)
      guard i < end, let valueEnd = ArrayScanner.valueEnd(text, from: i) else { return nil }
      if text[i] == UInt8(ascii: "[") {
        let first = JSONScanner.skipSpace(text, from: i + 1)
        if first < valueEnd, text[first] == UInt8(ascii: "{") {
          // Safe: decoded at once.
          let name = unsafe name.withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
          }
          if found != nil || ownFields.contains(name) { return nil }
          found = i..<valueEnd
        }
      }
      i = JSONScanner.skipSpace(text, from: valueEnd)
      guard i < end else { return nil }
      if text[i] == UInt8(ascii: ",") { i = JSONScanner.skipSpace(text, from: i + 1) }
    }
    return found
  }
}
