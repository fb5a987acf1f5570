// SPDX-License-Identifier: Apache-2.0

import GamutCorpus
import Testing

private func read(_ paths: String, _ record: String) throws -> String {
  let corpus = try Corpus(of: record)
  let plan = ReadPlan(selections: [.paths(try FieldPath.list(paths))])
  return texts(try readAll(corpus, plan))[0]
}

private let chat = """
  {"messages":[{"role":"user","content":"q1"},{"role":"assistant","content":null},\
  {"role":"user","content":[{"type":"text","text":"q2"},{"type":"image"}]},\
  {"role":"assistant","content":"r2"}],"a":{"b":"x"},"n":null,"i":5,"e":"",\
  "s":"[{\\"k\\": \\"in\\"}]",\
  "k.e,y":"dot","q\\"[]":"quote","w?x":"mark"}
  """

@Test(arguments: [
  ("a.b", "x"), ("messages[-1].content", "r2"), ("messages[0].content", "q1"),
  ("messages[role=assistant].content", "r2"), ("messages[*].content", "q1\nq2\nr2"),
  ("a.b,messages[2].content", "x\nq2"), ("e", ""), ("e,a.b", "x"), ("s[0].k", "in"),
  ("messages[role=a,b].content,a.b", "x"), ("[\"k.e,y\"]", "dot"), ("a[\"b\"]", "x"),
  ("[\"q\\\"[]\"]", "quote"), ("x?", ""), ("a.c?", ""), ("messages[9].content?", ""),
  ("messages[9]?.content", ""), ("n?", ""), ("n[0].a?", ""), ("x?,a.b", "x"), ("a.b?", "x"),
  ("w?x", "mark"),
])
func `a path leads to its text`(path: String, text: String) throws {
  #expect(try read(path, chat) == text)
}

@Test(arguments: [
  ("x", CorpusError.Code.missingField), ("a.c", .missingField),
  ("messages[9].content", .missingField),
  ("n", .wrongType), ("i", .wrongType), ("a", .wrongType), ("a[0]", .wrongType),
  ("messages[*].x", .missingField), ("e.x", .wrongType), ("a?.c", .missingField),
  ("messages[1]?.x", .missingField), ("i?", .wrongType),
])
func `a path that leads nowhere rejects the record`(path: String, code: CorpusError.Code) throws {
  let error = corpusError { _ = try read(path, chat) }
  #expect(error?.code == code, "\(error?.description ?? "")")
  #expect(error?.line == 1)
}

@Test func `a missing field lists those there are`() throws {
  let error = corpusError { _ = try read("messages", "{\"id\":1,\"text\":\"x\",\"id\":2}") }
  #expect(
    error?.description.hasSuffix(
      "x.jsonl:1: missing field: no \"messages\"; the fields are \"id\", \"text\"") == true)
  let hostile = corpusError { _ = try read("t", "{\"a\\n\\u001b[31m\\u202e\":1}") }
  #expect(
    hostile?.description.hasSuffix("the fields are \"a\\u{a}\\u{1b}[31m\\u{202e}\"") == true,
    "\(hostile?.description ?? "")")
}

@Test(arguments: [
  "", ".a", "a.", "a[", "a[]", "a[x]", "a[=x]", "a]b", "a[0]b", "a..b", "a,,b", ",",
  "[\"", "[\"a", "[\"a\"", "[\"a\"x]", "a?b]", "?",
])
func `a bad path is one line that shows the place`(path: String) {
  let error = corpusError { _ = try FieldPath.list(path) }
  #expect(error?.code == .invalidPath)
  #expect(error?.description.contains("\n") == false)
}
