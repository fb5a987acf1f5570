// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import Testing

/// Two records that differ in what is named, by what is put into a template.
private func pair(_ template: String, _ a: String, _ b: String) -> String {
  template.replacing("%", with: a) + "\n" + template.replacing("%", with: b)
}

@Suite struct CountedFieldsTests {
  @Test(arguments: [
    (#"{"prompt":"q","completion":"a","images":%}"#, #"["a.png"]"#, #"["b.png"]"#),
    (#"{"prompt":"q","completion":"a","label":%}"#, "true", "false"),
    (#"{"prompt":"q","completion":"a","Tools":%}"#, #"[{"name":"f"}]"#, #"[{"name":"g"}]"#),
    (#"{"prompt":"q","chosen":"a","rejected":%}"#, #""b""#, #""c""#),
    (#"{"prompt":"q","chosen":"a","rejected":"b","margin":%}"#, "1", "2"),
    (#"{"prompt":"q","chosen":"a","rejected":"b","score_chosen":%}"#, "0.5", "0.25"),
    (#"{"problem":"q","answer":"4","solution":%}"#, #""by sums""#, #""by table""#),
    (#"{"prompt":"q","completions":["a","b"],"labels":%}"#, "[true,false]", "[false,true]"),
    (
      #"{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":%}},{"type":"text","text":"q"}]}]}"#,
      #""x""#, #""y""#
    ),
    (
      #"{"messages":[{"role":"user","content":[{"text":"q"},{"image":{"format":"png","source":{"bytes":%}}}]}]}"#,
      #""x""#, #""y""#
    ),
    (
      #"{"contents":[{"role":"user","parts":[{"fileData":{"fileUri":%}},{"text":"q"}]}]}"#,
      #""x""#, #""y""#
    ),
    (
      #"{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":%,"arguments":"{}"}}]}]}"#,
      #""f""#, #""g""#
    ),
    (
      #"{"messages":[{"role":"assistant","tool_calls":[{"type":"custom","custom":{"name":"f","input":%}}]}]}"#,
      #""x""#, #""y""#
    ),
    (
      #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a","weight":%}]}"#,
      "1", "0"
    ),
    (
      #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a","loss_weight":%}]}"#,
      "0.5", "0.25"
    ),
    (#"{"text":"t","label":%}"#, "0", "1"),
    (#"{"body":{"messages":[{"role":"user","content":"q"}],"tools":%}}"#, "[1]", "[2]"),
    (
      #"{"input":{"messages":[{"role":"user","content":"q"}],"tools":%},"preferred_output":[{"role":"assistant","content":"a"}],"non_preferred_output":[]}"#,
      "[1]", "[2]"
    ),
    (
      #"{"prompt":"q","completion":"a","why":%}"#, #""one two three four five six seven eight""#,
      #""one two three four five six seven nine""#
    ),
    (
      #"{"prompt":"q","completion":"a","notes":{"n":1,"why":%}}"#,
      #""one two three four five six seven eight""#, #""one two three four five six seven nine""#
    ),
    (
      #"{"prompt":"q","answers":[{"answer":"a","rank":1},{"answer":%,"rank":2}]}"#, #""b""#, #""c""#
    ),
  ])
  func `a field that trains keeps two records apart`(template: String, a: String, b: String) throws
  {
    let views = try PartViews(pair(template, a, b))
    #expect(!views.areCopies, "\(views.fields)")
    #expect(views.batches[0].rejections.isEmpty)
  }

  @Test(arguments: [
    (#"{"prompt":"q","completion":"a","id":%}"#, "1", "2"),
    (#"{"prompt":"q","completion":"a","score":%}"#, "1", "2"),
    (#"{"prompt":"q","completion":"a","category":%}"#, #""x""#, #""y""#),
    (
      #"{"prompt":"q","completion":"a","metadata":{"why":%}}"#,
      #""one two three four five six seven eight""#, #""one two three four five six seven nine""#
    ),
    (#"{"prompt":"q","completion":"a","images":%}"#, "null", "[]"),
    (#"{"prompt":"q","completion":"a","label":%}"#, "null", #""""#),
    (#"{"prompt":"q","completion":"a","tools":%}"#, "{}", #""[]""#),
    (#"{"prompt":"q","completion":"a","label":%}"#, "1", "1.0"),
    (#"{"prompt":"q","completion":"a","tools":%}"#, #"[{"a":1,"b":null}]"#, #"[ { "a" : 1 } ]"#),
    (#"{"prompt":"q","completion":"a","tools":%}"#, #"[{"a":1,"b":2}]"#, #""[{\"b\":2,\"a\":1}]""#),
    (
      #"{"system":%,"messages":[{"role":"user","content":"q"}]}"#,
      #"[{"type":"text","text":"op","cache_control":{"type":"ephemeral"}}]"#,
      #"[{"type":"text","text":"op"}]"#
    ),
    (
      #"{"messages":[{"role":"assistant","content":"a","tool_calls":[{"id":%,"function":{"name":"f","arguments":"{}"}}]}]}"#,
      #""c1""#, #""c2""#
    ),
    (
      #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a","weight":%}]}"#,
      "1", "null"
    ),
    (
      #"{"prompt":"q","chosen":%,"rejected":"b"}"#, #""a""#,
      #"[{"role":"assistant","content":"a"}]"#
    ),
  ])
  func `what does not train keeps nothing apart`(template: String, a: String, b: String) throws {
    let views = try PartViews(pair(template, a, b))
    #expect(views.areCopies, "\(views.fields) \(views.parts)")
  }

  @Test func `fields come in the order of their names, and calls in their own`() throws {
    let views = try PartViews(
      #"{"tools":[1],"label":true,"images":["i"],"messages":[{"role":"user","content":[{"type":"audio","audio":"u"},"q"]},{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"b","arguments":"{\"y\": 1, \"x\": [1.0]}"}},{"name":"a"}]}],"why":"one two three four five six seven eight"}"#
    )
    let media = [#"audio=[0,{"audio":"u","type":"audio"}]"#, #"images=["i"]"#]
    let calls = [
      #"tool_calls={"arguments":{"x":[1],"y":1},"name":"b"}"#,
      #"tool_calls={"arguments":{},"name":"a"}"#,
    ]
    let prose = #"why~="one two three four five six seven eight""#
    #expect(views.fields == [media + ["label=true"] + calls + ["tools=[1]", prose]])
    #expect(views.promptFields == [media + ["tools=[1]"]])
    #expect(views.responseFields == [calls])
    #expect(
      views.choice.countedFields == ["audio", "images", "label", "tool_calls", "tools", "why"])
    #expect(
      views.choice.description.hasSuffix(
        "; also compared: audio, images, label, tool_calls, tools, why"))
  }

  @Test func `fields named by the user count, or do not`() throws {
    let record = #"{"prompt":"q","completion":"a","label":1,"images":["x"],"id":7,"s":{"t":"u"}}"#
    var options = ReadPlan.Options()
    options.ignored = ["label"]
    options.compared = ["id", "s.t"]
    let views = try PartViews(record, options: options)
    #expect(views.fields == [["id=7", #"images=["x"]"#, #"s.t="u""#]])
    #expect(views.responseFields == [["id=7", #"s.t="u""#]])
    #expect(try PartViews(record, keep: "label").fields == [[#"images=["x"]"#]])
    // Beside paths nothing counts but what is to be compared.
    let corpus = try Corpus(of: record)
    let plan = try corpus.plan(
      selections: [.paths([try FieldPath("prompt")])], options: options)
    let column = try readAll(corpus, plan)[0].columns[0]
    #expect(PartViews.fields(of: column, 0) == ["id=7", #"s.t="u""#])
    options.compared = ["nobody"]
    #expect(corpusError { _ = try PartViews(record, options: options) }?.code == .missingField)
  }

  @Test func `reasoning that is ignored is no part`() throws {
    var options = ReadPlan.Options()
    options.ignored = ["reasoning"]
    let record = #"{"messages":[{"role":"assistant","reasoning":"hm","content":"a"}]}"#
    #expect(try PartViews(record, options: options).parts == [["said:a"]])
  }

  @Test func `prose is what half of those that have the field say`() throws {
    let long = #""one two three four five six seven eight""#
    func counts(_ values: [String]) throws -> Bool {
      let lines = values.map { #"{"prompt":"q","completion":"a","why":\#($0)}"# }
      return try PartViews(lines.joined(separator: "\n")).choice.countedFields == ["why"]
    }
    #expect(try counts([long, #""short""#]))
    #expect(try counts([long, "null", "null", #""""#]))
    #expect(try !counts([long, #""short""#, #""short""#]))
    #expect(try !counts([#""one two three four five six seven""#]))
    #expect(try counts([#"[1,{"x":"one two three four five six seven eight"}]"#]))
  }

  @Test func `a field that holds the record's own text is not a difference of its own`() throws {
    func record(_ question: String, _ answer: String, _ text: String) -> String {
      #"{"instruction":"\#(question)","output":"\#(answer)","text":"\#(text)"}"#
    }
    let bulbs = "Put the bulbs two hands deep into loose soil."
    let seeds = "Put the seeds one hand deep into loose soil."
    let head = #"Below is an instruction.\n\n### Instruction:\n"#
    let views = try PartViews(
      record(
        "Where do tulips go?", bulbs, "\(head)Where do tulips go?\\n\\n### Response:\\n\(bulbs)")
        + "\n"
        + record(
          "Where do peas go?", seeds, "\(head)Where do peas go?\\n\\n### Response:\\n\(seeds)"))
    #expect(views.fields[0] == views.fields[1])
    #expect(views.fields[0].count == 1)
    // What the field says beyond the text still counts, and so does where the parts stand in it.
    let other = try PartViews(
      record("Where do tulips go?", bulbs, "A gardener asks: Where do tulips go? \(bulbs)") + "\n"
        + record("Where do tulips go?", bulbs, "A florist asks: Where do tulips go? \(bulbs)")
        + "\n"
        + record("Where do tulips go?", bulbs, "A gardener asks: \(bulbs) Where do tulips go?"))
    #expect(Set(other.fields).count == 3)
    // A part that is nothing but the text again says nothing.
    let bare = try PartViews(record("Where do tulips go?", bulbs, bulbs))
    #expect(bare.fields == [[]])
  }

  @Test func `a rejected talk counts without the prompt it begins with`() throws {
    let views = try PartViews(
      #"{"chosen":"\n\nHuman: q\n\nAssistant: a","rejected":"\n\nHuman: q\n\nAssistant: b"}"#)
    #expect(views.fields == [[#"rejected~="b""#]])
    let list = try PartViews(
      #"{"chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"b"}]}"#
    )
    #expect(list.fields == [[#"rejected~="b""#]])
  }
}
