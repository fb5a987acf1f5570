// SPDX-License-Identifier: Apache-2.0

/// Writes JSON into a byte buffer, value by value, in the order given.
///
/// Commas, colons and indentation are put by the writer. Texts are escaped by bytes: what is not
/// UTF-8 becomes U+FFFD, control characters become escapes, and nothing else is changed. Numbers are
/// the shortest that read back as the same `Double`; one that is not finite is `null`.
///
/// For JSON lines, write one value, then `endLine()`; `removeAll()` keeps the memory for the next.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.beginObject()
/// writer.member("index", 7)
/// writer.member("similarity", 0.85)
/// writer.endObject()
/// writer.endLine()
/// ```
public struct JSONWriter: Sendable {
  /// How the text is laid out.
  public enum Form: Hashable, Sendable {
    /// On one line, without any white space.
    case compact
    /// One member or element a line, indented by two spaces.
    case indented
  }

  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private let form: Form
  /// For each open object or array, whether it holds anything yet.
  private var isFilled: [Bool] = []
  private var isAfterName = false

  /// Starts with an empty buffer.
  public init(form: Form = .compact) { self.form = form }

  /// Empties the buffer and keeps its memory.
  public mutating func removeAll() {
    precondition(isFilled.isEmpty, "\(isFilled.count) objects or arrays still open")
    bytes.removeAll(keepingCapacity: true)
  }

  /// Ends a line of JSON lines, or the file.
  public mutating func endLine() {
    precondition(isFilled.isEmpty, "\(isFilled.count) objects or arrays still open")
    bytes.append(UInt8(ascii: "\n"))
  }
}

// MARK: Objects and arrays

extension JSONWriter {
  /// Opens an object.
  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  /// Closes the object opened last.
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  /// Opens an array.
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  /// Closes the array opened last.
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes the name of the next member; its value must follow.
  public mutating func name(_ name: String) {
    precondition(!isFilled.isEmpty && !isAfterName, "a name outside of an object: \(name)")
    separate()
    appendQuoted(name.utf8Span.span)
    bytes.append(UInt8(ascii: ":"))
    if form == .indented { bytes.append(UInt8(ascii: " ")) }
    isAfterName = true
  }

  /// Writes a name and a text.
  public mutating func member(_ name: String, _ value: String) {
    self.name(name)
    string(value)
  }

  /// Writes a name and a whole number.
  public mutating func member(_ name: String, _ value: some BinaryInteger) {
    self.name(name)
    integer(value)
  }

  /// Writes a name and a number.
  public mutating func member(_ name: String, _ value: Double) {
    self.name(name)
    number(value)
  }

  /// Writes a name and `true` or `false`.
  public mutating func member(_ name: String, _ value: Bool) {
    self.name(name)
    bool(value)
  }
}

// MARK: Values

extension JSONWriter {
  /// Writes a text.
  public mutating func string(_ text: String) { string(text.utf8Span.span) }

  /// Writes a text given as bytes, which should be UTF-8; what is not becomes U+FFFD.
  public mutating func string(_ text: Span<UInt8>) {
    beginValue()
    appendQuoted(text)
  }

  /// Writes a whole number.
  public mutating func integer(_ value: some BinaryInteger) {
    beginValue()
    if let magnitude = UInt64(exactly: value) {
      appendDecimal(magnitude)
    } else if let small = Int64(exactly: value) {
      bytes.append(UInt8(ascii: "-"))
      appendDecimal(small.magnitude)
    } else {
      bytes.append(contentsOf: String(value).utf8)
    }
  }

  /// Writes a number in its shortest form that reads back the same; `null` if it is not finite.
  public mutating func number(_ value: Double) {
    beginValue()
    bytes.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
  }

  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) {
    beginValue()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Writes `null`.
  public mutating func null() {
    beginValue()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Copies one value that is JSON already; the caller vouches for it.
  public mutating func raw(_ json: Span<UInt8>) {
    beginValue()
    append(json)
  }

  /// Writes a whole tree. Of members with the same name only the first is written.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .integer(let value): integer(value)
    case .number(let value): number(value)
    case .string(let value): string(value)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      var seen: Set<[UInt8]> = []
      for member in members where seen.insert(Array(member.name.utf8)).inserted {
        name(member.name)
        self.value(member.value)
      }
      endObject()
    }
  }
}

// MARK: Layout

extension JSONWriter {
  private mutating func open(_ bracket: UInt8) {
    beginValue()
    bytes.append(bracket)
    isFilled.append(false)
  }

  private mutating func close(_ bracket: UInt8) {
    precondition(!isFilled.isEmpty && !isAfterName, "nothing to close, or a name without a value")
    if isFilled.removeLast() { breakLine() }
    bytes.append(bracket)
  }

  /// Puts what must stand before a value: nothing after a name, else the comma and the line break.
  private mutating func beginValue() {
    if isAfterName { isAfterName = false } else if !isFilled.isEmpty { separate() }
  }

  private mutating func separate() {
    if isFilled[isFilled.count - 1] { bytes.append(UInt8(ascii: ",")) }
    isFilled[isFilled.count - 1] = true
    breakLine()
  }

  private mutating func breakLine() {
    guard form == .indented else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * isFilled.count))
  }
}

// MARK: Bytes

extension JSONWriter {
  private mutating func append(_ part: Span<UInt8>) {
    // Safe: the buffer is read within the call that lends it.
    unsafe part.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  private mutating func appendDecimal(_ magnitude: UInt64) {
    let start = bytes.count
    var rest = magnitude
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(digit))
      rest = quotient
    } while rest > 0
    bytes[start...].reverse()
  }

  private mutating func appendQuoted(_ text: Span<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var runStart = 0
    var i = 0
    while i < text.count {
      // Eight plain bytes at once: most of every text.
      while i + 8 <= text.count, Self.isPlain(text.eightBytes(at: i)) { i += 8 }
      guard i < text.count else { break }
      let byte = text[i]
      if byte >= 0x80 {
        switch UTF8Sequence(at: i, in: text) {
        case .valid(let length): i += length
        case .invalid(let length):
          append(text.extracting(runStart..<i))
          bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
          i += length
          runStart = i
        }
      } else if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        append(text.extracting(runStart..<i))
        appendEscape(byte)
        i += 1
        runStart = i
      } else {
        i += 1
      }
    }
    append(text.extracting(runStart..<text.count))
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether all eight bytes are ASCII, no control characters, no quote and no backslash.
  ///
  /// The usual test for a zero byte, (x − 0x01…) & ~x & 0x80…, may report a byte above a zero one
  /// wrongly, which only sends it the slow way.
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let found =
      word | (word &- ones &* 0x20) | ((quote &- ones) & ~quote)
      | ((backslash &- ones) & ~backslash)
    return found & tops == 0
  }

  private mutating func appendEscape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(contentsOf: "u00".utf8)
      for digit in [byte >> 4, byte & 15] {
        bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    }
  }
}

extension Span<UInt8> {
  /// The eight bytes from `offset` on, in memory order.
  fileprivate func eightBytes(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset + 8 <= count, "\(offset) of \(count)")
    // Safe: within bounds by the line above, and every pattern of bits is a UInt64.
    return unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
  }
}
