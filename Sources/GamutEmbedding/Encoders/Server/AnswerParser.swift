// SPDX-License-Identifier: Apache-2.0

private import CGamutJSON

/// Reads the vectors out of a server's answer:
/// `{"data": [{"index": 0, "embedding": [0.5, …]}, …], …}`.
///
/// simdjson lays the answer out as a tape, on which only the wanted members are looked at; all other
/// members are skipped in one step each. It stays on the thread that made it.
///
/// The handle is made, used and destroyed by this class alone, and the tape never leaves the call that
/// asked for it, which is why both count as safe.
@safe final class AnswerParser {
  private let handle: OpaquePointer?

  init() { unsafe handle = gamut_json_parser_create() }

  deinit { unsafe gamut_json_parser_destroy(handle) }

  /// Why an answer cannot be used; the text stands behind the address.
  struct Fault: Error, Hashable {
    var code = EmbeddingError.Code.badAnswer
    let detail: String
  }

  /// The vectors of `count` texts in the order of the texts, end to end, and their length.
  ///
  /// - Parameter dimensionCount: the length that every vector must have; nil takes that of the first.
  func vectors(
    in body: [UInt8], count: Int, dimensionCount: Int?
  ) throws(Fault) -> (elements: [Float], dimensionCount: Int) {
    var raw = unsafe gamut_json_tape()
    guard let handle = unsafe handle else { throw Fault(detail: "no memory to read the answer") }
    // Safe: nothing behind the bytes is promised, so the parser copies them.
    let error = unsafe body.withUnsafeBufferPointer { bytes in
      unsafe gamut_json_parse(handle, bytes.baseAddress, bytes.count, bytes.count, &raw)
    }
    guard error == 0, let words = unsafe raw.words, let strings = unsafe raw.strings else {
      // Python writes NaN and Infinity, which are no JSON; in a page of words they mean nothing.
      let isObject = body.first { !Self.isSpace($0) } == UInt8(ascii: "{")
      for word in ["NaN", "Infinity"] where isObject && Self.holds(word, body) {
        throw Fault(code: .notFinite, detail: "\(word) in a vector, expected finite numbers")
      }
      throw Fault(detail: "an answer of \(body.count) bytes that is no JSON")
    }
    let tape = unsafe Tape(words: words, strings: strings)
    guard let list = tape.member("data", of: 1), tape.tag(list) == Tape.array else {
      throw Fault(detail: "an answer without an array \"data\"")
    }
    var width = dimensionCount
    var elements: [Float] = []
    var isSet = [Bool](repeating: false, count: count)
    var found = 0
    var item = list + 1
    while item < tape.end(list) - 1 {
      guard let place = tape.member("index", of: item).flatMap(tape.integer),
        let vector = tape.member("embedding", of: item)
      else { throw Fault(detail: "an entry of \"data\" without \"index\" and \"embedding\"") }
      guard tape.tag(vector) == Tape.array else {
        throw Fault(detail: "an embedding that is no array of numbers")
      }
      found += 1
      guard isSet.indices.contains(place) else {
        throw Fault(detail: "a vector of index \(place), expected \(count) vectors")
      }
      guard !isSet[place] else { throw Fault(detail: "two vectors of index \(place)") }
      isSet[place] = true
      let length = tape.numberCount(vector)
      let wanted = width ?? length
      guard length == wanted, wanted > 0 else {
        throw Fault(
          code: .badShape,
          detail: "a vector of \(length) numbers, expected \(width.map(String.init) ?? "some")")
      }
      if width == nil || elements.isEmpty {
        width = wanted
        elements = [Float](repeating: 0, count: count * wanted)
      }
      var next = vector + 1
      for j in 0..<wanted {
        guard let value = tape.number(next) else {
          throw Fault(
            code: .notFinite,
            detail: "\(tape.kind(next)) in a vector, expected finite numbers")
        }
        let single = Float(value)
        guard single.isFinite else {
          throw Fault(code: .notFinite, detail: "\(value) in a vector, expected finite numbers")
        }
        elements[place * wanted + j] = single
        next = tape.end(next)
      }
      item = tape.end(item)
    }
    guard found == count, let width else {
      throw Fault(detail: "\(found) vectors, expected \(count)")
    }
    return (elements, width)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func holds(_ word: String, _ body: [UInt8]) -> Bool {
    let pattern = Array(word.utf8)
    guard body.count >= pattern.count else { return false }
    return (0...body.count - pattern.count).contains { start in
      pattern.indices.allSatisfy { body[start + $0] == pattern[$0] }
    }
  }
}

extension AnswerParser {
  /// The tape of simdjson; `gamut_json.h` says how it is laid out. A value is the index of its word.
  ///
  /// Safe: indices come from the tape itself, whose containers name their ends; it is used only while
  /// the parser keeps it.
  @safe private struct Tape {
    private let words: UnsafePointer<UInt64>
    private let strings: UnsafePointer<UInt8>

    static let array = UInt8(ascii: "[")

    @unsafe init(words: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>) {
      unsafe self.words = words
      unsafe self.strings = strings
    }

    func tag(_ value: Int) -> UInt8 {
      unsafe UInt8(truncatingIfNeeded: words[value] &>> 56)
    }

    /// What follows the value.
    func end(_ value: Int) -> Int {
      switch tag(value) {
      case UInt8(ascii: "{"), Self.array: unsafe Int(words[value] & 0xFFFF_FFFF)
      case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): value + 2
      default: value + 1
      }
    }

    /// The value of `key` of an object; nil without one, and of anything else.
    func member(_ key: StaticString, of value: Int) -> Int? {
      guard tag(value) == UInt8(ascii: "{") else { return nil }
      var place = value + 1
      while place < end(value) - 1 {
        if isString(place, key) { return place + 1 }
        place = end(place + 1)
      }
      return nil
    }

    private func isString(_ value: Int, _ text: StaticString) -> Bool {
      let start = unsafe strings + Int(words[value] & 0xFF_FFFF_FFFF_FFFF)
      let count = unsafe Int(UnsafeRawPointer(start).loadUnaligned(as: UInt32.self))
      guard count == text.utf8CodeUnitCount else { return false }
      for i in 0..<count {
        guard unsafe start[4 + i] == text.utf8Start[i] else { return false }
      }
      return true
    }

    /// A whole number that is not negative.
    func integer(_ value: Int) -> Int? {
      guard tag(value) == UInt8(ascii: "l") else { return nil }
      return unsafe Int(truncatingIfNeeded: words[value + 1])
    }

    /// Any number.
    func number(_ value: Int) -> Double? {
      switch tag(value) {
      case UInt8(ascii: "d"): unsafe Double(bitPattern: words[value + 1])
      case UInt8(ascii: "l"): unsafe Double(Int64(bitPattern: words[value + 1]))
      case UInt8(ascii: "u"): unsafe Double(words[value + 1])
      default: nil
      }
    }

    /// How many values an array has.
    func numberCount(_ array: Int) -> Int {
      var count = 0
      var place = array + 1
      while place < end(array) - 1 {
        count += 1
        place = end(place)
      }
      return count
    }

    /// What a value is, for an error.
    func kind(_ value: Int) -> String {
      switch tag(value) {
      case UInt8(ascii: "n"): "null"
      case UInt8(ascii: "\""): "a string"
      case Self.array: "an array"
      case UInt8(ascii: "{"): "an object"
      default: "a truth value"
      }
    }
  }
}
