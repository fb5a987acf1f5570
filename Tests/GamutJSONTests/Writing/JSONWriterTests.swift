// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import Testing

@testable import GamutJSON

@Suite struct JSONWriterTests {
  private func text(_ form: JSONWriter.Form = .compact, _ body: (inout JSONWriter) -> Void)
    -> String
  {
    var writer = JSONWriter(form: form)
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `members keep their order and their commas`() {
    let written = text {
      $0.beginObject()
      $0.member("b", 1)
      $0.member("a", -2)
      $0.name("list")
      $0.beginArray()
      $0.bool(true)
      $0.null()
      $0.beginObject()
      $0.endObject()
      $0.endArray()
      $0.member("s", 0.5)
      $0.endObject()
      $0.endLine()
    }
    #expect(written == "{\"b\":1,\"a\":-2,\"list\":[true,null,{}],\"s\":0.5}\n")
  }

  @Test func `the indented form breaks lines, and empty lists stay on one`() {
    let tree: JSONValue = ["a": [1, 2.5], "b": [], "c": ["d": nil]]
    let expected = """
      {
        "a": [
          1,
          2.5
        ],
        "b": [],
        "c": {
          "d": null
        }
      }
      """
    #expect(text(.indented) { $0.value(tree) } == expected)
  }

  @Test func `of equal names only the first is written`() {
    let tree = JSONValue.object([JSONMember("a", 1), JSONMember("a", 2)])
    #expect(text { $0.value(tree) } == "{\"a\":1}")
  }

  @Test func `names that are only canonically equal are two`() {
    let tree = JSONValue.object([JSONMember("\u{E9}", 1), JSONMember("e\u{301}", 2)])
    #expect(text { $0.value(tree) }.utf8.elementsEqual("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8))
    #expect(tree["e\u{301}"] == 2)
  }

  @Test func `control characters, quotes and backslashes are escaped, and nothing else`() {
    let written = text { $0.string("a\"b\\c\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}/<é\u{2028}😀") }
    #expect(written == "\"a\\\"b\\\\c\\b\\f\\n\\r\\t\\u0000\\u001f\u{7F}/<é\u{2028}😀\"")
  }

  @Test func `a quote with a combining mark is escaped`() {
    #expect(text { $0.string("\"\u{301}") }.utf8.elementsEqual("\"\\\"\u{301}\"".utf8))
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "a\u{FFFD}b"), ([0xED, 0xA0, 0x80], "\u{FFFD}"),
      ([0xED, 0xBF, 0xBF, 0x21], "\u{FFFD}!"), ([0xF0, 0x9F, 0x98], "\u{FFFD}"),
      ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"), ([0xE2, 0x82, 0x22], "\u{FFFD}\\\""),
      ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xED], "\u{FFFD}"),
    ] as [([UInt8], String)])
  func `what is not UTF-8 becomes U+FFFD`(_ bytes: [UInt8], _ expected: String) {
    #expect(text { $0.string(bytes.span) } == "\"\(expected)\"")
  }

  @Test func `random bytes read back as the standard library decodes them`() throws {
    var random = SeededRandom(seed: 11)
    let interesting: [UInt8] = [
      0x22, 0x5C, 0x00, 0x0A, 0x1F, 0x20, 0x7F, 0x80, 0xBF, 0xC2, 0xE0, 0xE2, 0xED, 0xEF, 0xF0,
      0xF4,
    ]
    for _ in 0..<2000 {
      let count = random.next(below: 40)
      let bytes = (0..<count).map { _ -> UInt8 in
        random.next(below: 3) == 0
          ? interesting[random.next(below: interesting.count)] : UInt8(random.next(below: 256))
      }
      // Lone surrogates are the one place where the two differ; see the test above.
      let hasSurrogate = zip(bytes, bytes.dropFirst()).contains { $0 == 0xED && $1 >= 0xA0 }
      if hasSurrogate { continue }
      var writer = JSONWriter()
      writer.string(bytes.span)
      let read = try JSONSerialization.jsonObject(
        with: Data(writer.bytes), options: .fragmentsAllowed)
      let decoded = String(decoding: bytes, as: UTF8.self)
      #expect((read as? String).map { $0.utf8.elementsEqual(decoded.utf8) } == true, "\(bytes)")
    }
  }

  @Test func `numbers are the shortest that read back the same`() throws {
    var random = SeededRandom(seed: 5)
    var numbers = [
      0, -0.0, 0.1, 1.0 / 3, 1e-7, 1e21, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 100,
    ]
    for _ in 0..<500 { numbers.append(Double(bitPattern: random.next())) }
    for number in numbers where number.isFinite {
      let written = text { $0.number(number) }
      #expect(Double(written)?.bitPattern == number.bitPattern)
      _ = try JSONSerialization.jsonObject(with: Data(written.utf8), options: .fragmentsAllowed)
    }
    #expect(text { $0.number(0.1) } == "0.1")
  }

  @Test func `numbers that are not finite are null`() {
    #expect(text { $0.value([.number(.nan), .number(.infinity)]) } == "[null,null]")
  }

  @Test func `whole numbers of every width are written in full`() {
    let written = text {
      $0.beginArray()
      $0.integer(Int.min)
      $0.integer(UInt64.max)
      $0.integer(UInt8(0))
      $0.endArray()
    }
    #expect(written == "[-9223372036854775808,18446744073709551615,0]")
  }

  @Test func `lines follow each other, and raw JSON is copied`() {
    let written = text {
      for i in 0..<2 {
        $0.beginObject()
        $0.member("i", i)
        $0.name("record")
        let raw = Array("{ \"x\" : 1.0 }".utf8)
        $0.raw(raw.span)
        $0.endObject()
        $0.endLine()
      }
    }
    #expect(
      written == "{\"i\":0,\"record\":{ \"x\" : 1.0 }}\n{\"i\":1,\"record\":{ \"x\" : 1.0 }}\n")
  }
}
