// SPDX-License-Identifier: Apache-2.0

import GamutCorpus
import GamutTestSupport
import Testing

private let isPresent = SharedData.isPresent(SharedData.data("formats"))

@Suite(.enabled(if: isPresent, "the shared data sets are not there"))
struct SharedDataTests {
  @Test(arguments: [
    ("formats/alpaca_en_demo.json", 999), ("formats/alpaca_zh_demo.json", 1_000),
    ("formats/c4_demo.jsonl", 300), ("formats/dpo_en_demo.json", 300),
    ("formats/dpo_zh_demo.json", 300), ("formats/glaive_toolcall_en_demo.json", 300),
    ("formats/glaive_toolcall_zh_demo.json", 300), ("formats/identity.json", 91),
    ("formats/kto_en_demo.json", 300), ("formats/mllm_audio_demo.json", 3),
    ("formats/mllm_demo.json", 6), ("formats/mllm_video_audio_demo.json", 3),
    ("formats/mllm_video_demo.json", 3), ("formats/reason_tool_use_demo_50.jsonl", 50),
    ("formats/sharegpt_conversations.json", 500), ("formats/v1_dpo_demo.jsonl", 10),
    ("formats/v1_multimodal_demo.jsonl", 24), ("formats/v1_sft_demo.jsonl", 500),
    ("instruct/alpagasus_claude_t45.json", 5_305), ("instruct/cherry_alpaca_5_percent.json", 3_111),
    ("instruct/dolly_3k.json", 2_996), ("multilingual/alpaca_zh/part-12345.json", 2_978),
    ("neardup/toolformer/toolformer-dedupe-only-dataset.json", 7_673),
    ("decontam/gsm8k/train.jsonl", 7_473), ("decontam/gsm8k/test.jsonl", 1_319),
  ])
  func `a real set reads whole, without a flag`(path: String, count: Int) throws {
    let views = try Views(file: SharedData.data(path))
    #expect(views.all.count == count)
    #expect(views.all.allSatisfy { !$0.isEmpty })
    #expect(views.prompt.allSatisfy { !$0.isEmpty })
    if !path.contains("c4") {
      #expect(views.response.filter { $0.isEmpty }.count <= count / 10, "\(views.mapping)")
    }
  }

  @Test func `Alpaca has 52,002 records, of which 28 have an empty response`() throws {
    let views = try Views(file: SharedData.data("instruct/alpaca_data_52k.jsonl"))
    #expect(views.all.count == 52_002)
    #expect(views.response.filter { $0.isEmpty }.count == 28)
    #expect(views.mapping == "input → given; instruction → asked; output → said")
  }

  @Test func `the seeds of Alpaca need a path`() throws {
    let corpus = try Corpus(paths: [SharedData.data("instruct/self_instruct_seeds.jsonl")])
    let error = corpusError { _ = try corpus.detectSchema(options: .init()) }
    #expect(error?.code == .unknownSchema)
    let plan = ReadPlan(
      selections: [
        .paths(try FieldPath.list("instruction")),
        .paths(try FieldPath.list("instances[*].output")),
      ])
    let batches = try readAll(corpus, plan)
    #expect(texts(batches).filter { !$0.isEmpty }.count == 175)
    #expect(texts(batches, column: 1).filter { !$0.isEmpty }.count == 175)
  }

  @Test func `a trailing comma is named with its line, and costs no element`() throws {
    let path = SharedData.data("multilingual/alpaca_zh/invalid_json.json")
    let error = corpusError { _ = try Views(file: path) }
    #expect(error?.code == .brokenArray)
    #expect(error?.line == 14_007)
    let views = try Views(file: path, options: .skipping)
    #expect(views.all.filter { $0.isEmpty }.count == 1)
    #expect(views.all.count == (error?.row ?? 0) + 1)
  }

  @Test func `one object over many lines is refused in one line`() throws {
    let error = corpusError {
      _ = try Views(file: SharedData.data("formats/dataset_info.json"))
    }
    #expect(error?.code == .unsupportedFormat)
    #expect(error?.line == 1)
    #expect(error?.description.contains("expected one object on each line") == true)
  }

  @Test func `bytes that are not UTF-8 are named by their line`() throws {
    let error = corpusError { _ = try Views(file: SharedData.data("formats/not_utf8.json")) }
    #expect(error?.code == .invalidUTF8)
    #expect(error?.line == 9085)
  }

  @Test func `a plain text is read by lines`() throws {
    let views = try Views(file: SharedData.data("formats/wiki_demo.txt"))
    #expect(views.all.count == 30)
  }
}
