// SPDX-License-Identifier: Apache-2.0

/// A strict parser of one JSON document (RFC 8259), which also refuses keys that stand twice.
struct JSONTreeParser {
  /// Where it stands, or failed.
  private(set) var place = 0
  /// What was expected there when it failed.
  private(set) var expectation = "expected a value"
  private let bytes: [UInt8]
  /// Deeper nesting is refused: no model file has it, and every level takes stack.
  private static let deepest = 64

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The document; nil at a fault, which `place` and `expectation` describe.
  mutating func document() -> JSONTree? {
    guard let value = value(depth: 0) else { return nil }
    skipSpace()
    return place == bytes.count ? value : fail("expected the end")
  }

  private mutating func value(depth: Int) -> JSONTree? {
    skipSpace()
    guard place < bytes.count else { return fail("expected a value, found the end") }
    switch bytes[place] {
    case UInt8(ascii: "{"): return depth < Self.deepest ? object(depth) : failDeep()
    case UInt8(ascii: "["): return depth < Self.deepest ? array(depth) : failDeep()
    case UInt8(ascii: "\""): return string().map(JSONTree.string)
    case UInt8(ascii: "t"): return word("true", .boolean(true))
    case UInt8(ascii: "f"): return word("false", .boolean(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  private mutating func object(_ depth: Int) -> JSONTree? {
    place += 1
    var members: [JSONTree.Member] = []
    var keys: Set<[UInt8]> = []
    if accept(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipSpace()
      let start = place
      guard let key = string() else { return nil }
      guard keys.insert(key).inserted else {
        place = start
        return fail("a key stands twice")
      }
      guard accept(UInt8(ascii: ":")) else { return fail("expected a colon") }
      guard let value = value(depth: depth + 1) else { return nil }
      members.append(JSONTree.Member(key: key, value: value))
    } while accept(UInt8(ascii: ","))
    return accept(UInt8(ascii: "}")) ? .object(members) : fail("expected a comma or }")
  }

  private mutating func array(_ depth: Int) -> JSONTree? {
    place += 1
    var elements: [JSONTree] = []
    if accept(UInt8(ascii: "]")) { return .array([]) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      elements.append(value)
    } while accept(UInt8(ascii: ","))
    return accept(UInt8(ascii: "]")) ? .array(elements) : fail("expected a comma or ]")
  }

  private mutating func string() -> [UInt8]? {
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
      return fail("expected a string")
    }
    place += 1
    var text: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\""):
        place += 1
        return text
      case UInt8(ascii: "\\"):
        guard appendEscape(to: &text) else { return fail("expected an escape") }
      case ..<0x20: return fail("a control character in a string")
      default:
        text.append(byte)
        place += 1
      }
    }
    return fail("expected the end of a string, found the end")
  }

  private mutating func appendEscape(to text: inout [UInt8]) -> Bool {
    guard place + 1 < bytes.count else { return false }
    let plain: [UInt8: UInt8] = [
      UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F,
      UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
      UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
    if let byte = plain[bytes[place + 1]] {
      text.append(byte)
      place += 2
      return true
    }
    guard var point = unit(at: place) else { return false }
    place += 6
    if point & 0xFC00 == 0xD800, let low = unit(at: place), low & 0xFC00 == 0xDC00 {
      point = 0x1_0000 + (point & 0x3FF) << 10 + low & 0x3FF
      place += 6
    }
    text.append(contentsOf: String(Unicode.Scalar(point) ?? "\u{FFFD}").utf8)
    return true
  }

  /// The code unit of `\uXXXX` at `start`.
  private func unit(at start: Int) -> UInt32? {
    guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"),
      bytes[start + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start + 2..<start + 6] {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue, byte < 0x80 else {
        return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// A number by the grammar of JSON, which is narrower than that of Swift.
  private mutating func number() -> JSONTree? {
    let start = place
    var isWhole = true
    _ = skip("-")
    let leadingZero = place < bytes.count && bytes[place] == UInt8(ascii: "0")
    let digits = skipDigits()
    guard digits > 0, !(leadingZero && digits > 1) else {
      return fail("expected a value", at: start)
    }
    if skip(".") {
      isWhole = false
      guard skipDigits() > 0 else { return fail("expected a digit") }
    }
    if skip("e") || skip("E") {
      isWhole = false
      if !skip("+") { _ = skip("-") }
      guard skipDigits() > 0 else { return fail("expected a digit") }
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if isWhole, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      return fail("a number out of range", at: start)
    }
    return .number(value)
  }

  private mutating func word(_ word: String, _ value: JSONTree) -> JSONTree? {
    guard bytes[place...].starts(with: word.utf8) else { return fail("expected \(word)") }
    place += word.utf8.count
    return value
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func skipDigits() -> Int {
    let start = place
    while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
    return place - start
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    skipSpace()
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private mutating func failDeep<Value>() -> Value? {
    fail("more than \(Self.deepest) values within each other")
  }

  private mutating func fail<Value>(_ expectation: String, at place: Int? = nil) -> Value? {
    self.expectation = expectation
    if let place { self.place = place }
    return nil
  }
}
