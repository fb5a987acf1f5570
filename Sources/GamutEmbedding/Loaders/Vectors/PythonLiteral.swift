// SPDX-License-Identifier: Apache-2.0

/// A reader of the few Python literals that a `.npy` header is made of: a dictionary of strings to
/// strings, booleans, tuples of whole numbers, and lists (whose content is skipped).
struct PythonLiteral {
  /// A value of the dictionary.
  enum Value: Hashable {
    case string(String)
    case boolean(Bool)
    case tuple([Int])
    /// A list, as structured types have; well formed, but not kept.
    case list
  }

  private let text: [UInt8]
  private var place = 0

  init(_ text: [UInt8]) { self.text = text }

  /// Whether nothing but white space is left.
  mutating func isAtEnd() -> Bool {
    skipSpace()
    return place == text.count
  }

  /// The dictionary that starts here, its entries in order; nil if there is none.
  mutating func dictionary() -> [(String, Value)]? {
    guard accept(UInt8(ascii: "{")) else { return nil }
    var entries: [(String, Value)] = []
    while !accept(UInt8(ascii: "}")) {
      guard let key = string(), accept(UInt8(ascii: ":")), let value = value() else { return nil }
      entries.append((key, value))
      guard accept(UInt8(ascii: ",")) || peek() == UInt8(ascii: "}") else { return nil }
    }
    return entries
  }

  private mutating func value() -> Value? {
    switch peek() {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): string().map(Value.string)
    case UInt8(ascii: "("): tuple().map(Value.tuple)
    case UInt8(ascii: "["): skipList() ? .list : nil
    default:
      switch word() {
      case "True": .boolean(true)
      case "False": .boolean(false)
      default: nil
      }
    }
  }

  /// A string without escapes: no type code has one.
  private mutating func string() -> String? {
    guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      return nil
    }
    let start = place + 1
    guard let end = text[start...].firstIndex(of: quote), !text[start..<end].contains(0x5C) else {
      return nil
    }
    place = end + 1
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  private mutating func tuple() -> [Int]? {
    guard accept(UInt8(ascii: "(")) else { return nil }
    var numbers: [Int] = []
    while !accept(UInt8(ascii: ")")) {
      guard let number = wholeNumber() else { return nil }
      numbers.append(number)
      guard accept(UInt8(ascii: ",")) || peek() == UInt8(ascii: ")") else { return nil }
    }
    return numbers
  }

  /// A whole number, with the `L` that Python 2 wrote behind long ones.
  private mutating func wholeNumber() -> Int? {
    guard var word = word() else { return nil }
    if word.hasSuffix("L") { word.removeLast() }
    guard word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(word)
  }

  private mutating func word() -> String? {
    skipSpace()
    let start = place
    while place < text.count, PythonLiteral.isWordByte(text[place]) { place += 1 }
    return start == place ? nil : String(decoding: text[start..<place], as: UTF8.self)
  }

  /// Skips a list with what it nests; strings in it may hold brackets.
  private mutating func skipList() -> Bool {
    var depth = 0
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        guard string() != nil else { return false }
        continue
      case UInt8(ascii: "["), UInt8(ascii: "("): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: ")"): depth -= 1
      default: break
      }
      place += 1
      if depth == 0 { return true }
    }
    return false
  }

  private mutating func peek() -> UInt8? {
    skipSpace()
    return place < text.count ? text[place] : nil
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    place += 1
    return true
  }

  private mutating func skipSpace() {
    while place < text.count, text[place] == 0x20 || (0x09...0x0D).contains(text[place]) {
      place += 1
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
