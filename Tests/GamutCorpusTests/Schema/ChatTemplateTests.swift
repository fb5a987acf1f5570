// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import Testing

@Suite struct ChatTemplateTests {
  @Test(arguments: [
    (
      "ChatML",
      #"<|im_start|>system\nop<|im_end|>\n<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\na<|im_end|>\n"#,
      ["system:op", "asked:q", "said:a"]
    ),
    (
      "Llama 3",
      #"<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nop<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nq<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\na<|eot_id|>"#,
      ["system:op", "asked:q", "said:a"]
    ),
    (
      "Llama 2 or Mistral",
      #"<s>[INST] <<SYS>>\nop\n<</SYS>>\n\nq [/INST] a </s><s>[INST] r [/INST] b </s>"#,
      ["system:op", "asked:q", "said:a", "asked:r", "said:b"]
    ),
    (
      "Llama 2 or Mistral", #"<s>[INST] q [/INST] a</s>[INST] r [/INST] b</s>"#,
      ["asked:q", "said:a", "asked:r", "said:b"]
    ),
    (
      "Gemma",
      #"<bos><start_of_turn>user\nq<end_of_turn>\n<start_of_turn>model\na<end_of_turn>\n"#,
      ["asked:q", "said:a"]
    ),
    (
      "Zephyr or Phi", #"<|system|>\nop</s>\n<|user|>\nq</s>\n<|assistant|>\na</s>\n"#,
      ["system:op", "asked:q", "said:a"]
    ),
    (
      "Vicuna",
      #"A chat between a curious user and an assistant. USER: q ASSISTANT: a</s>USER: r ASSISTANT: b</s>"#,
      [
        "system:A chat between a curious user and an assistant.", "asked:q", "said:a", "asked:r",
        "said:b",
      ]
    ),
    (
      "Alpaca",
      #"Below is an instruction that describes a task.\n\n### Instruction:\nq\n\n### Input:\ni\n\n### Response:\na"#,
      ["system:Below is an instruction that describes a task.", "asked:q", "given:i", "said:a"]
    ),
    (
      "Human: and Assistant:", #"\n\nHuman: q: Human: x\n\nAssistant: a"#,
      ["asked:q: Human: x", "said:a"]
    ),
    ("Guanaco", "### Human: q### Assistant: a", ["asked:q", "said:a"]),
    (
      "Harmony", "<|start|>user<|message|>q<|end|><|start|>assistant<|channel|>final<|message|>a",
      ["asked:q", "said:a"]
    ),
  ])
  func `a text in a template is read as its turns`(name: String, text: String, parts: [String])
    throws
  {
    let views = try PartViews("{\"text\":\"\(text)\"}")
    #expect(views.parts == [parts])
    #expect(views.choice.description == "text → turns by \(name)")
  }

  @Test func `nine in ten of the texts make a template, and the others are documents`() throws {
    let talk = #"{"text":"<|im_start|>user\nq<|im_end|>"}"# + "\n"
    let plain = #"{"text":"no talk"}"# + "\n"
    let most = try PartViews(String(repeating: talk, count: 9) + plain)
    #expect(most.parts.first == ["asked:q"])
    #expect(most.parts.last == ["asked:no talk"])
    #expect(most.columns[0].parts(of: 9)[0].roleByte == UInt8(ascii: "x"))
    let fewer = try PartViews(String(repeating: talk, count: 8) + plain)
    #expect(fewer.parts.first == ["asked:<|im_start|>user\nq<|im_end|>"])
    #expect(fewer.choice.description == "text → a document")
  }

  @Test func `roles that a template does not know keep their names`() throws {
    let views = try PartViews(
      #"{"text":"<|im_start|>oracle\nq<|im_end|>"}"# + "\n"
        + #"{"text":"<|im_start|>pythia\nq<|im_end|>"}"#)
    #expect(!views.areCopies)
    #expect(views.choice.unknownRoles.map(\.name) == ["oracle", "pythia"])
  }

  @Test(arguments: [
    "<|im_start|>", "<|im_start|>user", "<|im_start|>\\n", "<|im_start|><|im_start|>user\\n",
    "<|im_end|>", "[INST]", "[/INST]", "[INST][/INST][INST]", "Human:", "\\n\\nHuman:\\n",
    "### Instruction:", "USER:ASSISTANT:", "<s>", "<s><s>", "<bos><start_of_turn>", "", " ",
    "<|im_start|>\\ud800\\n\\udfff<|im_end|>",
  ])
  func `a text of marks alone does no harm`(text: String) throws {
    _ = try PartViews("{\"text\":\"\(text)\"}")
  }

  @Test func `a turn may be cut out of the text it stands in`() throws {
    let views = try PartViews(
      #"{"text":"<|im_start|>user\nsay \u0061 word<|im_end|>\n<|im_start|>assistant\nbee<|im_end|>"}"#
    )
    // "say a word" and "bee": the word and the first letter of the answer.
    let ranges = views.corpus.sourceRanges(
      ofText: [5..<10, 11..<12], in: views.batches[0].source(of: 0), by: views.plan)
    var bytes = views.corpus.withSource(of: views.batches[0].source(of: 0)) { source in
      source.indices.map { source[$0] }
    }
    for range in try #require(ranges).reversed() { bytes.removeSubrange(range) }
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"text":"<|im_start|>user\nsay \u0061<|im_end|>\n<|im_start|>assistant\nee<|im_end|>"}"#
    )
  }
}
