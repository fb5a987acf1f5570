// SPDX-License-Identifier: Apache-2.0

import GamutLinear

/// The network of a BERT or RoBERTa encoder: tokens in, one row per token out.
///
/// Texts lie end to end in one block of rows, so that the dense layers multiply no padding; only
/// attention looks at each text for itself.
///
/// > Source: J. Devlin, M.-W. Chang, K. Lee, K. Toutanova, *BERT*, 2019, doi:10.18653/v1/N19-1423.
struct BertNetwork: Sendable {
  /// One layer of the network.
  struct Layer: Sendable {
    let projections: DenseLayer
    let attended: DenseLayer
    let attendedNorm: LayerNorm
    let inner: DenseLayer
    let outer: DenseLayer
    let outerNorm: LayerNorm
  }

  let configuration: BertConfiguration
  private let words: Matrix
  /// The row of each position, with that of token type 0 added, as texts have no other.
  private let positions: Matrix
  private let embeddingNorm: LayerNorm
  private let layers: [Layer]
  private let attention: SelfAttention

  /// Reads the weights.
  init(_ configuration: BertConfiguration, _ weights: BertWeights) throws(EmbeddingError) {
    self.configuration = configuration
    let width = configuration.width
    let epsilon = configuration.epsilon
    words = try weights.matrix(
      "embeddings.word_embeddings.weight", rowCount: configuration.vocabularyCount,
      columnCount: width)
    let positions = try weights.matrix(
      "embeddings.position_embeddings.weight", rowCount: configuration.positionRowCount,
      columnCount: width)
    let types = try weights.matrix(
      "embeddings.token_type_embeddings.weight", rowCount: configuration.tokenTypeCount,
      columnCount: width)
    // Not in place in the matrix, which checks itself, and is copied, at every change.
    var sums = positions.elements
    for i in sums.indices { sums[i] += types.elements[i % width] }
    self.positions = Matrix(rowCount: positions.rowCount, columnCount: width, elements: sums)
    embeddingNorm = try weights.norm("embeddings.LayerNorm", width: width, epsilon: epsilon)
    var layers: [Layer] = []
    for number in 0..<configuration.layerCount {
      let name = "encoder.layer.\(number)"
      layers.append(
        Layer(
          projections: try weights.dense(
            ["query", "key", "value"].map { "\(name).attention.self.\($0)" }, inputCount: width,
            outputCount: width),
          attended: try weights.dense(
            ["\(name).attention.output.dense"], inputCount: width, outputCount: width),
          attendedNorm: try weights.norm(
            "\(name).attention.output.LayerNorm", width: width, epsilon: epsilon),
          inner: try weights.dense(
            ["\(name).intermediate.dense"], inputCount: width,
            outputCount: configuration.innerWidth),
          outer: try weights.dense(
            ["\(name).output.dense"], inputCount: configuration.innerWidth, outputCount: width),
          outerNorm: try weights.norm(
            "\(name).output.LayerNorm", width: width, epsilon: epsilon)))
    }
    self.layers = layers
    attention = SelfAttention(
      headCount: configuration.headCount, headWidth: configuration.headWidth)
  }

  /// The last hidden states of the texts of `tokens`, one row of `width` per token, in order.
  ///
  /// Every text has a token at least and at most as many as there are positions. A text's rows
  /// depend on the text alone, but for their last bits: those of BLAS depend on where a row stands.
  ///
  /// - Complexity: O(tokens × `layerCount` × `width` × (`width` + `innerWidth`)), and attention,
  ///   quadratic in the length of a text.
  func states(of tokens: TokenBatch) -> [Float] {
    let rowCount = tokens.ids.count
    let width = configuration.width
    var states = embeddings(of: tokens, rowCount: rowCount)
    var projections = [Float](repeating: 0, count: rowCount * 3 * width)
    var attended = [Float](repeating: 0, count: rowCount * width)
    var inner = [Float](repeating: 0, count: rowCount * configuration.innerWidth)
    var scratch: [Float] = []
    var stateSpan = states.mutableSpan
    var projectionSpan = projections.mutableSpan
    var attendedSpan = attended.mutableSpan
    var innerSpan = inner.mutableSpan
    for layer in layers {
      layer.projections.writeOutputs(of: stateSpan.span, rowCount: rowCount, to: &projectionSpan)
      attention.apply(
        to: projectionSpan.span, ends: tokens.ends, outputs: &attendedSpan, scratch: &scratch)
      layer.attended.addOutputs(of: attendedSpan.span, rowCount: rowCount, to: &stateSpan)
      layer.attendedNorm.apply(to: &stateSpan)
      layer.inner.writeOutputs(of: stateSpan.span, rowCount: rowCount, to: &innerSpan)
      GELU.apply(to: &innerSpan)
      layer.outer.addOutputs(of: innerSpan.span, rowCount: rowCount, to: &stateSpan)
      layer.outerNorm.apply(to: &stateSpan)
    }
    return states
  }

  private func embeddings(of tokens: TokenBatch, rowCount: Int) -> [Float] {
    let width = configuration.width
    var states = [Float](repeating: 0, count: rowCount * width)
    var target = states.mutableSpan
    let wordSpan = words.elements.span
    let positionSpan = positions.elements.span
    for text in 0..<tokens.count {
      let range = tokens.range(of: text)
      precondition(range.count <= configuration.positionCount, "\(range.count) tokens")
      // How many tokens came that do not fill up.
      var count = 0
      for token in range {
        let word = wordSpan.extracting(
          words.elementRange(ofRows: Int(tokens.ids[token])..<Int(tokens.ids[token]) + 1))
        let place: Int
        if let padding = configuration.padding {
          if tokens.ids[token] != padding { count += 1 }
          place = Int(padding) + (tokens.ids[token] == padding ? 0 : count)
        } else {
          place = token - range.lowerBound
        }
        let position = positionSpan.extracting(positions.elementRange(ofRows: place..<place + 1))
        for j in 0..<width { target[token * width + j] = word[j] + position[j] }
      }
    }
    embeddingNorm.apply(to: &target)
    return states
  }
}
