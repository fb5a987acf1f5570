// SPDX-License-Identifier: Apache-2.0

/// The words of JSON: space, literals, numbers and strings, read from one byte after another.
package enum JSONScanner {
  /// A number as a tape holds it.
  package enum Number: Hashable {
    case int(Int64)
    case uint(UInt64)
    case double(Double)
  }

  /// The place of the first byte from `start` on that is no white space.
  package static func skipSpace(_ text: Span<UInt8>, from start: Int) -> Int {
    var i = start
    while i < text.count, isSpace(text[i]) { i += 1 }
    return i
  }

  /// Whether JSON counts `byte` as white space.
  package static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Reads `literal`; returns the place behind it.
  package static func literal(
    _ literal: StaticString, _ text: Span<UInt8>, from start: Int
  ) throws(JSONSyntaxError) -> Int {
    for i in 0..<literal.utf8CodeUnitCount {
      guard start + i < text.count else {
        throw JSONSyntaxError(
          kind: .endsEarly, offset: text.count, detail: "the text ends within \(literal)")
      }
      // Safe: `i` is below the literal's length.
      guard unsafe literal.utf8Start[i] == text[start + i] else {
        throw unexpected(text, at: start + i, expected: "\(literal)")
      }
    }
    return start + literal.utf8CodeUnitCount
  }

  /// Reads a number, or what `mode` takes for one.
  package static func number(
    _ text: Span<UInt8>, _ mode: JSONMode, from start: Int
  ) throws(JSONSyntaxError) -> (Number, end: Int) {
    var i = start
    let isNegative = text[i] == UInt8(ascii: "-")
    if isNegative { i += 1 }
    guard i < text.count else { throw endsInNumber(text) }
    if mode == .tolerant {
      if text[i] == UInt8(ascii: "I") {
        let end = try literal("Infinity", text, from: i)
        return (.double(isNegative ? -.infinity : .infinity), end)
      }
      if text[i] == UInt8(ascii: "N"), !isNegative {
        return (.double(.nan), try literal("NaN", text, from: i))
      }
    }
    guard isDigit(text[i]) else {
      throw unexpected(text, at: i, expected: isNegative ? "a digit" : "a value")
    }
    var isInteger = true
    let integerEnd = text[i] == UInt8(ascii: "0") ? i + 1 : skipDigits(text, from: i)
    i = integerEnd
    if i < text.count, text[i] == UInt8(ascii: ".") {
      isInteger = false
      i = try requireDigits(text, from: i + 1)
    }
    if i < text.count, text[i] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      i += 1
      if i < text.count, text[i] == UInt8(ascii: "+") || text[i] == UInt8(ascii: "-") { i += 1 }
      i = try requireDigits(text, from: i)
    }
    // Safe: decoded at once; the bytes are ASCII digits and signs.
    let digits = unsafe text.extracting(start..<i).withUnsafeBufferPointer {
      unsafe String(decoding: $0, as: UTF8.self)
    }
    if isInteger {
      if let value = Int64(digits) { return (.int(value), i) }
      if let value = UInt64(digits) { return (.uint(value), i) }
    }
    guard let value = Double(digits) else {
      throw unexpected(text, at: start, expected: "a number")
    }
    return (.double(value), i)
  }

  /// The error of a byte that does not fit.
  package static func unexpected(
    _ text: Span<UInt8>, at offset: Int, expected: String
  ) -> JSONSyntaxError {
    let byte = text[offset]
    if byte >= 0x80, let fault = UTF8Check.fault(in: text, at: offset) { return fault }
    let found =
      switch byte {
      case 0x21..<0x7F: "'\(Character(Unicode.Scalar(byte)))'"
      case 0x80...: "a character outside of a string"
      default: "byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
      }
    return JSONSyntaxError(
      kind: .malformed, offset: offset, detail: "found \(found), expected \(expected)")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func skipDigits(_ text: Span<UInt8>, from start: Int) -> Int {
    var i = start
    while i < text.count, isDigit(text[i]) { i += 1 }
    return i
  }

  private static func requireDigits(
    _ text: Span<UInt8>, from start: Int
  ) throws(JSONSyntaxError) -> Int {
    guard start < text.count else { throw endsInNumber(text) }
    guard isDigit(text[start]) else { throw unexpected(text, at: start, expected: "a digit") }
    return skipDigits(text, from: start)
  }

  private static func endsInNumber(_ text: Span<UInt8>) -> JSONSyntaxError {
    JSONSyntaxError(kind: .endsEarly, offset: text.count, detail: "the text ends within a number")
  }
}
