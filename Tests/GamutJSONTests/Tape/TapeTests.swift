// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import GamutJSON

/// Random JSON, right or slightly wrong.
private struct DocumentGenerator {
  var random: SeededRandom

  mutating func document(depth: Int) -> String {
    let space = ["", " ", "\n", "\t \r\n"][random.next(below: 4)]
    switch random.next(below: depth > 0 ? 9 : 6) {
    case 0: return space + string()
    case 1: return space + "\(Int64(bitPattern: random.next()) >> Int64(random.next(below: 64)))"
    case 2: return "\(random.next())" + space
    case 3: return space + number()
    case 4: return ["true", "false", "null"][random.next(below: 3)] + space
    case 5: return string()
    case 6, 7:
      let members = (0..<random.next(below: 5)).map { _ in
        "\(string())\(space):\(document(depth: depth - 1))"
      }
      return "{\(space)\(members.joined(separator: ","))}\(space)"
    default:
      let elements = (0..<random.next(below: 6)).map { _ in document(depth: depth - 1) }
      return "[\(elements.joined(separator: ",\(space)"))\(space)]"
    }
  }

  private mutating func number() -> String {
    let digits = (0...random.next(below: 25)).map { _ in "\(random.next(below: 10))" }.joined()
    let exponent = ["", "e\(random.next(below: 300))", "E-\(random.next(below: 320))"][
      random.next(below: 3)]
    return "\(random.next(below: 2) == 0 ? "-" : "")\(random.next(below: 10)).\(digits)\(exponent)"
  }

  private mutating func string() -> String {
    let pieces = [
      "a", "key", "instruction", "é", "中", "𝄞", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9",
      "\\ud834\\udd1e",
      "\\u0000", " ", "{", "[", "]", ",", "\u{2028}", "\\b\\f\\r\\t", "0123456789abcdef",
    ]
    let text = (0..<random.next(below: 6)).map { _ in pieces[random.next(below: pieces.count)] }
    return "\"\(text.joined())\""
  }
}

/// The words of a tape, each string word followed by the bytes it leads to.
private func contents(_ tape: JSONTape) -> [UInt64] {
  var words: [UInt64] = []
  var i = 0
  while i < tape.wordCount {
    words.append(tape.word(at: i))
    if i > 0, tape.tag(at: i) == .string { words += tape.bytes(at: i).map(UInt64.init) }
    if [.int, .uint, .double].contains(tape.tag(at: i)) {
      i += 1
      words.append(tape.word(at: i))
    }
    i += 1
  }
  return words
}

@Test func `both parsers write the same tape, word for word, for 3,000 random documents`() throws {
  var generator = DocumentGenerator(random: SeededRandom(seed: 11))
  let fast = JSONParser()
  var tolerant = TolerantParser()
  var acceptedCount = 0
  for _ in 0..<3_000 {
    let bytes = Array(generator.document(depth: 4).utf8)
    let mine = try tolerant.parse(bytes.span, mode: .strict)
    // Doubles beyond their range and the like are for the tolerant parser alone.
    guard let theirs = fast.parseFast(bytes.span, padding: 0) else { continue }
    acceptedCount += 1
    #expect(contents(mine) == contents(theirs), "\(String(decoding: bytes, as: UTF8.self))")
  }
  #expect(acceptedCount > 2_900)
}

@Test func `of 6,000 damaged documents the tolerant parser accepts all that simdjson accepts`() {
  var generator = DocumentGenerator(random: SeededRandom(seed: 12))
  let fast = JSONParser()
  var tolerant = TolerantParser()
  var refusedCount = 0
  for _ in 0..<6_000 {
    var bytes = Array(generator.document(depth: 3).utf8)
    guard !bytes.isEmpty else { continue }
    let place = generator.random.next(below: bytes.count)
    switch generator.random.next(below: 3) {
    case 0: bytes.remove(at: place)
    case 1: bytes[place] = UInt8(generator.random.next(below: 256))
    default: bytes.removeSubrange(place...)
    }
    let accepted: [UInt64]?
    do throws(JSONSyntaxError) {
      accepted = contents(try tolerant.parse(bytes.span, mode: .strict))
    } catch { accepted = nil }
    if accepted == nil { refusedCount += 1 }
    if let theirs = fast.parseFast(bytes.span, padding: 0) {
      #expect(accepted == contents(theirs), "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
  #expect(refusedCount > 1_000)
}

@Test func `a thousand levels are read, and more are refused before they cost anything`() throws {
  let parser = JSONParser()
  func nested(_ depth: Int) -> [UInt8] {
    [UInt8](repeating: UInt8(ascii: "["), count: depth)
      + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
  }
  for depth in [1_000, TolerantParser.levelLimit] {
    let closed = nested(depth)
    let tape = try parser.parse(closed.span, padding: 0, mode: .strict)
    #expect(tape.wordCount == 2 * depth + 2)
    #expect(tape.index(after: JSONTape.rootValue) == 2 * depth + 1)
    var bytes: [UInt8] = []
    JSONText.append(tape, at: 1, to: &bytes)
    #expect(bytes == closed)
  }
  for text in [nested(1_025), nested(100_000), Array(nested(100_000)[..<100_000])] {
    do throws(JSONSyntaxError) {
      _ = try parser.parse(text.span, padding: 0, mode: .strict)
      Issue.record("\(text.count) brackets were read")
    } catch { #expect(error.kind == .tooDeep && error.offset == TolerantParser.levelLimit) }
  }
}

@Test func `lone surrogates stay as their three bytes and pairs become one character`() throws {
  let parser = JSONParser()
  func string(_ json: String) throws -> [UInt8] {
    let bytes = Array(json.utf8)
    return try parser.parse(bytes.span, padding: 0, mode: .strict).bytes(at: 1)
  }
  #expect(try string(#""\ud800""#) == [0xED, 0xA0, 0x80])
  #expect(try string(#""\udc00\ud800""#) == [0xED, 0xB0, 0x80, 0xED, 0xA0, 0x80])
  #expect(try string(#""\ud800\u0041""#) == [0xED, 0xA0, 0x80, 0x41])
  #expect(try string(#""\ud800\ud834\udd1e""#) == [0xED, 0xA0, 0x80, 0xF0, 0x9D, 0x84, 0x9E])
  #expect(try string(#""\ud834\udd1e""#) == Array("𝄞".utf8))
}

@Test func `numbers keep their type and their value up to infinity`() throws {
  let parser = JSONParser()
  func number(_ json: String, _ mode: JSONMode = .strict) throws -> Double? {
    let bytes = Array(json.utf8)
    let tape = try parser.parse(bytes.span, padding: 0, mode: mode)
    return tape.number(at: 1)
  }
  #expect(try number("-9223372036854775808") == -0x1p63)
  #expect(try number("18446744073709551615") == 0x1p64)
  #expect(try number("123456789012345678901234567890") == 123456789012345678901234567890.0)
  #expect(try number("1e400") == .infinity)
  #expect(try number("-Infinity", .tolerant) == -.infinity)
  #expect(try number("NaN", .tolerant)?.isNaN == true)
  #expect(throws: JSONSyntaxError.self) { try number("NaN") }
  #expect(throws: JSONSyntaxError.self) { try number("-NaN", .tolerant) }
}

@Test(arguments: [
  ("{\"a\" 1}", 5), ("[1,]", 3), ("[1 2]", 3), ("{\"a\":tru}", 8), ("\"a\u{1}\"", 2), ("01", 1),
  ("{\"a\":1} x", 8), ("[\"\\x\"]", 3), ("", 0), ("{\"a\":", 5), ("-", 1), ("1.e", 2),
])
func `the place of a fault is that of the first byte that does not fit`(json: String, offset: Int) {
  let bytes = Array(json.utf8)
  let parser = JSONParser()
  let error = #expect(throws: JSONSyntaxError.self) {
    _ = try parser.parse(bytes.span, padding: 0, mode: .tolerant)
  }
  #expect(error?.offset == offset, "\(json): \(error?.detail ?? "")")
}

@Test func `of members with one name the last counts`() throws {
  let bytes = Array(#"{"a":1,"longer name":2,"a":3,"longer name":4}"#.utf8)
  let parser = JSONParser()
  let tape = try parser.parse(bytes.span, padding: 0, mode: .strict)
  #expect(tape.member("a", of: 1).flatMap { tape.number(at: $0) } == 3)
  #expect(tape.member("longer name", of: 1).flatMap { tape.number(at: $0) } == 4)
  #expect(tape.member("longer nam", of: 1) == nil)
  #expect(tape.member("longer namf", of: 1) == nil)
}

@Test func `compact JSON loses white space between words and nothing else`() throws {
  var generator = DocumentGenerator(random: SeededRandom(seed: 13))
  let parser = JSONParser()
  for _ in 0..<500 {
    let bytes = Array(generator.document(depth: 3).utf8)
    var compact = TextBatch()
    JSONText.appendCompact(bytes.span, to: &compact)
    compact.endText()
    let expected = contents(try parser.parse(bytes.span, padding: 0, mode: .strict))
    #expect(contents(try parser.parse(compact.bytes.span, padding: 0, mode: .strict)) == expected)
    var again = TextBatch()
    JSONText.appendCompact(compact.bytes.span, to: &again)
    #expect(again.bytes == compact.bytes)
  }
  var texts = TextBatch()
  let spaced = Array("{ \"a b\" :\t[1.50, \"\\\" x\" ,\r\n{}] }".utf8)
  JSONText.appendCompact(spaced.span, to: &texts)
  #expect(texts.bytes == Array("{\"a b\":[1.50,\"\\\" x\",{}]}".utf8))
}

@Test func `a text too long for the places of a tape is refused, not cut`() throws {
  var parser = TolerantParser(byteLimit: 8)
  #expect(try parser.parse(Array("[1, 2,3]".utf8).span, mode: .strict).wordCount == 10)
  do {
    _ = try parser.parse(Array("[1, 2, 3]".utf8).span, mode: .strict)
    Issue.record("9 bytes were read")
  } catch {
    #expect(error.detail == "found 9 bytes, expected at most 8")
  }
  // Two words for each number, and each number at least two bytes.
  #expect(TolerantParser.byteLimit + 8 < Int(UInt32.max))
}
