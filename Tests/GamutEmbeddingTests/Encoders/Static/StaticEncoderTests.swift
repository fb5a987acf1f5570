// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import GamutEmbedding

struct StaticEncoderTests {
  static let tokenizer = """
    {"model": {"type": "WordPiece", "unk_token": "[UNK]", "vocab":
      {"[PAD]": 0, "[UNK]": 1, "cat": 2, "dog": 3, "##s": 4}},
     "normalizer": {"type": "BertNormalizer", "lowercase": true},
     "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "BertPreTokenizer"}]}}
    """

  static func folder(
    _ configuration: String, _ change: (inout TensorFile) -> Void = { _ in }
  ) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write("{\"model_type\": \"model2vec\"\(configuration)}", to: "config.json")
    try folder.write(tokenizer, to: "tokenizer.json")
    var file = TensorFile()
    change(&file)
    try folder.write(file.bytes, to: "model.safetensors")
    return folder
  }

  static func vectors(_ folder: ScratchFolder, _ texts: [String]) throws -> [Float] {
    var elements: [Float] = []
    try ModelFolder(path: folder.path).encoder
      .appendVectors(of: TextBatch(texts), to: &elements, workers: 2)
    return elements
  }

  @Test("A text's vector is the mean of those of its known tokens; without any it is zero")
  func means() throws {
    let folder = try Self.folder("") {
      $0.add("embeddings", shape: [5, 2], [9, 9, 9, 9, 1, 2, 3, 4, 5, 0])
    }
    #expect(
      try Self.vectors(folder, ["cat", "Dogs", "cat dog bird", "bird", ""])
        == [1, 2, 4, 2, 2, 3, 0, 0, 0, 0])
    #expect(try !ModelFolder(path: folder.path).encoder.dependsOnOtherTexts)
  }

  @Test("A mapping names the rows, weights scale them, and normalize makes the norm 1")
  func mapped() throws {
    let folder = try Self.folder(", \"normalize\": true") {
      $0.add("embeddings", shape: [2, 2], [3, 0, 0, 2])
      $0.add("mapping", "I64", shape: [5], bytes: TensorFile.bytes([0, 0, 0, 1, 1] as [Int64]))
      $0.add("weights", shape: [5], [1, 1, 1, 2, 1])
    }
    // 1·(3, 0) + 2·(0, 2), halved, is (1.5, 2): of norm 2.5.
    #expect(try Self.vectors(folder, ["cat dog", "cat"]) == [0.6, 0.8, 1, 0])
  }

  @Test func `whole numbers of a byte count as they are, with weights and without`() throws {
    let bytes: [UInt8] = [9, 9, 9, 9, 1, 254, 3, 4, 129, 127]
    let plain = try Self.folder("") { $0.add("embeddings", "I8", shape: [5, 2], bytes: bytes) }
    #expect(try Self.vectors(plain, ["cat", "cat dog", "dogs"]) == [1, -2, 2, 1, -62, 65.5])
    let weighted = try Self.folder("") {
      $0.add("embeddings", "I8", shape: [5, 2], bytes: bytes)
      $0.add("weights", shape: [5], [1, 1, 1, 0.5, 1])
    }
    #expect(try Self.vectors(weighted, ["dog"]) == [1.5, 2])
  }

  @Test("A Model2Vec model is known by its embedding_dtype too; beside modules.json it stays one")
  func unnamed() throws {
    let folder = try Self.folder("") { $0.add("embeddings", shape: [5, 1], [9, 9, 1, 3, 5]) }
    try folder.write("{\"normalize\": false, \"embedding_dtype\": \"float32\"}", to: "config.json")
    try folder.write(Self.modules, to: "modules.json")
    #expect(try Self.vectors(folder, ["cat bird", "bird"]) == [1, 0])
  }

  static let modules = """
    [{"path": "0_StaticEmbedding", "type": "sentence_transformers.models.StaticEmbedding"},
     {"path": "1_Normalize", "type": "sentence_transformers.models.Normalize"}]
    """

  @Test(
    "StaticEmbedding of sentence-transformers counts unknown words, and is cut by its tokeniser")
  func sentenceTransformers() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.modules, to: "modules.json")
    try folder.write(Self.tokenizer, to: "0_StaticEmbedding/tokenizer.json")
    try folder.write("{\"do_lower_case\": false}", to: "0_StaticEmbedding/tokenizer_config.json")
    var file = TensorFile()
    file.add("embedding.weight", shape: [5, 2], [9, 9, 0, 1, 3, 4, 0, 8, 5, 0])
    try folder.write(file.bytes, to: "0_StaticEmbedding/model.safetensors")
    #expect(try Self.vectors(folder, ["Cat", "bird", "", "dog"]) == [0.6, 0.8, 0, 1, 0, 0, 0, 1])
    let cut =
      Self.tokenizer.dropLast() + """
        , "truncation": {"max_length": 1, "direction": "Left", "strategy": "LongestFirst", "stride": 0}}
        """
    try folder.write(String(cut), to: "0_StaticEmbedding/tokenizer.json")
    #expect(try Self.vectors(folder, ["dog cat", "cat dog"]) == [0.6, 0.8, 0, 1])
    let encoder = try ModelFolder(path: folder.path).encoder
    let cuts = try #require(encoder.cuts(of: TextBatch(["dog cat", "cat", "a b c"]), workers: 1))
    #expect(cuts.tokenCounts == [1, 0, 2])
    let prompted = try ModelFolder(path: folder.path, prompt: "dog ").encoder
    var elements: [Float] = []
    try prompted.appendVectors(of: TextBatch(["cat", " "]), to: &elements, workers: 1)
    #expect(elements == [0.6, 0.8, 0, 0])
  }

  @Test func `what a text has beyond max_length is counted`() throws {
    let folder = try Self.folder(", \"max_length\": 2") {
      $0.add("embeddings", shape: [5, 1], [9, 9, 1, 3, 5])
    }
    let batch = TextBatch(["cat dog", "cat dog cat", "", "cat", "cat dog dog"])
    let encoder = try ModelFolder(path: folder.path).encoder
    let cuts = try #require(encoder.cuts(of: batch, workers: 2))
    #expect(cuts.tokenCounts == [0, 1, 0, 0, 1])
    #expect(cuts.hashes[1] != cuts.hashes[4] && cuts.cutCount == 2)
    let whole = try Self.folder("") { $0.add("embeddings", shape: [5, 1], [9, 9, 1, 3, 5]) }
    let none = try ModelFolder(path: whole.path).encoder.cuts(of: batch, workers: 1)
    #expect(none?.cutCount == 0)
  }

  @Test("Of a text the first max_length tokens count, unknown ones among them")
  func cut() throws {
    let folder = try Self.folder(", \"max_length\": 2") {
      $0.add("embeddings", shape: [5, 1], [9, 9, 1, 3, 5])
    }
    // The median piece has 3 code points, so 6 are looked at: "cat do" is cut within a word.
    #expect(try Self.vectors(folder, ["a cat dog", "cat dogs", "cat s"]) == [1, 1, 1])
  }

  @Test("Tensors that do not fit the vocabulary, and other tokenisers, are refused by name")
  func refusals() throws {
    func fault(_ detail: String, _ change: (inout TensorFile) -> Void) throws {
      let folder = try Self.folder("", change)
      let error = #expect(throws: EmbeddingError.self) { try ModelFolder(path: folder.path) }
      #expect(error?.detail.contains(detail) == true, "\(String(describing: error))")
    }
    try fault("no \"embeddings\"") { $0.add("other", shape: [1], [1]) }
    try fault("4 rows, expected 5") { $0.add("embeddings", shape: [4, 1], [1, 2, 3, 4]) }
    try fault("expected 2 dimensions") { $0.add("embeddings", shape: [5], [1, 2, 3, 4, 5]) }
    try fault("names row 7 of 1") {
      $0.add("embeddings", shape: [1, 1], [1])
      $0.add("mapping", "I32", shape: [5], bytes: TensorFile.bytes([0, 7, 0, 0, 0] as [Int32]))
    }
    try fault("expected F32, F16, BF16 or F64") {
      $0.add("embeddings", "U8", shape: [5, 1], bytes: [1, 2, 3, 4, 5])
    }
    let folder = try Self.folder("") { $0.add("embeddings", shape: [5, 1], [1, 2, 3, 4, 5]) }
    try folder.write("{\"model\": {\"type\": \"WordLevel\"}}", to: "tokenizer.json")
    #expect {
      try ModelFolder(path: folder.path)
    } throws: {
      "\($0)".contains("the tokeniser is WordLevel, expected BPE, Unigram or WordPiece")
    }
  }
}
