// SPDX-License-Identifier: Apache-2.0

/// Writes the tape of a record that never was JSON: a row of a table, a line of a text.
///
/// The tape is laid out as simdjson lays out its own, so that whatever reads records reads these.
package struct TapeWriter {
  private var words: ContiguousArray<UInt64> = []
  private var strings: ContiguousArray<UInt8> = []
  private var open: [(start: Int, memberCount: UInt64)] = []

  /// Makes a writer; its memory grows with the longest record.
  package init() {}

  /// Forgets what was written, tapes given out included, and begins another.
  package mutating func begin() {
    words.removeAll(keepingCapacity: true)
    strings.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    words.append(0)
  }

  /// Ends the tape, of which one value was written; it is valid until the next call of any other.
  package mutating func finished() -> JSONTape {
    precondition(open.isEmpty && words.count > 1, "\(open.count) open, \(words.count) words")
    append(.root, payload: 0)
    words[0] = Self.word(.root, payload: UInt64(words.count))
    strings.append(contentsOf: repeatElement(0, count: 8))
    // Safe: the arrays live in this value and change with its next call only; a ContiguousArray that
    // is not empty has a stable address until it grows.
    return unsafe words.withUnsafeBufferPointer { words in
      unsafe strings.withUnsafeBufferPointer { strings in
        guard let word = words.baseAddress, let string = strings.baseAddress else {
          preconditionFailure("empty tape of \(words.count) words")
        }
        var tape = unsafe JSONTape(words: word, wordCount: words.count, strings: string)
        // No string of it has a place in the record's source.
        tape.isNested = true
        return tape
      }
    }
  }

  private mutating func append(_ tag: JSONTape.Tag, payload: UInt64) {
    words.append(Self.word(tag, payload: payload))
  }

  private static func word(_ tag: JSONTape.Tag, payload: UInt64) -> UInt64 {
    UInt64(tag.byte) &<< 56 | payload
  }
}

extension TapeWriter {
  /// Begins an object: names by `string`, each followed by its value.
  package mutating func beginObject() { beginContainer() }

  /// Ends the object begun last, of `memberCount` members.
  package mutating func endObject(memberCount: Int) {
    end(.object, .objectEnd, count: memberCount)
  }

  /// Begins a list.
  package mutating func beginArray() { beginContainer() }

  /// Ends the list begun last, of `count` values.
  package mutating func endArray(count: Int) { end(.array, .arrayEnd, count: count) }

  private mutating func beginContainer() {
    open.append((words.count, 0))
    words.append(0)
  }

  private mutating func end(_ tag: JSONTape.Tag, _ endTag: JSONTape.Tag, count: Int) {
    let start = open.removeLast().start
    append(endTag, payload: UInt64(start))
    let count = UInt64(min(count, 0xFF_FFFF))  // simdjson's count has 24 bits
    words[start] = Self.word(tag, payload: UInt64(words.count) | count &<< 32)
  }
}

extension TapeWriter {
  /// Adds a string, or the name of a member: UTF-8, which the caller has checked.
  package mutating func string(_ bytes: Span<UInt8>) {
    append(.string, payload: UInt64(strings.count))
    let byteCount = UInt32(truncatingIfNeeded: bytes.count)
    // Safe: the span is copied at once.
    unsafe withUnsafeBytes(of: byteCount.littleEndian) { unsafe strings.append(contentsOf: $0) }
    unsafe bytes.withUnsafeBufferPointer { unsafe strings.append(contentsOf: $0) }
    strings.append(0)
  }

  /// Adds a string, or the name of a member, that an array holds.
  package mutating func string(_ bytes: [UInt8]) { string(bytes.span) }

  /// Adds a whole number.
  package mutating func int(_ value: Int64) {
    append(.int, payload: 0)
    words.append(UInt64(bitPattern: value))
  }

  /// Adds a whole number; one beyond `Int64` keeps its last digit.
  package mutating func uint(_ value: UInt64) {
    append(value > UInt64(Int64.max) ? .uint : .int, payload: 0)
    words.append(value)
  }

  /// Adds a number.
  package mutating func double(_ value: Double) {
    append(.double, payload: 0)
    words.append(value.bitPattern)
  }

  /// Adds a truth value.
  package mutating func bool(_ value: Bool) { append(value ? .yes : .no, payload: 0) }

  /// Adds null.
  package mutating func null() { append(.null, payload: 0) }

  /// Adds the whole document of another tape as one value.
  package mutating func document(_ tape: JSONTape) {
    let first = JSONTape.rootValue
    let shift = words.count - first
    var i = first
    while i < tape.wordCount - 1 {
      let tag = tape.tag(at: i)
      let payload = tape.word(at: i) & 0x00FF_FFFF_FFFF_FFFF
      switch tag {
      case .string: tape.withString(at: i) { string($0) }
      case .object, .array: append(tag, payload: payload + UInt64(shift))
      case .objectEnd, .arrayEnd: append(tag, payload: payload + UInt64(shift))
      case .int, .uint, .double:
        append(tag, payload: 0)
        i += 1
        words.append(tape.word(at: i))
      default: append(tag, payload: 0)
      }
      i += 1
    }
  }
}
