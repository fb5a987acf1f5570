// SPDX-License-Identifier: Apache-2.0

private import CGamutJSON

/// Parses one text after the other into tapes: simdjson first, the tolerant parser for what it
/// refuses. Not for two threads at once.
///
/// The handle is made, used and destroyed by this class alone, which is why it counts as safe.
///
/// `@unchecked Sendable`: a parser passes from thread to thread only through `ParserPool`, whose
/// lock orders the last use before and the first after, and which lends it to one reader at a time.
@safe package final class JSONParser: @unchecked Sendable {
  private let handle: OpaquePointer?
  private var tolerant = TolerantParser()

  /// Makes a parser; its memory grows with the longest text.
  package init() { unsafe handle = gamut_json_parser_create() }

  deinit { unsafe gamut_json_parser_destroy(handle) }

  /// Parses `text`, behind which `padding` more bytes may be read.
  ///
  /// - Returns: a tape, valid until the next call.
  package func parse(
    _ text: Span<UInt8>, padding: Int, mode: JSONMode
  ) throws(JSONSyntaxError) -> JSONTape {
    if let tape = parseFast(text, padding: padding) { return tape }
    return try tolerant.parse(text, mode: mode)
  }

  /// What simdjson makes of `text`; nil if it refuses it.
  package func parseFast(_ text: Span<UInt8>, padding: Int) -> JSONTape? {
    guard let handle = unsafe handle else { return nil }
    var tape = unsafe gamut_json_tape()
    // Safe: the caller vouches for the padding; the tape points into the parser's own memory.
    let error = unsafe text.withUnsafeBufferPointer { bytes in
      unsafe gamut_json_parse(
        handle, bytes.baseAddress, bytes.count, bytes.count + padding, &tape)
    }
    guard error == 0, let words = unsafe tape.words, let strings = unsafe tape.strings else {
      return nil
    }
    return unsafe JSONTape(words: words, wordCount: tape.word_count, strings: strings)
  }
}
