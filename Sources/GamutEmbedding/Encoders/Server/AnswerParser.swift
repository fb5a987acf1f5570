// SPDX-License-Identifier: Apache-2.0

import GamutJSON

/// Reads the vectors out of a server's answer:
/// `{"data": [{"index": 0, "embedding": [0.5, …]}, …], …}`.
///
/// simdjson lays the answer out as a tape, on which only the wanted members are looked at; all other
/// members are skipped in one step each. It stays on the thread that made it.
package final class AnswerParser {
  private let parser = JSONParser()

  package init() {}

  /// Why an answer cannot be used; the text stands behind the address.
  package struct Fault: Error, Hashable {
    var code = EmbeddingError.Code.badAnswer
    let detail: String
  }

  /// The vectors of `count` texts in the order of the texts, end to end, and their length.
  ///
  /// - Parameter dimensionCount: the length that every vector must have; nil takes that of the first.
  package func vectors(
    in body: [UInt8], count: Int, dimensionCount: Int?
  ) throws(Fault) -> (elements: [Float], dimensionCount: Int) {
    guard let tape = parser.parseFast(body.span, padding: 0) else {
      // Python writes NaN and Infinity, which are no JSON; in a page of words they mean nothing.
      let isObject = body.first { !Self.isSpace($0) } == UInt8(ascii: "{")
      for word in ["NaN", "Infinity"] where isObject && Self.holds(word, body) {
        throw Fault(code: .notFinite, detail: "\(word) in a vector, expected finite numbers")
      }
      throw Fault(detail: "an answer of \(body.count) bytes that is not JSON")
    }
    guard let list = tape.member("data", of: JSONTape.rootValue), tape.tag(at: list) == .array
    else {
      throw Fault(detail: "an answer without an array \"data\"")
    }
    var width = dimensionCount
    var elements: [Float] = []
    var isSet = [Bool](repeating: false, count: count)
    var found = 0
    var item = list + 1
    while tape.tag(at: item) != .arrayEnd {
      guard let place = tape.member("index", of: item).flatMap(tape.integer(at:)),
        let vector = tape.member("embedding", of: item)
      else { throw Fault(detail: "an entry of \"data\" without \"index\" and \"embedding\"") }
      guard tape.tag(at: vector) == .array else {
        throw Fault(detail: "an embedding that is not an array of numbers")
      }
      found += 1
      guard isSet.indices.contains(place) else {
        throw Fault(detail: "a vector of index \(place), expected \(count) vectors")
      }
      guard !isSet[place] else { throw Fault(detail: "two vectors of index \(place)") }
      isSet[place] = true
      let length = tape.count(of: vector)
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
        guard let value = tape.number(at: next) else {
          throw Fault(
            code: .notFinite,
            detail: "\(tape.kind(at: next)) in a vector, expected finite numbers")
        }
        let single = Float(value)
        guard single.isFinite else {
          throw Fault(code: .notFinite, detail: "\(value) in a vector, expected finite numbers")
        }
        elements[place * wanted + j] = single
        next = tape.index(after: next)
      }
      item = tape.index(after: item)
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

extension JSONTape {
  /// How many values the array at `array` has.
  fileprivate func count(of array: Int) -> Int {
    var count = 0
    var i = array + 1
    while tag(at: i) != .arrayEnd {
      count += 1
      i = index(after: i)
    }
    return count
  }

  /// What the value at `index` is, for an error.
  fileprivate func kind(at index: Int) -> String {
    switch tag(at: index) {
    case .null: "null"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    default: "a truth value"
    }
  }
}
