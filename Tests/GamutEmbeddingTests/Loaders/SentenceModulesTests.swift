// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import GamutEmbedding

struct SentenceModulesTests {
  static let texts = ["The cat sat on the mat.", "dogs", "", "a red house"]

  /// The steps of `modules.json`, each a folder and the last words of its class.
  static func modules(_ steps: [(path: String, type: String)]) -> String {
    let lines = steps.map {
      "{\"path\": \"\($0.path)\", \"type\": \"sentence_transformers.\($0.type)\"}"
    }
    return "[\(lines.joined(separator: ", "))]"
  }

  /// A folder with the tiny transformer in `folder` within it.
  static func model(
    _ steps: [(path: String, type: String)], in folder: String = "", _ files: [String: String] = [:]
  ) throws -> ScratchFolder {
    let scratch = try ScratchFolder()
    let source = try ScratchFolder()
    try TinyModel().write(to: source)
    for name in try source.names() {
      try scratch.write(source.bytes(name), to: folder.isEmpty ? name : "\(folder)/\(name)")
    }
    try scratch.write(modules(steps), to: "modules.json")
    for (name, content) in files { try scratch.write(content, to: name) }
    return scratch
  }

  static func rows(_ folder: ScratchFolder) throws -> [[Float]] {
    let encoder = try ModelFolder(path: folder.path).encoder
    var elements: [Float] = []
    try encoder.appendVectors(of: TextBatch(texts), to: &elements, workers: 2)
    let width = encoder.dimensionCount
    return texts.indices.map { Array(elements[$0 * width..<($0 + 1) * width]) }
  }

  static let pooled = [("", "models.Transformer"), ("1_Pooling", "models.Pooling")]
  static let mean = ["1_Pooling/config.json": "{\"pooling_mode\": \"mean\"}"]

  @Test func `files are read from the folders that modules.json names`() throws {
    let expected = try Self.rows(Self.model(Self.pooled, Self.mean))
    let folder = try Self.model(
      [("./0_Transformer", "base.modules.Transformer"), ("pooled/here", "models.Pooling")],
      in: "0_Transformer",
      ["pooled/here/config.json": "{\"pooling_mode\": [\"mean\"], \"embedding_dimension\": 32}"])
    #expect(try Self.rows(folder) == expected)
    let fingerprint = try ModelFolder(path: folder.path).fingerprint
    try folder.write("{\"max_seq_length\": 9}", to: "0_Transformer/sentence_bert_config.json")
    #expect(try ModelFolder(path: folder.path).fingerprint != fingerprint)
  }

  @Test(
    "Poolings stand side by side in the order of the file, the old switches in one of their own")
  func several() throws {
    func rows(_ configuration: String) throws -> [[Float]] {
      try Self.rows(Self.model(Self.pooled, ["1_Pooling/config.json": configuration]))
    }
    let (mean, first) = (
      try rows("{\"pooling_mode\": \"mean\"}"), try rows("{\"pooling_mode\": \"cls\"}")
    )
    #expect(try rows("{\"pooling_mode\": [\"mean\", \"cls\"]}") == zip(mean, first).map { $0 + $1 })
    #expect(
      try rows("{\"pooling_mode_mean_tokens\": true, \"pooling_mode_cls_token\": true}")
        == zip(first, mean).map { $0 + $1 })
  }

  @Test("A dense layer maps the vectors, its function behind it; texts without words stay zeros")
  func dense() throws {
    let folder = try Self.model(Self.pooled + [("2_Dense", "models.Dense")], Self.mean)
    var file = TensorFile()
    let weights = (0..<64).map { Float($0 % 7) - 3 }
    file.add("linear.weight", shape: [2, 32], weights)
    file.add("linear.bias", shape: [2], [0.5, -0.25])
    try folder.write(file.bytes, to: "2_Dense/model.safetensors")
    let plain = try Self.rows(Self.model(Self.pooled, Self.mean))
    let functions: [(Activation, (Double) -> Double)] = [
      (.identity, { $0 }), (.relu, { max(0, $0) }), (.sigmoid, { 1 / (1 + exponential(-$0)) }),
      (.tanh, { (exponential(2 * $0) - 1) / (exponential(2 * $0) + 1) }),
    ]
    for (activation, function) in functions {
      try folder.write(
        """
        {"in_features": 32, "out_features": 2, "bias": true,
         "activation_function": "torch.nn.modules.activation.\(activation.rawValue)"}
        """, to: "2_Dense/config.json")
      let rows = try Self.rows(folder)
      #expect(rows[2] == [0, 0])
      for text in [0, 1, 3] {
        for output in 0..<2 {
          let sum = (0..<32).map { Double(weights[output * 32 + $0]) * Double(plain[text][$0]) }
            .reduce(output == 0 ? 0.5 : -0.25, +)
          #expect(abs(Double(rows[text][output]) - function(sum)) < 1e-4)
        }
      }
    }
  }

  @Test func `the first columns are kept, their norm as it is`() throws {
    let steps = Self.pooled + [("2_Normalize", "models.Normalize")]
    let whole = try Self.rows(Self.model(steps, Self.mean))
    let cut = try Self.model(
      steps,
      Self.mean.merging(["config_sentence_transformers.json": "{\"truncate_dim\": 3}"]) { $1 })
    #expect(try Self.rows(cut) == whole.map { Array($0.prefix(3)) })
  }

  @Test("The length of texts is that of the call, of the tokeniser's arguments, or of the module")
  func lengths() throws {
    func ids(_ settings: String, _ tokens: String = "{}") throws -> [Int32] {
      let folder = try Self.model(
        Self.pooled,
        Self.mean.merging([
          "sentence_bert_config.json": settings, "tokenizer_config.json": tokens,
        ]) { $1 })
      let encoder = try #require(try ModelFolder(path: folder.path).encoder as? SentenceEncoder)
      return encoder.tokens(of: TextBatch(["the cat sat on"]), workers: 1).ids
    }
    #expect(try ids("{\"max_seq_length\": 5}") == [2, 5, 6, 7, 3])
    #expect(
      try ids(
        "{\"max_seq_length\": 5, \"processing_kwargs\": {\"text\": {\"max_length\": 4}}}")
        == [2, 5, 6, 3])
    #expect(
      try ids("{\"max_seq_length\": 5, \"processor_kwargs\": {\"model_max_length\": 3}}")
        == [2, 5, 3])
    #expect(
      try ids("{\"max_seq_length\": 5}", "{\"truncation_side\": \"left\"}") == [2, 6, 7, 8, 3])
    #expect(
      try ids(
        "{\"max_seq_length\": 5, \"tokenizer_args\": {\"truncation_side\": \"right\"}}",
        "{\"truncation_side\": \"left\"}") == [2, 5, 6, 7, 3])
  }

  @Test("What a text has beyond its limit is counted at the end that is not read")
  func cuts() throws {
    let folder = try Self.model(
      Self.pooled,
      Self.mean.merging([
        "sentence_bert_config.json": "{\"max_seq_length\": 4}",
        "tokenizer_config.json": "{\"truncation_side\": \"left\"}",
      ]) { $1 })
    let texts = ["cat the dog", "dog the dog", "the dog", "cat sat cat dog"]
    let cuts = try #require(
      try ModelFolder(path: folder.path).encoder.cuts(of: TextBatch(texts), workers: 1))
    #expect(cuts.tokenCounts == [1, 1, 0, 2])
    #expect(cuts.hashes[0] != cuts.hashes[1])
  }

  @Test("What is not followed is refused in one line that names it")
  func refusals() throws {
    func fault(
      _ detail: String, _ files: [String: String], steps: [(path: String, type: String)]? = nil
    ) throws {
      let folder = try Self.model(steps ?? Self.pooled, Self.mean.merging(files) { $1 })
      let error = #expect(throws: EmbeddingError.self) { try ModelFolder(path: folder.path) }
      #expect(error?.description.contains(detail) == true, "\(String(describing: error))")
      #expect(error?.description.contains("\n") == false)
    }
    let pooling = "1_Pooling/config.json"
    try fault("1_Pooling/config.json", [pooling: "{\"pooling_mode\": \"median\"}"])
    try fault("found median, expected cls, max", [pooling: "{\"pooling_mode\": \"median\"}"])
    try fault(
      "pooled are 64",
      [pooling: "{\"pooling_mode\": \"mean\", \"word_embedding_dimension\": 64}"])
    try fault("expected Dense or Normalize", [:], steps: Self.pooled + [("2", "models.LSTM")])
    try fault("expected Transformer or StaticEmbedding", [:], steps: [("", "models.BoW")])
    try fault("expected one within the model's", [:], steps: [("../a", "models.Transformer")])
    try fault(
      "activation_function mine.Swish",
      [
        "2/config.json":
          "{\"in_features\": 32, \"out_features\": 2, \"activation_function\": \"mine.Swish\"}"
      ], steps: Self.pooled + [("2", "models.Dense")])
    try fault(
      "in_features is not 32", ["2/config.json": "{\"in_features\": 31, \"out_features\": 2}"],
      steps: Self.pooled + [("2", "models.Dense")])
    try fault(
      "module_input_name is token_embeddings",
      ["2/config.json": "{\"module_input_name\": \"token_embeddings\"}"],
      steps: Self.pooled + [("2", "models.Normalize")])
    let settings = "sentence_bert_config.json"
    try fault("says colour, which is not known", [settings: "{\"colour\": 1}"])
    try fault(
      "stride in processing_kwargs",
      [settings: "{\"processing_kwargs\": {\"text\": {\"stride\": 2}}}"])
    try fault(
      "hidden_act in config_kwargs", [settings: "{\"config_kwargs\": {\"hidden_act\": \"relu\"}}"])
    try fault("expected feature-extraction", [settings: "{\"transformer_task\": \"fill-mask\"}"])
    let shared = "config_sentence_transformers.json"
    try fault("model_type SparseEncoder", [shared: "{\"model_type\": \"SparseEncoder\"}"])
    try fault("truncate_dim", [shared: "{\"truncate_dim\": 0}"])
    let tokens = "tokenizer_config.json"
    try fault("tokenizer_class is T5Tokenizer", [tokens: "{\"tokenizer_class\": \"T5Tokenizer\"}"])
    try fault("on the side middle", [tokens: "{\"truncation_side\": \"middle\"}"])
    let outside = try Self.model([("", "models.Transformer"), ("1_Pooling", "models.Pooling")])
    try outside.write(
      Self.modules(Self.pooled).replacing("sentence_transformers.models.P", with: "mine.P"),
      to: "modules.json")
    #expect {
      try ModelFolder(path: outside.path)
    } throws: {
      "\($0)".contains("mine.Pooling as step 1, expected Pooling")
    }
  }
}
