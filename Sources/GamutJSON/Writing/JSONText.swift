// SPDX-License-Identifier: Apache-2.0

package import GamutCore

/// JSON as bytes: made compact, or written from a tape.
package enum JSONText {
  /// Adds `source`, which must be JSON, to the text being written, without the white space between
  /// its words; nothing else changes.
  package static func appendCompact(_ source: Span<UInt8>, to texts: inout TextBatch) {
    var runStart = 0  // what has not been copied yet
    var isInString = false
    var i = 0
    while i < source.count {
      let byte = source[i]
      if isInString {
        if byte == UInt8(ascii: "\\") { i += 1 }
        if byte == UInt8(ascii: "\"") { isInString = false }
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if JSONScanner.isSpace(byte) {
        texts.appendToText(source.extracting(runStart..<i))
        runStart = i + 1
      }
      i += 1
    }
    texts.appendToText(source.extracting(runStart..<source.count))
  }

  /// Where the strings of `source`, which must be JSON, stand, quotes and names of members included.
  package static func stringRanges(in source: Span<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var i = 0
    while i < source.count {
      let start = i
      i += 1
      guard source[start] == UInt8(ascii: "\"") else { continue }
      i = stringEnd(source, from: start)
      ranges.append(start..<i)
    }
    return ranges
  }

  /// Where the value or the name whose word stands at `index` of `tape` begins in `source`, the text
  /// of the tape.
  ///
  /// - Complexity: O(`source.count`); meant for the place of a fault.
  package static func offset(ofWord index: Int, of tape: JSONTape, in source: Span<UInt8>) -> Int {
    var word = JSONTape.rootValue
    var i = 0
    while true {
      while i < source.count, isBetweenWords(source[i]) { i += 1 }
      guard word < index, i < source.count else { return i }
      switch source[i] {
      case UInt8(ascii: "\""): i = stringEnd(source, from: i)
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"): i += 1
      default: while i < source.count, !endsScalar(source[i]) { i += 1 }
      }
      let tag = tape.tag(at: word)
      word += tag == .int || tag == .uint || tag == .double ? 2 : 1
    }
  }

  /// The place behind the string whose quote stands at `start`.
  private static func stringEnd(_ source: Span<UInt8>, from start: Int) -> Int {
    var i = start + 1
    while source[i] != UInt8(ascii: "\"") { i += source[i] == UInt8(ascii: "\\") ? 2 : 1 }
    return i + 1
  }

  private static func isBetweenWords(_ byte: UInt8) -> Bool {
    JSONScanner.isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":")
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    isBetweenWords(byte) || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
  }

  /// Adds the value at `index` of `tape` as compact JSON: members in their order, doubles in the
  /// shortest form that reads back the same.
  package static func append(_ tape: JSONTape, at index: Int, to bytes: inout [UInt8]) {
    let end = tape.index(after: index)
    var isObject: [Bool] = []  // of the open containers
    var isKey = false
    var needsComma = false
    var i = index
    while i < end {
      let tag = tape.tag(at: i)
      if tag == .objectEnd || tag == .arrayEnd {
        bytes.append(tag.byte)
        isObject.removeLast()
        isKey = isObject.last ?? false
        needsComma = true
        i += 1
        continue
      }
      if needsComma { bytes.append(UInt8(ascii: ",")) }
      if tag == .object || tag == .array {
        bytes.append(tag.byte)
        isObject.append(tag == .object)
        isKey = tag == .object
        needsComma = false
        i += 1
        continue
      }
      appendScalar(tape, at: i, tag, to: &bytes)
      i = tape.index(after: i)
      if isKey {
        bytes.append(UInt8(ascii: ":"))
        isKey = false
        needsComma = false
      } else {
        isKey = isObject.last ?? false
        needsComma = true
      }
    }
  }

  private static func appendScalar(
    _ tape: JSONTape, at index: Int, _ tag: JSONTape.Tag, to bytes: inout [UInt8]
  ) {
    switch tag {
    case .string: tape.withString(at: index) { appendString($0, to: &bytes) }
    case .int: bytes.append(contentsOf: String(Int64(bitPattern: tape.word(at: index + 1))).utf8)
    case .uint: bytes.append(contentsOf: String(tape.word(at: index + 1)).utf8)
    case .double:
      bytes.append(contentsOf: "\(Double(bitPattern: tape.word(at: index + 1)))".utf8)
    case .yes: bytes.append(contentsOf: "true".utf8)
    case .no: bytes.append(contentsOf: "false".utf8)
    default: bytes.append(contentsOf: "null".utf8)
    }
  }

  private static func appendString(_ string: Span<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for i in string.indices {
      let byte = string[i]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [0x5C, byte])
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        let hex = String(byte, radix: 16)
        bytes.append(contentsOf: "\\u00\(hex.count == 1 ? "0" : "")\(hex)".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
