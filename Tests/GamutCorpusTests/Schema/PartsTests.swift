// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import Testing

@Suite struct PartsTests {
  @Test(arguments: [
    // Field schemas.
    (
      #"{"instruction":"do","input":"it","output":"done","system":"op"}"#,
      "system:op asked:do given:it said:done"
    ),
    (
      #"{"system_prompt":"op","question":"why","response":"so"}"#,
      "system:op asked:why said:so"
    ),
    (#"{"INSTRUCTION":"sing","RESPONSE":"la"}"#, "asked:sing said:la"),
    (
      #"{"question":"which","context":"a text","choices":["x","y"],"answer":1}"#,
      "given:a text asked:which given:x given:y said:1"
    ),
    (
      #"{"question":"which","choices":{"text":["x","y"],"label":["A","B"]},"answerKey":"A"}"#,
      "asked:which given:x given:y given:A given:B said:A"
    ),
    (
      #"{"question":"who","context":"c","answers":{"text":["me"],"answer_start":[3]}}"#,
      "given:c asked:who said:me"
    ),
    (#"{"prompt":"q","output":"a"}"#, "asked:q said:a"),
    (#"{"prompt":"q","answer":"a"}"#, "asked:q said:a"),
    (#"{"prompt":"q","text":"a"}"#, "asked:q said:a"),
    (#"{"prompt":"q","solution":"a"}"#, "asked:q said:a"),
    (#"{"prompt":"q","ground_truth":true}"#, "asked:q said:true"),
    (#"{"problem":"q","solution":"a","answer":"4"}"#, "asked:q said:a"),
    (#"{"input":"q","output":"a"}"#, "given:q said:a"),
    (#"{"message_1":"q","message_2":"a"}"#, "asked:q said:a"),
    (#"{"article":"long","summary":"short"}"#, "given:long said:short"),
    (#"{"human":"q","assistant":"a"}"#, "asked:q said:a"),
    (#"{"prompt":"q","completion":7.5}"#, "asked:q said:7.5"),
    (#"{"prompt":"q","reasoning":"hm","completion":"a"}"#, "asked:q said:hm said:a"),
    (
      #"{"instruction":"q","output":"a","reflection":"hm","corrected":"b"}"#,
      "asked:q said:a said:hm said:b"
    ),
    (
      #"{"prompt":"q","answers":[{"answer":"b","rank":2},{"answer":"a","rank":1}]}"#,
      "asked:q said:a"
    ),
    // Turns.
    (
      #"{"messages":[{"role":"Developer","content":"op"},{"role":"USER","content":"q"},{"role":"Bot","content":"a"}]}"#,
      "system:op asked:q said:a"
    ),
    (
      #"{"messages":[{"role":"prompter","content":"q"},{"role":"chatbot","content":"a"},{"role":"ai","content":"b"}]}"#,
      "asked:q said:a said:b"
    ),
    (
      #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a","weight":0},{"role":"assistant","content":"b","train":true}]}"#,
      "asked:q given:a said:b"
    ),
    (
      #"{"schemaVersion":"bedrock-conversation-2024","system":[{"text":"op"}],"messages":[{"role":"user","content":[{"text":"q"}]},{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"hm"}}},{"text":"a"}]}]}"#,
      "system:op asked:q said:hm said:a"
    ),
    (
      #"{"system":"op","messages":[{"role":"user","content":"q"},{"role":"assistant","content":[{"type":"text","text":"a"},{"type":"tool_use","id":"t1","name":"f","input":{"x":1}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"r"}]},{"type":"text","text":"go on"}]}]}"#,
      #"system:op asked:q said:a said:f said:{"x":1} given:r asked:go on"#
    ),
    (
      #"{"systemInstruction":{"role":"system","parts":[{"text":"op"}]},"contents":[{"role":"user","parts":[{"text":"q"}]},{"role":"model","parts":[{"text":"hm","thought":true},{"text":"a"},{"functionCall":{"name":"f","args":{"x":1}}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"y":2}}}]}]}"#,
      #"system:op asked:q said:hm said:a said:f said:{"x":1} given:{"y":2}"#
    ),
    (
      #"{"custom_id":"r1","method":"POST","url":"/v1","body":{"model":"m","messages":[{"role":"system","content":"op"},{"role":"user","content":"q"}]}}"#,
      "system:op asked:q"
    ),
    (#"{"conversations":[{"human":"q","assistant":"a"}]}"#, "asked:q said:a"),
    (#"{"conversations":["q","a","r"]}"#, "asked:q said:a asked:r"),
    (
      #"{"messages":[{"role":"assistant","reasoning":"hm","content":"a"},{"role":"assistant","reasoning_details":[{"type":"reasoning.text","text":"ho"}],"content":"b"},{"role":"assistant","think":"ha","content":"c"},{"role":"assistant","thought":"hi","content":"d"}]}"#,
      "said:hm said:a said:ho said:b said:ha said:c said:hi said:d"
    ),
    (
      #"{"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"custom","custom":{"name":"run","input":"ls"}}],"tool_responses":[{"name":"run","response":"x"}]}]}"#,
      #"said:run said:ls given:[{"name":"run","response":"x"}]"#
    ),
    (
      #"{"documents":[{"title":"t","text":"d"}],"messages":[{"role":"user","content":"q"}]}"#,
      "given:t given:d asked:q"
    ),
    // Preferences.
    (
      #"{"chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"a"},{"role":"user","content":"r"},{"role":"assistant","content":"b"}],"rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"a"},{"role":"user","content":"r"},{"role":"assistant","content":"c"}]}"#,
      "asked:q given:a asked:r said:b"
    ),
    (
      #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"b"}]}"#,
      "asked:q said:a"
    ),
    (
      #"{"chosen":"\n\nHuman: q\n\nAssistant: a\n\nHuman: r\n\nAssistant: b","rejected":"\n\nHuman: q\n\nAssistant: a\n\nHuman: r\n\nAssistant: c"}"#,
      "asked:q given:a asked:r said:b"
    ),
    (
      #"{"chosen":"\n\nHuman: q\n\nAssistant: a","rejected":"\n\nHuman: q\n\nAssistant: a"}"#,
      "asked:q said:a"
    ),
    // null is absent.
    (
      #"{"messages":null,"instruction":"q","input":null,"output":"a","chosen":null,"rejected":null}"#,
      "asked:q said:a"
    ),
  ])
  func `a record has its parts in its order`(record: String, parts: String) throws {
    let views = try PartViews(record)
    #expect(views.parts == [parts.isEmpty ? [] : Self.split(parts)], "\(views.choice)")
  }

  /// The parts of `text`: a part begins with its role.
  private static func split(_ text: String) -> [String] {
    var parts: [String] = []
    for word in text.split(separator: " ") {
      let isPart = ["system:", "given:", "asked:", "said:"].contains { word.hasPrefix($0) }
      if isPart { parts.append(String(word)) } else { parts[parts.count - 1] += " \(word)" }
    }
    return parts
  }

  @Test func `the system part is in no prompt and no response`() throws {
    let views = try Views(
      #"{"messages":[{"role":"system","content":"op"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}"#
    )
    #expect(views.prompt == ["q"])
    #expect(views.response == ["a"])
    #expect(views.all == ["op\nq\na"])
  }

  @Test func `roles that nobody knows are told with their counts`() throws {
    let views = try PartViews(
      """
      {"messages":[{"role":"narrator","content":"a"},{"role":"chorus","content":"b"}]}
      {"messages":[{"role":"chorus","content":"c"},{"role":"user","content":"d"}]}
      """)
    #expect(
      views.choice.unknownRoles.map { "\($0.name) \($0.count)" } == ["chorus 2", "narrator 1"])
    #expect(
      views.choice.description
        == "messages → turns by their roles; unknown roles, taken as asked: \"chorus\" (2), "
        + "\"narrator\" (1)")
    #expect(views.parts[0] == ["asked:a", "asked:b"])
  }

  @Test func `the user's own fields have the roles they are given`() throws {
    var options = ReadPlan.Options()
    options.parts = try PartPath.list(
      "system=[\"o.p\"],given=docs[*].t?,asked=talk.q,said=talk.a,said=extra?")
    let views = try PartViews(
      #"{"o.p":"op","docs":[{"t":"d1"},{"t":"d2"}],"talk":{"q":"q","a":3}}"# + "\n"
        + #"{"o.p":"op","talk":{"q":"r","a":"b"},"extra":"more","label":"x"}"#,
      options: options)
    #expect(
      views.parts == [
        ["system:op", "given:d1", "given:d2", "asked:q", "said:3"],
        ["system:op", "asked:r", "said:b", "said:more"],
      ])
    #expect(views.fields == [[], [#"label="x""#]])
    #expect(
      views.choice.description
        == "[\"o.p\"] → system; docs[*].t? → given; talk.q → asked; talk.a + extra? → said; "
        + "also compared: label")
    for text in ["", "asked", "who=a", "asked=", "asked=a,", "a=b[c=d]"] {
      #expect(corpusError { _ = try PartPath.list(text) }?.code == .invalidPath, "\(text)")
    }
  }

  @Test func `a list of turns may be the whole record`() throws {
    let views = try PartViews(
      #"[{"from":"human","value":"q"},{"from":"gpt","value":"a"}]"# + "\n"
        + #"[{"from":"human","value":"r"},{"from":"gpt","value":"b"}]"#)
    #expect(views.parts == [["asked:q", "said:a"], ["asked:r", "said:b"]])
  }
}
