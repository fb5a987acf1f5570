// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import GamutLinear

extension StaticEncoder {
  /// Reads the Model2Vec model of a folder whose `config.json` is `configuration`.
  init(_ files: ModelFiles, configuration: JSONTree) throws(EmbeddingError) {
    let name = "config.json"
    var longestText: Int? = 512
    if let value = configuration["max_length"] {
      longestText = value.integer
      guard value.isNull || (longestText.map { (1...1 << 24).contains($0) } ?? false) else {
        throw files.wrong(name, "max_length is not a whole number within 1…16777216")
      }
    }
    let tokenizer = try TokenizerFiles(files, as: .tokenizers).tokenizer
    let tensors = try StaticTensors(
      try files.weights(), names: ["embeddings"], tokenCount: tokenizer.idLimit,
      types: .withBytes)
    let normalizes = configuration["normalize"]?.boolean ?? false
    self.init(
      tokenizer: tokenizer, vectors: tensors.vectors, mapping: tensors.mapping,
      weights: tensors.weights, reading: .model2vec(longestText: longestText), prompt: [],
      steps: VectorSteps(normalizes ? [.normalize] : [], inputCount: tensors.vectors.columnCount))
  }

  /// Reads the `StaticEmbedding` in `files` with the steps of `modules`.
  init(
    _ files: ModelFiles, modules: SentenceModules, shared: SentenceConfiguration
  ) throws(EmbeddingError) {
    let tokens = try TokenizerFiles(files, as: .tokenizers)
    let tensors = try StaticTensors(
      try files.weights(), names: ["embedding.weight", "embeddings"],
      tokenCount: tokens.tokenizer.idLimit, types: .floats)
    self.init(
      tokenizer: tokens.tokenizer, vectors: tensors.vectors, mapping: tensors.mapping,
      weights: tensors.weights, reading: .sentenceTransformers(tokens.limit),
      prompt: shared.prompt,
      steps: try modules.steps(of: tensors.vectors.columnCount, keptCount: shared.keptCount))
  }
}

/// The tensors of a static model.
private struct StaticTensors {
  let vectors: Matrix
  var mapping: [Int]?
  var weights: [Float]?

  /// Of what types the vectors may be.
  enum Types {
    case floats
    /// Whole numbers of a byte too, which Model2Vec takes as they are, without a scale.
    case withBytes
  }

  /// Reads the vectors, by the first of `names` that is there, and what goes with them.
  init(
    _ file: SafetensorsFile, names: [String], tokenCount: Int, types: Types
  ) throws(EmbeddingError) {
    func tensor(_ name: String, rank: Int) throws(EmbeddingError) -> SafetensorsFile.Tensor? {
      guard let tensor = file.tensors[name] else { return nil }
      guard tensor.shape.count == rank else {
        throw EmbeddingError(
          code: .wrongTensor, path: file.path,
          detail: "\"\(name)\" is \(tensor.shape), expected \(rank) dimensions")
      }
      return tensor
    }
    let name = names.first { file.tensors[$0] != nil } ?? names[0]
    guard let rows = try tensor(name, rank: 2), rows.shape[1] > 0 else {
      throw EmbeddingError(
        code: .wrongTensor, path: file.path, detail: "no \"\(name)\" of tokens × columns")
    }
    if name == "embeddings" {
      if let tensor = try tensor("mapping", rank: 1) {
        mapping = try file.integers(of: "mapping", tensor)
      }
      if let tensor = try tensor("weights", rank: 1) {
        weights = try file.floats(of: "weights", tensor)
      }
    }
    for (name, count) in [
      (mapping == nil ? name : "mapping", mapping?.count ?? rows.shape[0]),
      ("weights", weights?.count ?? tokenCount),
    ] where count < tokenCount {
      throw EmbeddingError(
        code: .wrongTensor, path: file.path,
        detail: "\"\(name)\" has \(count) rows, expected \(tokenCount): one per token")
    }
    if let row = mapping?.first(where: { !(0..<rows.shape[0]).contains($0) }) {
      throw EmbeddingError(
        code: .wrongTensor, path: file.path,
        detail: "\"mapping\" names row \(row) of \(rows.shape[0])")
    }
    let elements =
      if types == .withBytes, rows.element == .int8 { try file.bytes(of: rows) } else {
        try file.floats(of: name, rows)
      }
    vectors = Matrix(rowCount: rows.shape[0], columnCount: rows.shape[1], elements: elements)
  }
}
