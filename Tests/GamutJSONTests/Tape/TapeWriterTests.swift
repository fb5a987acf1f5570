// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GamutJSON

@Suite struct TapeWriterTests {
  private func json(_ tape: JSONTape) -> String {
    var bytes: [UInt8] = []
    JSONText.append(tape, at: JSONTape.rootValue, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `it writes the tape that the parser writes`() throws {
    let text = #"{"a":"x","b":[1,-2,18446744073709551615,0.5,true,false,null],"c":{}}"#
    let parser = JSONParser()
    let parsed = try parser.parse(Array(text.utf8).span, padding: 0, mode: .strict)
    var writer = TapeWriter()
    writer.begin()
    writer.beginObject()
    writer.string(Array("a".utf8).span)
    writer.string(Array("x".utf8).span)
    writer.string(Array("b".utf8).span)
    writer.beginArray()
    writer.int(1)
    writer.int(-2)
    writer.uint(.max)
    writer.double(0.5)
    writer.bool(true)
    writer.bool(false)
    writer.null()
    writer.endArray(count: 7)
    writer.string(Array("c".utf8).span)
    writer.beginObject()
    writer.endObject(memberCount: 0)
    writer.endObject(memberCount: 3)
    let tape = writer.finished()
    #expect(json(tape) == text)
    #expect(tape.wordCount == parsed.wordCount)
    for i in 0..<tape.wordCount where tape.tag(at: i) != .string {
      #expect(tape.word(at: i) == parsed.word(at: i), "word \(i)")
    }
    #expect(tape.member("b", of: JSONTape.rootValue) == parsed.member("b", of: JSONTape.rootValue))
  }

  @Test(arguments: [#"{"role":"user","n":[1,{"x":"é"},2.5]}"#, #""text""#, "3", "[]", "null"])
  func `a document becomes a value within another`(text: String) throws {
    let parser = JSONParser()
    let parsed = try parser.parse(Array(text.utf8).span, padding: 0, mode: .strict)
    var writer = TapeWriter()
    writer.begin()
    writer.beginObject()
    writer.string(Array("first".utf8).span)
    writer.int(1)
    writer.string(Array("then".utf8).span)
    writer.document(parsed)
    writer.string(Array("last".utf8).span)
    writer.bool(true)
    writer.endObject(memberCount: 3)
    let tape = writer.finished()
    #expect(json(tape) == #"{"first":1,"then":"# + text + #","last":true}"#)
    let last = try #require(tape.member("last", of: JSONTape.rootValue))
    #expect(tape.tag(at: last) == .yes)
  }
}
