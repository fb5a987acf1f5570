// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import GamutLinear

/// A Model2Vec model: every token has a vector, and a text has their mean.
///
/// > Source: S. Tulkens, T. van Dongen, *Model2Vec: Fast State-of-the-Art Static Embeddings*, 2024,
/// > doi:10.5281/zenodo.17270888.
struct StaticEncoder: TextEncoder {
  let tokenizer: WordPieceTokenizer
  /// One row per token, or per group of tokens where there is a mapping.
  let vectors: Matrix
  /// The row of each token; nil where it is the token's number.
  let mapping: [Int]?
  /// What the row of each token is multiplied by; nil for 1.
  let weights: [Float]?
  /// Whether vectors are scaled to norm 1.
  let normalizes: Bool
  /// How many tokens of a text count; nil for all.
  let longestText: Int?

  var dimensionCount: Int { vectors.columnCount }

  /// Texts one task averages; constant.
  private static let chunkTextCount = 256

  func appendVectors(
    of batch: TextBatch, to elements: inout [Float], workers: Int
  ) throws(EmbeddingError) {
    let tokens = tokens(of: batch, workers: workers)
    let width = dimensionCount
    let (vectors, _) = FloatColumn.filled(
      rowCount: batch.count, rowLength: width, chunkSize: Self.chunkTextCount, workers: workers
    ) { texts, target in
      for text in texts {
        let start = (text - texts.lowerBound) * width
        writeMean(
          of: tokens.ids.span.extracting(tokens.range(of: text)), to: &target, at: start)
      }
    }
    elements += vectors
  }

  /// The known tokens of each text. What lies beyond `longestText` times the median length of a
  /// piece in code points is not looked at, and of the tokens the first `longestText` are taken, the
  /// unknown ones among them, as in the reference.
  func tokens(of batch: TextBatch, workers: Int) -> TokenBatch {
    let pointLimit = longestText.map { $0 * tokenizer.vocabulary.medianLength } ?? Int.max
    return TokenBatch.make(of: batch, workers: workers) { text, ids, scratch in
      var all: [Int32] = []
      let end = Self.end(ofPoints: pointLimit, in: text)
      tokenizer.appendTokens(of: text.extracting(0..<end), to: &all, scratch: &scratch)
      for id in all.prefix(longestText ?? Int.max) where id != tokenizer.unknown { ids.append(id) }
    }
  }

  func cuts(of batch: TextBatch, workers: Int) -> TextCuts? {
    guard let longestText else { return nil }
    let pointLimit = longestText * tokenizer.vocabulary.medianLength
    let rests = TokenBatch.make(of: batch, workers: workers) { text, ids, scratch in
      // A token takes a byte at least, and so does a code point.
      guard text.count > min(longestText, pointLimit) else { return }
      var read: [Int32] = []
      tokenizer.appendTokens(
        of: text.extracting(0..<Self.end(ofPoints: pointLimit, in: text)), to: &read,
        scratch: &scratch)
      let start = ids.count
      tokenizer.appendTokens(of: text, to: &ids, scratch: &scratch)
      ids.removeSubrange(start..<min(ids.count, start + min(read.count, longestText)))
    }
    return TextCuts(leaving: rests)
  }

  /// Where the first `limit` code points of `text` end.
  private static func end(ofPoints limit: Int, in text: Span<UInt8>) -> Int {
    if text.count <= limit { return text.count }
    var count = 0
    for i in text.indices where text[i] & 0xC0 != 0x80 {
      if count == limit { return i }
      count += 1
    }
    return text.count
  }

  private func writeMean(
    of tokens: Span<Int32>, to target: inout MutableSpan<Float>, at start: Int
  ) {
    if tokens.isEmpty { return }
    let source = vectors.elements.span
    let width = dimensionCount
    for i in tokens.indices {
      let token = Int(tokens[i])
      let first = (mapping?[token] ?? token) * width
      let vector = source.extracting(first..<first + width)
      let weight = weights?[token] ?? 1
      for j in 0..<width { target[start + j] += weight * vector[j] }
    }
    var square = 0.0
    for j in start..<start + width {
      target[j] /= Float(tokens.count)
      square += Double(target[j]) * Double(target[j])
    }
    guard normalizes, square > 0 else { return }
    let scale = 1 / square.squareRoot()
    for j in start..<start + width { target[j] = Float(Double(target[j]) * scale) }
  }
}

extension StaticEncoder {
  /// Reads the model of a folder whose `config.json` is `configuration`.
  init(_ files: ModelFiles, configuration: JSONTree) throws(EmbeddingError) {
    let tokenizer = try TokenizerFiles(files).tokenizer
    let file = try files.weights()
    func tensor(_ name: String, rank: Int) throws(EmbeddingError) -> SafetensorsFile.Tensor? {
      guard let tensor = file.tensors[name] else { return nil }
      guard tensor.shape.count == rank else {
        throw EmbeddingError(
          code: .wrongTensor, path: file.path,
          detail: "\"\(name)\" is \(tensor.shape), expected \(rank) dimensions")
      }
      return tensor
    }
    guard let rows = try tensor("embeddings", rank: 2), rows.shape[1] > 0 else {
      throw EmbeddingError(
        code: .wrongTensor, path: file.path, detail: "no \"embeddings\" of tokens × columns")
    }
    let mapping: [Int]?
    if let tensor = try tensor("mapping", rank: 1) {
      mapping = try file.integers(of: "mapping", tensor)
    } else {
      mapping = nil
    }
    let weights: [Float]?
    if let tensor = try tensor("weights", rank: 1) {
      weights = try file.floats(of: "weights", tensor)
    } else {
      weights = nil
    }
    let needed = tokenizer.idLimit
    for (name, count) in [
      (mapping == nil ? "embeddings" : "mapping", mapping?.count ?? rows.shape[0]),
      ("weights", weights?.count ?? needed),
    ] where count < needed {
      throw EmbeddingError(
        code: .wrongTensor, path: file.path,
        detail: "\"\(name)\" has \(count) rows, expected \(needed): one per token")
    }
    if let row = mapping?.first(where: { !(0..<rows.shape[0]).contains($0) }) {
      throw EmbeddingError(
        code: .wrongTensor, path: file.path,
        detail: "\"mapping\" names row \(row) of \(rows.shape[0])")
    }
    let name = "config.json"
    var longestText: Int? = 512
    if let value = configuration["max_length"] {
      longestText = value.integer
      guard value.isNull || (longestText.map { (1...1 << 24).contains($0) } ?? false) else {
        throw files.wrong(name, "max_length is not a whole number within 1…16777216")
      }
    }
    self.init(
      tokenizer: tokenizer,
      vectors: Matrix(
        rowCount: rows.shape[0], columnCount: rows.shape[1],
        elements: try file.floats(of: "embeddings", rows)),
      mapping: mapping, weights: weights,
      normalizes: configuration["normalize"]?.boolean ?? false, longestText: longestText)
  }
}
