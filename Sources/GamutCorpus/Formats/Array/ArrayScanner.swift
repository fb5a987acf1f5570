// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// Finds the elements of a JSON array without parsing them: strings and depth are all it looks at.
///
/// What stands where an element or its comma should be becomes an entry of its own with a fault, so
/// that no byte of a broken array is passed over in silence. Whether an element is JSON is for the
/// parser to say. A raw newline, which no JSON string may hold, ends a string here, and the element
/// too if a brace opens the next line: a missing quote then costs its own element and not all that
/// follow, whether elements have one line or a line a field.
struct ArrayScanner {
  /// The entries found.
  private(set) var elements = ElementTable()

  /// Scans `text`, whose first byte that is no space is `[`.
  ///
  /// - Complexity: O(`text.count`), eight bytes at a time within strings.
  ///
  /// - Parameter passed: told of each few megabytes that will not be looked at again.
  static func scan(
    _ text: Span<UInt8>, from start: Int, passed: (Range<Int>) -> Void = { _ in }
  ) -> ElementTable {
    var scanner = ArrayScanner()
    scanner.scan(text, from: JSONScanner.skipSpace(text, from: start) + 1, passed)
    return scanner.elements
  }

  /// How far the scan goes before it says so.
  private static let stride = 8 << 20

  private mutating func scan(
    _ text: Span<UInt8>, from start: Int, _ passed: (Range<Int>) -> Void
  ) {
    var told = 0
    var i = JSONScanner.skipSpace(text, from: start)
    if i < text.count, text[i] == UInt8(ascii: "]") { return finish(text, from: i + 1) }
    while true {
      // An element is due.
      i = JSONScanner.skipSpace(text, from: i)
      guard i < text.count else {
        return elements.append(i..<i, fault: "the array is not closed: the file ends after a comma")
      }
      if text[i] == UInt8(ascii: ",") {
        elements.append(i..<i, fault: "found ',', expected an element")
        i += 1
        continue
      }
      if text[i] == UInt8(ascii: "]") {
        elements.append(i..<i, fault: "found ']' after a comma, expected an element")
        return finish(text, from: i + 1)
      }
      guard let (end, isBroken) = Self.elementEnd(text, from: i) else {
        return elements.append(
          i..<Self.trimmedEnd(text, i), fault: "the file ends within an element of the array")
      }
      if isBroken {
        elements.append(i..<end, fault: "a string of this element is not closed on its line")
        i = end
        continue
      }
      elements.append(i..<end)
      if end - told >= Self.stride {
        passed(told..<end)
        told = end
      }
      // A comma or the end is due.
      i = JSONScanner.skipSpace(text, from: end)
      guard i < text.count else {
        return elements.append(i..<i, fault: "the array is not closed: expected ',' or ']'")
      }
      if text[i] == UInt8(ascii: "]") { return finish(text, from: i + 1) }
      if text[i] == UInt8(ascii: ",") {
        i += 1
      } else {
        let junkEnd = Self.junkEnd(text, from: i)
        elements.append(
          i..<junkEnd, fault: "expected ',' or ']' between the elements of the array")
        i = JSONScanner.skipSpace(text, from: junkEnd)
        if i < text.count, text[i] == UInt8(ascii: "]") { return finish(text, from: i + 1) }
        if i < text.count, text[i] == UInt8(ascii: ",") { i += 1 }
        if i == text.count {
          return elements.append(i..<i, fault: "the array is not closed: expected ',' or ']'")
        }
      }
    }
  }

  /// Only space may follow the array.
  private mutating func finish(_ text: Span<UInt8>, from start: Int) {
    let i = JSONScanner.skipSpace(text, from: start)
    guard i < text.count else { return }
    elements.append(
      i..<Self.trimmedEnd(text, i), fault: "expected the end of the file after the array")
  }

  /// The end of the text without the space behind it, at least `start`.
  private static func trimmedEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var end = text.count
    while end > start, JSONScanner.isSpace(text[end - 1]) { end -= 1 }
    return end
  }

  /// The end of the value that starts at `start`; nil where it is broken or the text ends before.
  static func valueEnd(_ text: Span<UInt8>, from start: Int) -> Int? {
    switch text[start] {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
      guard let (end, isBroken) = elementEnd(text, from: start), !isBroken else { return nil }
      return end
    default:
      // A number or a word: up to what may follow it.
      for i in start..<text.count where ",]} \n\r\t".utf8.contains(text[i]) { return i }
      return nil
    }
  }

  /// The end of the value that starts at `start`, and whether it ends there because a string of it
  /// is not closed; nil where the text ends before.
  private static func elementEnd(
    _ text: Span<UInt8>, from start: Int
  ) -> (end: Int, isBroken: Bool)? {
    var depth = 0
    var i = start
    while i < text.count {
      switch text[i] {
      case UInt8(ascii: "\""):
        guard let string = stringEnd(text, from: i + 1) else { return nil }
        i = string.end
        if string.isBroken, opensElement(text, from: i) { return (i, true) }
        if depth == 0 { return (i, false) }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth <= 0 { return (i + 1, false) }
      case UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09:
        if depth == 0 { return (i, false) }
      default: break
      }
      i += 1
      // A number or a literal ends before the bracket that closes the array.
      if depth == 0, i < text.count, text[i] == UInt8(ascii: "]") { return (i, false) }
    }
    return nil
  }

  /// The place behind the quote that ends the string, or of the newline that breaks it off; nil where
  /// there is neither.
  private static func stringEnd(
    _ text: Span<UInt8>, from start: Int
  ) -> (end: Int, isBroken: Bool)? {
    var i = start
    while true {
      i = nextOfInterest(text, from: i)
      guard i < text.count else { return nil }
      switch text[i] {
      case UInt8(ascii: "\""): return (i + 1, false)
      case 0x0A: return (i, true)
      default: i += 2  // a backslash and what it escapes
      }
    }
  }

  /// Whether what follows a broken string at `end` is the next element: a brace opens it, and no
  /// string within an object is followed by one.
  private static func opensElement(_ text: Span<UInt8>, from end: Int) -> Bool {
    let next = JSONScanner.skipSpace(text, from: end)
    return next < text.count && text[next] == UInt8(ascii: "{")
  }

  /// The place of the next quote, backslash or newline; the count where there is none.
  private static func nextOfInterest(_ text: Span<UInt8>, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var i = start
    while i + 8 <= text.count {
      // Safe: 8 bytes from `i` lie in the span; any bits are a number.
      let word = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
      // A byte of x is zero iff the high bit of (x − 1) & ~x is set there; borrows only reach beyond
      // a byte that is itself zero, so the lowest set bit is always right.
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      let line = word ^ (ones &* 0x0A)
      let found =
        ((quote &- ones) & ~quote | (slash &- ones) & ~slash | (line &- ones) & ~line) & highs
      if found != 0 { return i + UInt64(littleEndian: found).trailingZeroBitCount / 8 }
      i += 8
    }
    while i < text.count {
      let byte = text[i]
      if byte == 0x22 || byte == 0x5C || byte == 0x0A { return i }
      i += 1
    }
    return i
  }

  /// The end of what stands between two elements and should not: before the next comma, bracket or
  /// brace.
  private static func junkEnd(_ text: Span<UInt8>, from start: Int) -> Int {
    var i = start
    while i < text.count {
      switch text[i] {
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "["): return i
      case UInt8(ascii: "\""):
        guard let string = stringEnd(text, from: i + 1) else { return text.count }
        i = string.end
      default: i += 1
      }
    }
    return i
  }
}
