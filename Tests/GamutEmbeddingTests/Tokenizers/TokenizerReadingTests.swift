// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import Testing

@testable import GamutEmbedding

struct TokenizerReadingTests {
  static func tokenizer(_ json: String) throws -> TextTokenizer {
    try TextTokenizer(try JSONTree(parsing: Array(json.utf8)), path: "tokenizer.json")
  }

  static func bytePairs(
    _ members: String = "", vocabulary: String = #"{"a":0,"b":1,"ab":2}"#,
    merges: String = #"["a b"]"#
  ) -> String {
    #"{"model":{"type":"BPE","vocab":\#(vocabulary),"merges":\#(merges)}\#(members)}"#
  }

  @Test("Merges are read as strings and as pairs")
  func merges() throws {
    #expect(try Self.tokenizer(Self.bytePairs()).tokens(of: "abab") == [2, 2])
    #expect(
      try Self.tokenizer(Self.bytePairs(merges: #"[["a","b"]]"#)).tokens(of: "abab") == [2, 2])
  }

  @Test(
    "What is not followed is refused by name",
    arguments: [
      (#"{"model":{"type":"WordLevel"}}"#, "WordLevel"),
      (bytePairs(#","normalizer":{"type":"Nmt"}"#), "normalizer is Nmt"),
      (
        bytePairs(#","pre_tokenizer":{"type":"UnicodeScripts"}"#), "pre_tokenizer is UnicodeScripts"
      ),
      (
        bytePairs(
          #","pre_tokenizer":{"type":"Split","pattern":{"Regex":"(ab)+"},"behavior":"Isolated"}"#),
        "a repeated group"
      ),
      (
        #"{"model":{"type":"BPE","dropout":0.1,"vocab":{"a":0},"merges":[]}}"#, "dropout is 0.1"
      ),
      (
        #"{"model":{"type":"BPE","end_of_word_suffix":"</w>","vocab":{"a":0},"merges":[]}}"#,
        "end_of_word_suffix is"
      ),
      (#"{"model":{"type":"Unigram","vocab":[["a",-1.0]]}}"#, "unk_id is missing"),
    ])
  func refusals(json: String, found: String) {
    let error = #expect(throws: EmbeddingError.self) { try Self.tokenizer(json) }
    #expect(error?.code == .unsupportedModel)
    #expect(error?.detail.contains(found) == true, "\(error?.detail ?? "")")
  }

  @Test(
    "What is wrong in the file is an error that says where",
    arguments: [
      (#"{}"#, "no \"model\""),
      (bytePairs(merges: #"["a c"]"#), "is of or to something that is not a piece"),
      (bytePairs(merges: #"["a b c"]"#), "merge 0 is not of two pieces"),
      (bytePairs(vocabulary: #"{"a":0,"b":0}"#), "number 0 has two pieces"),
      (bytePairs(vocabulary: #"{"a":-1}"#), "has no number from 0 on"),
      (
        #"{"model":{"type":"Unigram","unk_id":3,"vocab":[["a",-1.0]]}}"#,
        "unk_id is 3 with 1 pieces"
      ),
      (#"{"model":{"type":"Unigram","unk_id":0,"vocab":[["a"]]}}"#, "is not a piece and a score"),
      (
        bytePairs(#","normalizer":{"type":"Precompiled","precompiled_charsmap":"AAAA"}"#),
        "the table of Precompiled cannot be read"
      ),
    ])
  func faults(json: String, found: String) {
    let error = #expect(throws: EmbeddingError.self) { try Self.tokenizer(json) }
    #expect(error?.code == .badTokenizer)
    #expect(error?.detail.contains(found) == true, "\(error?.detail ?? "")")
  }

  @Test("Added tokens are found first, the longest of several, and take space where they say so")
  func addedTokens() throws {
    let tokenizer = try Self.tokenizer(
      Self.bytePairs(
        #","added_tokens":[{"id":3,"content":"<a>","special":true,"normalized":false},"#
          + #"{"id":4,"content":"<a><b>","normalized":false},"#
          + #"{"id":5,"content":"<m>","lstrip":true,"rstrip":true,"normalized":false},"#
          + #"{"id":6,"content":"ba","single_word":true,"normalized":false}]"#))
    #expect(tokenizer.tokens(of: "a<a>b") == [0, 3, 1])
    #expect(tokenizer.tokens(of: "a<a><b>b") == [0, 4, 1])
    #expect(tokenizer.tokens(of: "a \u{3000}<m>  b") == [0, 5, 1])
    #expect(tokenizer.tokens(of: "ba,ba aba") == [6, 6, 2, 0])
  }

  @Test("Bytes that are no UTF-8 count as U+FFFD, and end nothing")
  func invalidBytes() throws {
    let tokenizer = try Self.tokenizer(
      Self.bytePairs(vocabulary: #"{"a":0,"b":1,"ab":2,"�":3}"#))
    var ids: [Int32] = []
    var scratch = TextTokenizer.Scratch()
    let text: [UInt8] = [0x61, 0x62, 0xFF, 0xED, 0xA0, 0x80, 0x61, 0xE2, 0x82]
    tokenizer.appendTokens(of: text.span, to: &ids, scratch: &scratch)
    #expect(ids == [2, 3, 3, 3, 3, 0, 3, 3])
  }

  @Test(
    "Chat templates are known by their marks",
    arguments: [
      ("{% for m in messages %}<|im_start|>{{m.role}}", "ChatML"),
      ("<|start_header_id|>", "Llama 3"), ("[INST] <<SYS>>", "Llama 2"), ("[INST] ", "Mistral"),
      ("<start_of_turn>", "Gemma"), ("<|user|> <|assistant|> <|end|>", "Phi-3"),
      ("<|user|> <|assistant|>", "Zephyr"), ("USER: ASSISTANT:", "Vicuna"),
    ])
  func chatMarks(template: String, name: String) {
    #expect(ChatMarks(template: template)?.name == name)
    #expect(ChatMarks(template: "### Instruction:") == nil)
  }
}
