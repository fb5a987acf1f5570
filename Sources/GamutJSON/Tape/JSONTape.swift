// SPDX-License-Identifier: Apache-2.0

/// A parsed document as simdjson lays it out: a tape of 64-bit words, and a buffer of strings.
///
/// The high byte of a word is its tag, the rest its payload:
/// - `r`: the first word's payload is the count of words; the last one's is 0.
/// - `{`, `[`: the low 32 bits are the index behind the matching end, bits 32…55 the count of members
///   (at most 2²⁴ − 1). `}`, `]`: the index of the start.
/// - `"`: the offset in the string buffer of 4 bytes of length, the bytes and a NUL.
/// - `l`, `u`, `d`: the next word is an `Int64`, `UInt64` or the bits of a `Double`.
/// - `t`, `f`, `n`: nothing more.
///
/// A tape is valid until the next parse of the parser that gave it, and never leaves the function
/// that asked for it. That bound, kept by its few callers in this package, is why it counts as safe.
///
/// What every record asks of it is inlinable, since readers of records lie in another module: a call
/// for each word shows in the profile of short records.
@safe package struct JSONTape {
  @usableFromInline let words: UnsafePointer<UInt64>
  @usableFromInline let strings: UnsafePointer<UInt8>
  /// How many words there are, both root words included.
  package let wordCount: Int
  /// Whether the document is a string of a record, so that its strings have no place of their own in
  /// the record's source.
  package var isNested = false

  /// Takes what a parser wrote.
  @unsafe package init(words: UnsafePointer<UInt64>, wordCount: Int, strings: UnsafePointer<UInt8>)
  {
    unsafe self.words = words
    unsafe self.strings = strings
    self.wordCount = wordCount
  }

  /// Where the document's value stands.
  package static let rootValue = 1

  /// The word at `index`.
  @inlinable @inline(__always)
  package func word(at index: Int) -> UInt64 {
    precondition(index >= 0 && index < wordCount, "word \(index) of \(wordCount)")
    // Safe: the index was just checked.
    return unsafe words[index]
  }

  /// The type of the value at `index`.
  @inlinable @inline(__always)
  package func tag(at index: Int) -> Tag {
    Tag(byte: UInt8(truncatingIfNeeded: word(at: index) &>> 56))
  }

  /// The index of what follows the value at `index`; O(1) for containers too.
  @inlinable
  package func index(after index: Int) -> Int {
    let word = word(at: index)
    switch UInt8(truncatingIfNeeded: word &>> 56) {
    case Tag.object.byte, Tag.array.byte: return Int(word & 0xFFFF_FFFF)
    case Tag.int.byte, Tag.uint.byte, Tag.double.byte: return index + 2
    default: return index + 1
    }
  }

  /// The length in bytes of the string at `index`.
  @inlinable
  package func stringByteCount(at index: Int) -> Int {
    // Safe: the offset is the parser's own, and 4 bytes of length stand there.
    unsafe Int(UnsafeRawPointer(strings + offset(at: index)).loadUnaligned(as: UInt32.self))
  }

  /// Lends the bytes of the string at `index`: UTF-8, lone surrogates as three bytes (WTF-8).
  @inlinable
  package func withString<Result, Failure: Error>(
    at index: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = unsafe UnsafeBufferPointer(
      start: strings + offset(at: index) + 4, count: stringByteCount(at: index))
    // Safe: the parser wrote the length before the bytes; the tape outlives the call.
    return try unsafe body(bytes.span)
  }

  /// The first 8 bytes of the string at `index` as a little-endian number, zero where it is shorter.
  @inlinable
  package func stringPrefix(at index: Int, byteCount: Int) -> UInt64 {
    // Safe: every parser keeps 8 readable bytes behind its strings.
    let word = unsafe UnsafeRawPointer(strings + offset(at: index) + 4)
      .loadUnaligned(as: UInt64.self)
    let little = UInt64(littleEndian: word)
    return byteCount >= 8 ? little : little & ((1 &<< UInt64(byteCount &* 8)) &- 1)
  }

  /// The number at `index` as a `Double`; nil for any other value.
  package func number(at index: Int) -> Double? {
    switch tag(at: index) {
    case .int: Double(Int64(bitPattern: word(at: index + 1)))
    case .uint: Double(word(at: index + 1))
    case .double: Double(bitPattern: word(at: index + 1))
    default: nil
    }
  }

  /// The whole number at `index`; nil for any other value, and beyond the range of `Int`.
  package func integer(at index: Int) -> Int? {
    tag(at: index) == .int ? Int(Int64(bitPattern: word(at: index + 1))) : nil
  }

  /// The number at `index` as text, a whole one to its last digit; nil for any other value.
  package func numberText(at index: Int) -> String? {
    switch tag(at: index) {
    case .int: String(Int64(bitPattern: word(at: index + 1)))
    case .uint: String(word(at: index + 1))
    case .double: Double(bitPattern: word(at: index + 1)).description
    default: nil
    }
  }

  /// The string at `index` for a message; what is not UTF-8 becomes U+FFFD.
  package func text(at index: Int) -> String {
    withString(at: index) { bytes in
      // Safe: decoded at once.
      unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
  }

  /// A copy of the bytes of the string at `index`.
  package func bytes(at index: Int) -> [UInt8] {
    withString(at: index) { string in
      // Safe: copied at once.
      unsafe string.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }

  @inlinable
  func offset(at index: Int) -> Int {
    let word = word(at: index)
    precondition(word &>> 56 == UInt64(Tag.string.byte), "no string at \(index)")
    return Int(word & 0x00FF_FFFF_FFFF_FFFF)
  }
}

extension JSONTape {
  /// The type of a word.
  package struct Tag: Hashable {
    /// The high byte of the word.
    package let byte: UInt8

    @inlinable @inline(__always)
    init(byte: UInt8) { self.byte = byte }

    @inlinable @inline(__always)
    package static func == (a: Tag, b: Tag) -> Bool { a.byte == b.byte }

    @inlinable @inline(__always) package static var root: Tag { Tag(byte: UInt8(ascii: "r")) }
    @inlinable @inline(__always) package static var object: Tag { Tag(byte: UInt8(ascii: "{")) }
    @inlinable @inline(__always) package static var objectEnd: Tag { Tag(byte: UInt8(ascii: "}")) }
    @inlinable @inline(__always) package static var array: Tag { Tag(byte: UInt8(ascii: "[")) }
    @inlinable @inline(__always) package static var arrayEnd: Tag { Tag(byte: UInt8(ascii: "]")) }
    @inlinable @inline(__always) package static var string: Tag { Tag(byte: UInt8(ascii: "\"")) }
    @inlinable @inline(__always) package static var int: Tag { Tag(byte: UInt8(ascii: "l")) }
    @inlinable @inline(__always) package static var uint: Tag { Tag(byte: UInt8(ascii: "u")) }
    @inlinable @inline(__always) package static var double: Tag { Tag(byte: UInt8(ascii: "d")) }
    @inlinable @inline(__always) package static var yes: Tag { Tag(byte: UInt8(ascii: "t")) }
    @inlinable @inline(__always) package static var no: Tag { Tag(byte: UInt8(ascii: "f")) }
    @inlinable @inline(__always) package static var null: Tag { Tag(byte: UInt8(ascii: "n")) }

    /// The type as a message names it.
    package var name: String {
      switch self {
      case .object: "an object"
      case .array: "a list"
      case .string: "a string"
      case .int, .uint, .double: "a number"
      case .yes, .no: "a boolean"
      default: "null"
      }
    }
  }
}

extension JSONTape {
  /// The value of the last member called `name` of the object at `object`; nil where there is none
  /// or no object. The last wins, as in Python's `json`.
  package func member(_ name: FieldName, of object: Int) -> Int? {
    guard tag(at: object) == .object else { return nil }
    var found: Int?
    var key = object + 1
    while tag(at: key) == .string {
      let value = key + 1
      if name.matches(self, key: key) { found = value }
      key = index(after: value)
    }
    return found
  }

  /// The places of the elements of the list at `index`; none where it is not a list.
  package func elements(of index: Int) -> [Int] {
    guard tag(at: index) == .array else { return [] }
    var places: [Int] = []
    var i = index + 1
    while tag(at: i) != .arrayEnd {
      places.append(i)
      i = self.index(after: i)
    }
    return places
  }

  /// The names of the members of the object at `object`, each once, in their order.
  package func memberNames(of object: Int) -> [String] {
    guard tag(at: object) == .object else { return [] }
    var names: [String] = []
    var seen: Set<[UInt8]> = []
    var key = object + 1
    while tag(at: key) == .string {
      let name = text(at: key)
      if seen.insert(Array(name.utf8)).inserted { names.append(name) }
      key = index(after: key + 1)
    }
    return names
  }

  /// The places of all strings, names of members included, in the order of the source.
  package var stringIndices: [Int] {
    var indices: [Int] = []
    var i = Self.rootValue
    while i < wordCount {
      switch tag(at: i) {
      case .string: indices.append(i)
      case .int, .uint, .double: i += 1
      default: break
      }
      i += 1
    }
    return indices
  }
}
