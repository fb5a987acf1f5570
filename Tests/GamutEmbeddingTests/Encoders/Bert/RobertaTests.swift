// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import GamutEmbedding

struct RobertaTests {
  /// As many pieces as the tiny model has words.
  static let pieces =
    ["<s>", "<pad>", "</s>", "<unk>", "▁the", "▁cat", "▁sat", "▁", "s", "t", "h", "e", "c", "a"]
    + ["▁dog", "▁mat", "▁on", "o", "n", "<mask>"]

  static func tokenizer(
    normalizer: String = "null",
    cutter: String = #"{"type":"Metaspace","replacement":"▁"}"#, unknown: Int = 3
  ) -> String {
    let vocabulary = pieces.enumerated().map { #"["\#($1)",\#(-Double($0) / 4)]"# }
    let special = ["<s>", "<pad>", "</s>", "<mask>"].map {
      #"{"id":0,"content":"\#($0)","special":true}"#
    }
    return """
      {"model":{"type":"Unigram","unk_id":\(unknown),
       "vocab":[\(vocabulary.joined(separator: ","))]},
       "normalizer":\(normalizer),"pre_tokenizer":\(cutter),
       "added_tokens":[\(special.joined(separator: ","))],
       "post_processor":{"type":"RobertaProcessing","sep":["</s>",2],"cls":["<s>",0]}}
      """
  }

  static let bytePairs = #"""
    {"model":{"type":"BPE","vocab":{"<s>":0,"</s>":2,"a":3,"b":4,"ab":5,"Ġ":6,"Ġa":7},
     "merges":["a b","Ġ a"]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":true},
     "post_processor":{"type":"RobertaProcessing","sep":["</s>",2],"cls":["<s>",0]}}
    """#

  static func encoder(
    _ type: String, tokenizer: String, settings: String = "{}", padding: String = "1"
  ) throws -> SentenceEncoder {
    let changes = ["model_type": "\"\(type)\"", "pad_token_id": padding]
    let (encoder, _) = try SentenceEncoderTests.encoder([
      "config.json": TinyModel.configuration(changes), "tokenizer.json": tokenizer,
      "tokenizer_config.json": settings,
    ])
    return encoder
  }

  @Test func `places are counted from behind the padding, and one that fills up has its own`()
    throws
  {
    let encoder = try Self.encoder("xlm-roberta", tokenizer: Self.tokenizer())
    let texts = ["the cat sat on the mat", "dog <pad> cat", "  the\u{2003}dogs ", "", "zebra"]
    let tokens = encoder.tokens(of: TextBatch(texts), workers: 1)
    let ids = texts.indices.map { Array(tokens.ids[tokens.range(of: $0)]) }
    #expect(ids[0] == [0, 4, 5, 6, 16, 4, 15, 2])
    #expect(ids[1] == [0, 14, 1, 5, 2])
    #expect(ids[2] == [0, 4, 14, 8, 2])
    #expect(ids[3].isEmpty)
    // What has no piece is unknown, and neighbours of that kind are one.
    #expect(ids[4] == [0, 7, 3, 11, 3, 13, 2])
    let places = [0: [2, 3, 4, 5, 6, 7, 8, 9], 1: [2, 3, 1, 4, 5]]
    let rows = try SentenceEncoderTests.rows(encoder, texts)
    for (text, places) in places {
      let states = PlainTransformer.states(of: ids[text], TinyModel(), places: places)
      for j in rows[text].indices {
        let mean = states.map { $0[j] }.reduce(0, +) / Double(states.count)
        #expect(abs(Double(rows[text][j]) - mean) < 1e-4)
      }
    }
  }

  @Test func `space that a file takes away before is no word either way`() throws {
    let steps = #"""
      {"type":"Sequence","normalizers":[{"type":"Strip","strip_left":false,"strip_right":true},
       {"type":"Replace","pattern":{"Regex":" {2,}"},"content":"▁"}]}
      """#
    let encoder = try Self.encoder("xlm-roberta", tokenizer: Self.tokenizer(normalizer: steps))
    #expect(encoder.tokens(of: TextBatch(["the  cat "]), workers: 1).ids == [0, 4, 5, 2])
  }

  @Test func `a text has as many tokens as there are places behind the padding`() throws {
    let encoder = try Self.encoder("roberta", tokenizer: Self.bytePairs)
    let text = Array(repeating: "a", count: 40).joined(separator: "\n")
    // 24 places, two before the first, two tokens around the text.
    #expect(encoder.tokens(of: TextBatch([text]), workers: 1).ids.count == 22)
    #expect(encoder.cuts(of: TextBatch([text]), workers: 1)?.tokenCounts[0] ?? 0 > 0)
    #expect(throws: Never.self) { try SentenceEncoderTests.rows(encoder, [text]) }
  }

  @Test func `a class of byte pairs says itself whether a space is put before a text`() throws {
    func ids(_ settings: String) throws -> [Int32] {
      try Self.encoder("roberta", tokenizer: Self.bytePairs, settings: settings)
        .tokens(of: TextBatch(["ab a"]), workers: 1).ids
    }
    #expect(try ids("{}") == [0, 5, 7, 2])
    #expect(try ids(#"{"tokenizer_class":"RobertaTokenizerFast"}"#) == [0, 5, 7, 2])
    #expect(try ids(#"{"add_prefix_space":true}"#) == [0, 6, 5, 7, 2])
    // The file as it stands.
    #expect(try ids(#"{"tokenizer_class":"PreTrainedTokenizerFast"}"#) == [0, 6, 5, 7, 2])
  }

  @Test func `what classes read in two ways is refused by name`() throws {
    func fault(
      _ type: String, _ tokenizer: String, settings: String = "{}", padding: String = "1",
      _ detail: String
    ) {
      let error = #expect(throws: EmbeddingError.self) {
        try Self.encoder(type, tokenizer: tokenizer, settings: settings, padding: padding)
      }
      #expect(error?.detail.contains(detail) == true, "\(error?.detail ?? "")")
    }
    fault(
      "xlm-roberta", Self.tokenizer(normalizer: #"{"type":"Lowercase"}"#), "normalizer is Lowercase"
    )
    fault(
      "xlm-roberta",
      Self.tokenizer(
        normalizer: #"{"type":"Replace","pattern":{"String":"``"},"content":"\""}"#),
      "more than runs of spaces")
    fault(
      "xlm-roberta", Self.tokenizer(cutter: #"{"type":"ByteLevel"}"#), "pre_tokenizer is ByteLevel")
    fault("xlm-roberta", Self.tokenizer(unknown: 4), "unk_id is not 3")
    fault("xlm-roberta", Self.bytePairs, "the tokeniser is BPE, expected Unigram")
    fault("roberta", Self.tokenizer(), "the tokeniser is Unigram, expected BPE")
    fault(
      "roberta", Self.tokenizer(), settings: #"{"tokenizer_class":"T5TokenizerFast"}"#,
      "tokenizer_class is T5TokenizerFast")
    fault("roberta", Self.bytePairs, padding: "23", "pad_token_id")
    fault("roberta", Self.bytePairs, padding: "-1", "pad_token_id")
    fault("roberta", Self.bytePairs, padding: "\"x\"", "pad_token_id")
  }

  @Test
  func `a BERT may have the tokeniser of another family where its file is taken as it stands`()
    throws
  {
    let encoder = try Self.encoder(
      "bert", tokenizer: Self.tokenizer(),
      settings: #"{"tokenizer_class":"PreTrainedTokenizerFast"}"#)
    // No word is cut off at spaces but by the mark, and a space behind the last is one.
    #expect(encoder.tokens(of: TextBatch(["the cat "]), workers: 1).ids == [0, 4, 5, 7, 2])
  }
}
