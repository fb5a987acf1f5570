// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutCorpus

@Suite struct RecordOutlineTests {
  private func outline(_ record: String) throws -> RecordOutline {
    let corpus = try Corpus(of: record)
    let range = SourceRange(file: 0, start: 0, byteCount: record.utf8.count)
    return try #require(corpus.outlines(of: [range])[0])
  }

  private func found(_ turns: String, beside fields: String = "") throws -> [AuditCheck] {
    try outline("{\"messages\":[\(turns)]\(fields)}").found.list
  }

  private static let user = #"{"role":"user","content":"Is it on?"}"#
  private static let model = #"{"role":"assistant","content":"It is."}"#
  private static let system = #"{"role":"system","content":"Be brief."}"#
  private static let call =
    #"{"role":"assistant","content":null,"tool_calls":[{"function":{"name":"look","arguments":"{\"at\":1}"}}]}"#
  private static let result = #"{"role":"tool","content":"on"}"#
  private static let tools =
    #","tools":[{"type":"function","function":{"name":"look","parameters":{"required":["at"]}}}]"#

  @Test func `turns that follow the rules have no flaws`() throws {
    #expect(try found("\(Self.system),\(Self.user),\(Self.model),\(Self.user),\(Self.model)") == [])
    #expect(
      try found("\(Self.user),\(Self.call),\(Self.result),\(Self.model)", beside: Self.tools) == [])
    #expect(try found("\(Self.user),\(Self.call)", beside: Self.tools) == [])
    #expect(
      try found("\(Self.user),\(Self.call),\(Self.result),\(Self.result),\(Self.model)") == [])
  }

  @Test func `each fault of order is told`() throws {
    #expect(try found("\(Self.user),\(Self.user),\(Self.model)") == [.notAlternating])
    #expect(try found("\(Self.user),\(Self.model),\(Self.model)") == [.notAlternating])
    #expect(try found("\(Self.model),\(Self.user),\(Self.model)") == [.startsWithAnswer])
    #expect(try found("\(Self.user),\(Self.model),\(Self.user)") == [.endsWithoutAnswer])
    #expect(try found("\(Self.user),\(Self.system),\(Self.model)") == [.lateSystem])
    #expect(try found(#"{"role":"user","content":" "},\#(Self.model)"#) == [.emptyTurn])
    let silence = #"{"role":"assistant","content":""}"#
    #expect(try found("\(Self.user),\(silence)") == [])
    #expect(try found("\(Self.user),\(silence),\(Self.user),\(Self.model)") == [.emptyTurn])
    #expect(try found("\(Self.user),\(Self.model),\(Self.user),\(silence)") == [.emptyTurn])
  }

  @Test func `an answer that stands elsewhere is missed by nobody`() throws {
    #expect(try found(Self.user, beside: #","chosen":"Yes.","rejected":"No.""#) == [])
    #expect(try found(Self.user) == [.endsWithoutAnswer])
  }

  @Test func `each fault of a call is told`() throws {
    func called(_ function: String) -> String {
      #"{"role":"assistant","tool_calls":[{"function":\#(function)}]}"#
    }
    let talk = { (call: String) in "\(Self.user),\(call)" }
    #expect(
      try found(talk(called(#"{"name":"jump","arguments":"{}"}"#)), beside: Self.tools)
        == [.unknownTool])
    #expect(
      try found(talk(called(#"{"name":"look","arguments":"{}"}"#)), beside: Self.tools)
        == [.missingArgument])
    #expect(
      try found(talk(called(#"{"name":"look","arguments":"at 1"}"#)), beside: Self.tools)
        == [.malformedCall])
    #expect(try found(talk(called(#"{"arguments":{}}"#))) == [.malformedCall])
    #expect(try found(talk(called(#"{"name":"jump","arguments":""}"#))) == [])
    #expect(
      try found("\(Self.user),\(Self.call),\(Self.user),\(Self.model)") == [.callWithoutResult])
    #expect(try found("\(Self.user),\(Self.result),\(Self.model)") == [.resultWithoutCall])
  }

  @Test func `calls of other forms are read too`() throws {
    let sharegpt = try outline(
      #"{"conversations":[{"from":"human","value":"a"},{"from":"function_call","value":"{\"name\":\"look\",\"arguments\":{\"at\":1}}"},{"from":"observation","value":"x"},{"from":"gpt","value":"b"}],"tools":"[{\"name\":\"look\",\"parameters\":{\"required\":[\"at\"]}}]"}"#
    )
    #expect(sharegpt.found.list == [] && sharegpt.applies.contains(.missingArgument))
    let blocks = try outline(
      #"{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","name":"jump","input":{}}]},{"role":"user","content":[{"type":"tool_result","content":"x"}]},{"role":"assistant","content":"b"}],"tools":[{"name":"look","input_schema":{}}]}"#
    )
    #expect(blocks.found.list == [.unknownTool])
  }

  @Test func `turns stored as a string, in a request, or as the record are turns`() throws {
    let texts = [
      #"{"messages":"[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}]"}"#,
      #"{"body":{"messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}]}}"#,
      #"[{"role":"user","content":"a"},{"role":"user","content":"b"}]"#,
    ]
    for text in texts {
      #expect(try outline(text).found.list == [.notAlternating, .endsWithoutAnswer], "\(text)")
    }
  }

  @Test func `short values and ratings are kept, texts and ids in lists are not`() throws {
    let long = String(repeating: "a", count: 65)
    let outline = try outline(
      #"{"text":"\#(long)","label":"yes","score":4,"ok":true,"none":null,"ids":[1,2],"votes":["a",null,"b"],"annotations":[{"annotator":"x","label":"1"},{"annotator":"y","label":"2"}]}"#
    )
    #expect(outline.values.map { "\($0.name)=\($0.text)" } == ["label=yes", "score=4", "ok=true"])
    #expect(outline.ratings.map(\.name) == ["votes", "annotations"])
    #expect(outline.ratings.map(\.values) == [["a", nil, "b"], ["1", "2"]])
  }

  @Test func `any JSON has an outline, and what is none has nil`() throws {
    for text in [
      "{}", #"{"messages":[]}"#, #"{"messages":[1,null,[]]}"#, #"{"messages":"[1"}"#,
      #"{"messages":[{"role":5}],"tools":"["}"#, #"{"messages":[{"role":"x","content":{}}]}"#,
      #"{"messages":[{"role":"assistant","tool_calls":"["}]}"#,
    ] {
      _ = try outline(text)
    }
    let corpus = try Corpus(of: "{}")
    #expect(corpus.outlines(of: [SourceRange(file: 0, start: 0, byteCount: 1)]) == [nil])
  }
}
