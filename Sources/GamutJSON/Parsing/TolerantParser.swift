// SPDX-License-Identifier: Apache-2.0

/// A JSON parser that takes what simdjson refuses and real files hold, and tells the place of a
/// fault. It writes the tape that simdjson would write.
///
/// It never recurses, and refuses what no reader of data sets reads: more than 1,024 levels. Invalid UTF-8 is always refused; a lone
/// surrogate escape becomes its three bytes (WTF-8); an integer beyond 64 bits becomes the nearest
/// `Double`, a number beyond its range infinity.
package struct TolerantParser {
  private var words: ContiguousArray<UInt64> = []
  private var strings: ContiguousArray<UInt8> = []
  private var open: [Container] = []
  private let byteLimit: Int

  /// Places on a tape and the lengths of its strings have 32 bits, and a text gives at most as many
  /// words as it has bytes, and a few.
  package static let byteLimit = Int(UInt32.max) - 64

  /// How many arrays and objects may lie within each other: the limit of simdjson, which is asked first.
  package static let levelLimit = 1024

  /// Makes a parser of texts of at most `byteLimit` bytes.
  package init(byteLimit: Int = TolerantParser.byteLimit) { self.byteLimit = byteLimit }

  /// A container whose end has not been seen.
  private struct Container {
    let start: Int
    var memberCount: UInt64
    let isObject: Bool
    let offset: Int
  }

  /// What may come next.
  private enum Expectation { case value, valueOrEnd, key, keyOrEnd, commaOrEnd }

  /// Parses `text`.
  ///
  /// - Returns: a tape, valid until the next call.
  /// - Complexity: O(`text.count`).
  package mutating func parse(_ text: Span<UInt8>, mode: JSONMode) throws(JSONSyntaxError)
    -> JSONTape
  {
    guard text.count <= byteLimit else {
      throw JSONSyntaxError(
        kind: .malformed, offset: byteLimit,
        detail: "found \(text.count) bytes, expected at most \(byteLimit)")
    }
    words.removeAll(keepingCapacity: true)
    strings.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    words.append(0)
    try parseDocument(text, mode)
    append(.root, payload: 0)
    words[0] = Self.word(.root, payload: UInt64(words.count))
    strings.append(contentsOf: repeatElement(0, count: 8))
    // Safe: the arrays live in this value and change with the next call only; a ContiguousArray that
    // is not empty has a stable address until it grows.
    return unsafe words.withUnsafeBufferPointer { words in
      unsafe strings.withUnsafeBufferPointer { strings in
        guard let word = words.baseAddress, let string = strings.baseAddress else {
          preconditionFailure("empty tape of \(words.count) words")
        }
        return unsafe JSONTape(words: word, wordCount: words.count, strings: string)
      }
    }
  }

  private mutating func parseDocument(
    _ text: Span<UInt8>, _ mode: JSONMode
  ) throws(JSONSyntaxError) {
    var i = 0
    var next = Expectation.value
    while true {
      i = JSONScanner.skipSpace(text, from: i)
      guard i < text.count else { throw endsEarly(text) }
      let byte = text[i]
      switch next {
      case .value, .valueOrEnd:
        if byte == UInt8(ascii: "]"), next == .valueOrEnd {
          i += 1
          close()
        } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
          let isObject = byte == UInt8(ascii: "{")
          guard open.count < Self.levelLimit else {
            throw JSONSyntaxError(
              kind: .tooDeep, offset: i,
              detail: "arrays and objects lie more than \(Self.levelLimit) levels deep")
          }
          open.append(
            Container(start: words.count, memberCount: 0, isObject: isObject, offset: i))
          words.append(0)
          i += 1
          next = isObject ? .keyOrEnd : .valueOrEnd
          continue
        } else {
          i = try parseScalar(text, mode, from: i)
        }
        if open.isEmpty { return try requireEnd(text, from: i) }
        next = .commaOrEnd
      case .key, .keyOrEnd:
        if byte == UInt8(ascii: "}"), next == .keyOrEnd {
          i += 1
          close()
          if open.isEmpty { return try requireEnd(text, from: i) }
          next = .commaOrEnd
          continue
        }
        guard byte == UInt8(ascii: "\"") else {
          throw JSONScanner.unexpected(
            text, at: i, expected: next == .key ? "a name in quotes" : "a name in quotes or '}'")
        }
        i = JSONScanner.skipSpace(text, from: try parseString(text, from: i))
        guard i < text.count else { throw endsEarly(text) }
        guard text[i] == UInt8(ascii: ":") else {
          throw JSONScanner.unexpected(text, at: i, expected: "':'")
        }
        i += 1
        next = .value
      case .commaOrEnd:
        let isObject = open[open.count - 1].isObject
        open[open.count - 1].memberCount += 1
        if byte == UInt8(ascii: ",") {
          next = isObject ? .key : .value
        } else if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
          close()
          if open.isEmpty { return try requireEnd(text, from: i + 1) }
        } else {
          throw JSONScanner.unexpected(
            text, at: i, expected: isObject ? "',' or '}'" : "',' or ']'")
        }
        i += 1
      }
    }
  }

  private mutating func close() {
    let container = open.removeLast()
    append(container.isObject ? .objectEnd : .arrayEnd, payload: UInt64(container.start))
    let count = min(container.memberCount, 0xFF_FFFF)  // simdjson's count has 24 bits
    words[container.start] = Self.word(
      container.isObject ? .object : .array, payload: UInt64(words.count) | count &<< 32)
  }

  private mutating func parseScalar(
    _ text: Span<UInt8>, _ mode: JSONMode, from start: Int
  ) throws(JSONSyntaxError) -> Int {
    switch text[start] {
    case UInt8(ascii: "\""): return try parseString(text, from: start)
    case UInt8(ascii: "t"):
      append(.yes, payload: 0)
      return try JSONScanner.literal("true", text, from: start)
    case UInt8(ascii: "f"):
      append(.no, payload: 0)
      return try JSONScanner.literal("false", text, from: start)
    case UInt8(ascii: "n"):
      append(.null, payload: 0)
      return try JSONScanner.literal("null", text, from: start)
    default:
      let (number, end) = try JSONScanner.number(text, mode, from: start)
      switch number {
      case .int(let value):
        append(.int, payload: 0)
        words.append(UInt64(bitPattern: value))
      case .uint(let value):
        append(.uint, payload: 0)
        words.append(value)
      case .double(let value):
        append(.double, payload: 0)
        words.append(value.bitPattern)
      }
      return end
    }
  }

  private mutating func parseString(
    _ text: Span<UInt8>, from start: Int
  ) throws(JSONSyntaxError) -> Int {
    append(.string, payload: UInt64(strings.count))
    let lengthOffset = strings.count
    strings.append(contentsOf: repeatElement(0, count: 4))
    let end = try JSONScanner.string(text, from: start, into: &strings)
    let byteCount = UInt32(strings.count - lengthOffset - 4)
    for i in 0..<4 {
      strings[lengthOffset + i] = UInt8(truncatingIfNeeded: byteCount &>> UInt32(8 * i))
    }
    strings.append(0)
    return end
  }

  private func requireEnd(_ text: Span<UInt8>, from start: Int) throws(JSONSyntaxError) {
    let i = JSONScanner.skipSpace(text, from: start)
    if i < text.count {
      throw JSONScanner.unexpected(text, at: i, expected: "the end after the value")
    }
  }

  private func endsEarly(_ text: Span<UInt8>) -> JSONSyntaxError {
    let detail =
      open.last.map {
        "the text ends within the \($0.isObject ? "object" : "list") opened at byte \($0.offset)"
      } ?? "the text ends before a value"
    return JSONSyntaxError(kind: .endsEarly, offset: text.count, detail: detail)
  }

  private mutating func append(_ tag: JSONTape.Tag, payload: UInt64) {
    words.append(Self.word(tag, payload: payload))
  }

  private static func word(_ tag: JSONTape.Tag, payload: UInt64) -> UInt64 {
    UInt64(tag.byte) &<< 56 | payload
  }
}
