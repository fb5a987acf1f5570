// SPDX-License-Identifier: Apache-2.0

import GamutLinear

/// The tensors of a BERT by their names, each checked against the shape it must have.
struct BertWeights {
  let file: SafetensorsFile
  /// What stands before the names of all tensors: nothing, or `bert.` or `roberta.` where a head was
  /// trained too.
  private let prefix: String

  init(_ file: SafetensorsFile) {
    self.file = file
    let plain = "embeddings.word_embeddings.weight"
    prefix = ["", "bert.", "roberta."].first { file.tensors[$0 + plain] != nil } ?? ""
  }

  /// The tensor `name`, `rowCount × columnCount`.
  func matrix(
    _ name: String, rowCount: Int, columnCount: Int
  ) throws(EmbeddingError) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: try elements(name, shape: [rowCount, columnCount]))
  }

  /// The tensor `name`, `count` long.
  func vector(_ name: String, count: Int) throws(EmbeddingError) -> [Float] {
    try elements(name, shape: [count])
  }

  /// The layers `names` side by side, as one.
  func dense(
    _ names: [String], inputCount: Int, outputCount: Int
  ) throws(EmbeddingError) -> DenseLayer {
    var elements: [Float] = []
    var bias: [Float] = []
    for name in names {
      elements += try self.elements("\(name).weight", shape: [outputCount, inputCount])
      bias += try vector("\(name).bias", count: outputCount)
    }
    return DenseLayer(
      weights: Matrix(
        rowCount: outputCount * names.count, columnCount: inputCount, elements: elements),
      bias: bias)
  }

  /// The layer norm `name`.
  func norm(_ name: String, width: Int, epsilon: Float) throws(EmbeddingError) -> LayerNorm {
    LayerNorm(
      scale: try vector("\(name).weight", count: width),
      shift: try vector("\(name).bias", count: width), epsilon: epsilon)
  }

  private func elements(_ name: String, shape: [Int]) throws(EmbeddingError) -> [Float] {
    try file.floats(named: prefix + name, shape: shape)
  }
}
