// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutTestSupport
import Testing

@testable import GamutEmbedding

struct SentenceEncoderTests {
  static let texts = [
    "The cat sat on the mat.", "dogs", "", "A red house.", " \n", "unheard-of words", "the",
    "Cats sat",
    "the cat sat on the mat the cat sat on the mat the cat sat on the mat the cat sat on the mat",
    "the the the the the the the the the the the the the the the a red blue house a dog",
  ]

  static func encoder(
    _ files: [String: String] = [:], prompt: String? = nil
  ) throws -> (SentenceEncoder, ScratchFolder) {
    let folder = try ScratchFolder()
    try TinyModel().write(to: folder)
    for (name, content) in files { try folder.write(content, to: name) }
    let encoder = try ModelFolder(path: folder.path, prompt: prompt).encoder
    return (try #require(encoder as? SentenceEncoder), folder)
  }

  static func rows(
    _ encoder: SentenceEncoder, _ texts: [String], workers: Int = 2
  ) throws -> [[Float]] {
    var elements: [Float] = []
    try encoder.appendVectors(of: TextBatch(texts), to: &elements, workers: workers)
    let width = encoder.dimensionCount
    return texts.indices.map { Array(elements[$0 * width..<($0 + 1) * width]) }
  }

  @Test("Vectors are the means of a network in Double, to 10⁻⁴; blank texts are zeros")
  func agreesWithPlain() throws {
    let (encoder, _) = try Self.encoder()
    let tokens = encoder.tokens(of: TextBatch(Self.texts), workers: 1)
    let rows = try Self.rows(encoder, Self.texts)
    for (number, row) in rows.enumerated() {
      let ids = Array(tokens.ids[tokens.range(of: number)])
      guard !ids.isEmpty else {
        #expect(row.allSatisfy { $0 == 0 })
        let isBlank = Self.texts[number].allSatisfy { $0.isWhitespace }
        #expect(isBlank)
        continue
      }
      #expect(ids.first == 2 && ids.last == 3 && ids.count <= TinyModel.positionCount)
      let states = PlainTransformer.states(of: ids, TinyModel())
      for j in row.indices {
        let mean = states.map { $0[j] }.reduce(0, +) / Double(states.count)
        #expect(abs(Double(row[j]) - mean) < 1e-4)
      }
    }
  }

  @Test("Vectors are the same for any number of workers, and to 10⁻⁵ whatever stands beside a text")
  func independence() throws {
    let (encoder, _) = try Self.encoder()
    let many = (0..<8).flatMap { _ in Self.texts }
    let rows = try Self.rows(encoder, many, workers: 1)
    #expect(try Self.rows(encoder, many, workers: 2) == rows)
    #expect(try Self.rows(encoder, many, workers: 4) == rows)
    let reversed = try Self.rows(encoder, many.reversed())
    let alone = try Self.texts.map { try Self.rows(encoder, [$0])[0] }
    for (a, b) in zip(rows + alone, reversed.reversed() + rows) {
      #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 })
    }
    #expect(try Self.rows(encoder, []) == [])
  }

  @Test func `what a text has beyond the positions is counted, and told apart`() throws {
    let (encoder, _) = try Self.encoder()
    // 24 positions, two of them for [CLS] and [SEP].
    let whole = Array(repeating: "the", count: 22).joined(separator: " ")
    let texts = [whole, whole + " cat", whole + " cat", whole + " dog sat", "the cat", ""]
    let cuts = try #require(encoder.cuts(of: TextBatch(texts), workers: 2))
    #expect(cuts.tokenCounts == [0, 1, 1, 2, 0, 0])
    #expect(cuts.hashes[0] == 0 && cuts.hashes[4] == 0 && cuts.hashes[5] == 0)
    #expect(cuts.hashes[1] == cuts.hashes[2] && cuts.hashes[1] != cuts.hashes[3])
    #expect(cuts.cutCount == 3 && cuts.tokenCount == 4)
    #expect(encoder.cuts(of: TextBatch(texts), workers: 1) == cuts)
    let (prompted, _) = try Self.encoder(prompt: "query: ")
    let longer = try #require(prompted.cuts(of: TextBatch(texts), workers: 1))
    #expect(longer.tokenCounts == [2, 3, 3, 4, 0, 0])
  }

  static func modules(_ types: String...) -> String {
    let steps = types.enumerated().map { number, type in
      // The path of the pooling is the folder itself by another name: it holds no others.
      "{\"idx\": \(number), \"path\": \".\", \"type\": \"sentence_transformers.models.\(type)\"}"
    }
    return "[\(steps.joined(separator: ", "))]"
  }

  @Test(
    "Each pooling takes what it says of the tokens, scaled to norm 1",
    arguments: TokenPooling.allCases)
  func poolings(pooling: TokenPooling) throws {
    let (encoder, _) = try Self.encoder([
      "modules.json": Self.modules("Transformer", "Pooling", "Normalize"),
      "config.json": TinyModel.configuration([pooling.legacyName: "true"]),
    ])
    let text = "the cat sat"
    let tokens = encoder.tokens(of: TextBatch([text]), workers: 1)
    let states = PlainTransformer.states(of: tokens.ids, TinyModel())
    var expected = states[0].indices.map { j -> Double in
      let column = states.map { $0[j] }
      return switch pooling {
      case .mean: column.reduce(0, +) / Double(column.count)
      case .first: column[0]
      case .largest: column.max() ?? 0
      case .rootMean: column.reduce(0, +) / Double(column.count).squareRoot()
      case .weightedMean:
        column.enumerated().map { Double($0.offset + 1) * $0.element }.reduce(0, +)
          / Double(column.count * (column.count + 1) / 2)
      case .last: column[column.count - 1]
      }
    }
    let norm = expected.map { $0 * $0 }.reduce(0, +).squareRoot()
    expected = expected.map { $0 / norm }
    for (a, b) in zip(try Self.rows(encoder, [text])[0], expected) {
      #expect(abs(Double(a) - b) < 1e-4)
    }
  }

  @Test("A prompt is read before every text, from the files or the caller; blank texts stay zeros")
  func prompts() throws {
    let prompts =
      "{\"prompts\": {\"query\": \"query: \"}, \"default_prompt_name\": \"query\"}"
    let (plain, _) = try Self.encoder()
    let (byFile, _) = try Self.encoder(["config_sentence_transformers.json": prompts])
    let (byCaller, _) = try Self.encoder(prompt: "query: ")
    let (without, _) = try Self.encoder(["config_sentence_transformers.json": prompts], prompt: "")
    let expected = try Self.rows(plain, ["query: the cat"])
    #expect(try Self.rows(byFile, ["the cat"]) == expected)
    #expect(try Self.rows(byCaller, ["the cat"]) == expected)
    #expect(try Self.rows(without, ["the cat"]) == Self.rows(plain, ["the cat"]))
    let blank = try Self.rows(byFile, [" "])[0]
    #expect(blank.allSatisfy { $0 == 0 })
  }

  @Test("Texts are cut to max_seq_length with [CLS] and [SEP] kept")
  func truncation() throws {
    let (encoder, _) = try Self.encoder(["sentence_bert_config.json": "{\"max_seq_length\": 6}"])
    let tokens = encoder.tokens(of: TextBatch(["the cat sat on the mat", "dogs"]), workers: 1)
    #expect(tokens.ids == [2, 5, 6, 7, 8, 3, 2, 10, 11, 3])
  }

  @Test("What is unsupported or wrong is refused in one line that names it")
  func refusals() throws {
    func fault(_ name: String, _ content: String, _ detail: String) {
      let error = #expect(throws: EmbeddingError.self) { try Self.encoder([name: content]) }
      #expect(error?.description.contains(detail) == true, "\(String(describing: error))")
      #expect(error?.description.contains("\n") == false)
    }
    func change(_ key: String, _ value: String, _ detail: String) {
      fault("config.json", TinyModel.configuration([key: value]), detail)
    }
    change("model_type", "\"distilbert\"", "model_type distilbert, expected bert, roberta or")
    change("hidden_act", "\"relu\"", "hidden_act relu, expected gelu")
    change("position_embedding_type", "\"relative_key\"", "expected absolute")
    change("is_decoder", "true", "expected an encoder")
    change("hidden_size", "0", "hidden_size")
    change("num_attention_heads", "4", "expected multiples of 16")
    change("intermediate_size", "64", "\"encoder.layer.0.intermediate.dense.weight\" is [48, 32]")
    change("num_hidden_layers", "3", "no \"encoder.layer.2.attention.self.query.weight\"")
    change("vocab_size", "3", "expected \(TinyModel.pieces.count)")
    fault("config.json", "{", "bad JSON")
    fault(
      "tokenizer.json", "{\"model\": {\"type\": \"BPE\"}}",
      "the tokeniser is BPE, expected WordPiece")
    fault("vocab.txt", "a\nb\n", "no [CLS] among 2 pieces")
    fault("modules.json", Self.modules("Transformer", "Pooling"), "found no pooling")
    fault("modules.json", Self.modules("Transformer", "Dense"), "models.Dense as step 1")
    fault("modules.json", Self.modules("Transformer"), "1 steps, expected Transformer and Pooling")
    fault("sentence_bert_config.json", "{\"max_seq_length\": 999}", "max_seq_length")
    fault("model.safetensors", "", "not a safetensors file")
    let empty = try ScratchFolder()
    let error = #expect(throws: EmbeddingError.self) { try ModelFolder(path: empty.path) }
    #expect(error?.detail == "no config.json, expected a folder as Hugging Face lays it out")
    try TinyModel().write(to: empty)
    try empty.write("x", to: "pytorch_model.bin")
    try empty.remove("model.safetensors")
    #expect {
      try ModelFolder(path: empty.path)
    } throws: {
      "\($0)".contains("found pytorch_model.bin, expected model.safetensors")
    }
  }

  @Test("The fingerprint changes with the weights and the settings, and with nothing else")
  func fingerprints() throws {
    func fingerprint(_ model: TinyModel, _ name: String? = nil) throws -> String {
      let folder = try ScratchFolder()
      try model.write(to: folder)
      if let name { try folder.write("{}", to: name) }
      return try ModelFolder(path: folder.path).fingerprint
    }
    let plain = try fingerprint(TinyModel())
    #expect(try fingerprint(TinyModel(), "README.md") == plain)
    #expect(try fingerprint(TinyModel(seed: 2)) != plain)
    #expect(try fingerprint(TinyModel(), "sentence_bert_config.json") != plain)
  }

  @Test("The fingerprint changes with the pooling, whatever the name of its folder")
  func fingerprintOfPooling() throws {
    func model(_ pooling: TokenPooling) throws -> ModelFolder {
      let folder = try ScratchFolder()
      try TinyModel().write(to: folder)
      try folder.write(
        """
        [{"idx": 0, "path": "", "type": "sentence_transformers.models.Transformer"},
         {"idx": 1, "path": "pooled", "type": "sentence_transformers.models.Pooling"}]
        """, to: "modules.json")
      try folder.write("{\"\(pooling.legacyName)\": true}", to: "pooled/config.json")
      return try ModelFolder(path: folder.path)
    }
    #expect(try model(.mean).fingerprint != model(.first).fingerprint)
    #expect(try model(.mean).fingerprint == model(.mean).fingerprint)
  }

  @Test(
    "The first 2,000 vectors of all-MiniLM-L6-v2 have a cosine of .9999 with the given ones",
    .enabled(
      if: SentenceModel.isPresent && SharedData.isPresent(SharedData.data(given)),
      "run Scripts/fetch-model; needs \(given)"))
  func miniLM() throws {
    #if DEBUG
      let count = 8
    #else
      let count = 2000
    #endif
    let texts = try Self.givenTexts(count)
    let encoder = try ModelFolder(path: SentenceModel.path).encoder
    var elements: [Float] = []
    try encoder.appendVectors(of: TextBatch(texts), to: &elements, workers: 2)
    let reference = try NPYReader(workers: 1).read(path: SharedData.data(Self.given)).matrix
    var least = 1.0
    for text in texts.indices {
      var (product, left, right) = (0.0, 0.0, 0.0)
      for j in 0..<384 {
        let (a, b) = (Double(elements[text * 384 + j]), Double(reference[text, j]))
        (product, left, right) = (product + a * b, left + a * a, right + b * b)
      }
      least = min(least, product / (left * right).squareRoot())
    }
    print("least cosine of \(count): \(least)")
    #expect(least >= 0.9999)
  }
}
