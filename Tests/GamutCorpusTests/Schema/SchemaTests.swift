// SPDX-License-Identifier: Apache-2.0

import GamutCorpus
import Testing

@Test(arguments: [
  // record, prompt, response
  (
    #"{"messages":[{"role":"system","content":"s"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}"#,
    "q", "a"
  ),
  (
    #"{"messages":"[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"a\"}]"}"#,
    "q", "a"
  ),
  (
    #"{"system":"s","conversations":[{"from":"human","value":"q"},{"from":"gpt","value":"a"}]}"#,
    "q", "a"
  ),
  (
    #"{"conversation":[{"human":"q1","assistant":"a1"},{"human":"q2","assistant":"a2"}]}"#,
    "q1\nq2", "a1\na2"
  ),
  (
    #"{"conversations":[{"from":"human","value":"q"},{"from":"function_call","value":"f"},{"from":"observation","value":"o"},{"from":"gpt","value":"a"}],"tools":"[]"}"#,
    "q\no", "f\na"
  ),
  (
    #"{"messages":[{"role":"user","content":[{"type":"text","text":"q"},{"type":"image_url"},"r"]},{"role":"assistant","content":null,"tool_calls":[{"function":{"name":"f","arguments":"{\"x\": 1}"}}]},{"role":"tool","content":"t"}]}"#,
    "q\nr\nt", "f\n{\"x\": 1}"
  ),
  (
    #"{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":{"x": [1, 2.5, "é\n"]}}}]}]}"#,
    "", "f\n{\"x\":[1,2.5,\"é\\n\"]}"
  ),
  (
    #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a","weight":0},{"role":"assistant","content":"b","reasoning_content":"r"}]}"#,
    "q\na", "r\nb"
  ),
  (
    #"{"input":{"messages":[{"role":"user","content":"q"}]},"preferred_output":[{"role":"assistant","content":"a"}],"non_preferred_output":[]}"#,
    "q", "a"
  ),
  (#"{"prompt":"q","chosen":"a","rejected":"b"}"#, "q", "a"),
  (
    #"{"chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"rejected":[]}"#,
    "q", "a"
  ),
  (
    #"{"prompt":"q","chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"rejected":[]}"#,
    "q", "a"
  ),
  (
    #"{"prompt":[{"role":"user","content":"q"}],"chosen":[{"role":"assistant","content":"a"}],"rejected":[]}"#,
    "q", "a"
  ),
  (
    #"{"conversations":[{"from":"human","value":"q"}],"chosen":{"from":"gpt","value":"a"},"rejected":{"from":"gpt","value":"b"}}"#,
    "q", "a"
  ),
  (#"{"instruction":"q","input":"i","chosen":"a","rejected":"b"}"#, "q\ni", "a"),
  (#"{"prompt":"q","completions":["a","b"],"labels":[true,false]}"#, "q", "a\nb"),
  (#"{"prompt":"q","completion":"a","label":true}"#, "q", "a"),
  (
    #"{"prompt":[{"role":"user","content":"q"}],"completion":[{"role":"assistant","content":"a"}]}"#,
    "q", "a"
  ),
  (#"{"segments":[{"label":false,"text":"q"},{"label":true,"text":"a"}]}"#, "q", "a"),
  (
    #"{"instruction":"q","input":"i","output":"a","system":"s","history":[["q0","a0"]]}"#,
    "q0\nq\ni", "a0\na"
  ),
  (#"{"instruction":"q","input":null,"response":"a"}"#, "q", "a"),
  (#"{"question":"q","answer":"a"}"#, "q", "a"), (#"{"prompt":"q","response":"a"}"#, "q", "a"),
  (#"{"prompt":"q","generation":"a"}"#, "q", "a"), (#"{"query":"q","response":"a"}"#, "q", "a"),
  (#"{"inputs":"q","targets":"a"}"#, "q", "a"), (#"{"prompt":"q"}"#, "q", ""),
  (#"{"text":"t"}"#, "t", ""), (#"{"content":"t"}"#, "t", ""),
])
func `each schema has its prompt and its response`(
  record: String, prompt: String, response: String
) throws {
  let views = try Views(record)
  #expect(views.prompt == [prompt])
  #expect(views.response == [response])
  #expect(views.mapping.contains("→"))
}

@Test func `the whole has its parts in their order and leaves out empty ones`() throws {
  let chat =
    #"{"messages":[{"role":"user","content":"q1"},{"role":"assistant","content":"a1"},{"role":"user","content":""},{"role":"user","content":"q2"},{"role":"assistant","content":"a2"}]}"#
  #expect(try Views(chat).all == ["q1\na1\nq2\na2"])
  #expect(try Views(#"{"text":"t"}"#).all == ["t"])
  #expect(try Views(#"{"messages":[]}"#).all == [""])
}

@Test func `the mapping is one line of the fields that were there`() throws {
  #expect(
    try Views(#"{"instruction":"a","input":"b","output":"c"}"#).mapping
      == "input → given; instruction → asked; output → said")
  #expect(
    try Views(#"{"instruction":"a","output":"c"}"#).mapping
      == "instruction → asked; output → said")
  #expect(try Views(#"{"text":"a"}"#).mapping == "text → a document")
}

@Test(arguments: [
  (#"{"input_ids":[1,2],"text":"a"}"#, CorpusError.Code.tokenised, "name a field"),
  (#"{"id":"a","body":"b"}"#, .unknownSchema, "\"id\", \"body\""),
  ("{\"text\":\"a\"}\n{\"prompt\":\"a\",\"completion\":\"b\"}", .mixedSchemas, "by its own"),
  (#"{"prompt":5,"completion":"a"}"#, .wrongType, "\"prompt\" is a number"),
  (
    #"{"prompt":["a","b"],"completion":["x","y"]}"#, .wrongType,
    "\"completion\" and what is asked are lists: the file is laid out by columns"
  ),
  (#"{"messages":[{"role":"user","content":5}]}"#, .wrongType, "messages[0]"),
  (#"{"messages":[{"content":"x"}]}"#, .missingField, "no \"role\""),
  (#"{"messages":[{"role":"user"}]}"#, .missingField, "no \"content\""),
  (#"{"instruction":"a","output":null}"#, .unknownSchema, "\"instruction\", \"output\""),
  (
    "{\"instruction\":\"a\",\"output\":\"b\"}\n{\"instruction\":\"a\",\"output\":null}",
    .missingField, "\"output\" is null"
  ),
  (#"{"instruction":"a","output":"b","history":[["x",1]]}"#, .wrongType, "history[0]"),
])
func `what cannot be read is named`(text: String, code: CorpusError.Code, detail: String) {
  let error = corpusError { _ = try Views(text) }
  #expect(error?.code == code, "\(error?.description ?? "no error")")
  #expect(error?.description.contains(detail) == true, "\(error?.description ?? "")")
}

@Test func `a mixture is read record by record when allowed`() throws {
  let text = "{\"text\":\"t\"}\n{\"prompt\":\"q\",\"completion\":\"a\"}\n{\"x\":1}\n"
  var options = ReadPlan.Options.mixed
  options.onError = .skip(atMost: 1)
  let views = try Views(text, options: options)
  #expect(views.all == ["t", "q\na", ""])
}

@Test func `a record with some of the needed fields is incomplete and no mixture`() throws {
  let text = "{\"prompt\":\"q\",\"completion\":\"a\"}\n{\"prompt\":\"q\"}\n"
  let error = corpusError { _ = try Views(text) }
  #expect(error?.code == .missingField)
  #expect(error?.line == 2)
  #expect(try Views(text, options: .skipping).all == ["q\na", ""])
}
