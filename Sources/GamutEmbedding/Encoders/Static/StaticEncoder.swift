// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import GamutLinear

/// A static model: every token has a vector, and a text has their mean.
///
/// > Source: S. Tulkens, T. van Dongen, *Model2Vec: Fast State-of-the-Art Static Embeddings*, 2024,
/// > doi:10.5281/zenodo.17270888.
struct StaticEncoder: TextEncoder {
  let tokenizer: TextTokenizer
  /// One row per token, or per group of tokens where there is a mapping.
  let vectors: Matrix
  /// The row of each token; nil where it is the token's number.
  let mapping: [Int]?
  /// What the row of each token is multiplied by; nil for 1.
  let weights: [Float]?
  let reading: Reading
  /// What is put before every text.
  let prompt: [UInt8]
  /// What becomes of the means.
  let steps: VectorSteps

  /// Which tokens of a text count.
  enum Reading: Hashable, Sendable {
    /// As in Model2Vec: what lies beyond so many times the median length of a piece in code points
    /// is not looked at, and of the tokens so many are taken, of which unknown ones do not count.
    case model2vec(longestText: Int?)
    /// As in the `StaticEmbedding` of *sentence-transformers*: all that the tokeniser leaves.
    case sentenceTransformers(TokenLimit?)
  }

  var dimensionCount: Int { steps.outputCount }
  /// Means do not; products of BLAS do.
  var dependsOnOtherTexts: Bool { steps.hasLayers }

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
      let worded = texts.filter { !tokens.range(of: $0).isEmpty }
      var means = [Float](repeating: 0, count: worded.count * self.vectors.columnCount)
      var span = means.mutableSpan
      for (place, text) in worded.enumerated() {
        writeMean(
          of: tokens.ids.span.extracting(tokens.range(of: text)), to: &span,
          at: place * self.vectors.columnCount)
      }
      steps.write(means, toRows: worded.map { $0 - texts.lowerBound }, of: &target)
    }
    elements += vectors
  }

  /// The tokens of each text that count.
  func tokens(of batch: TextBatch, workers: Int) -> TokenBatch {
    switch reading {
    case .model2vec(let longestText):
      let pointLimit = longestText.map { $0 * tokenizer.medianLength } ?? Int.max
      return TokenBatch.make(of: batch, workers: workers) { text, ids, scratch in
        var all: [Int32] = []
        let end = Self.end(ofPoints: pointLimit, in: text)
        tokenizer.appendTokens(of: text.extracting(0..<end), to: &all, scratch: &scratch)
        for id in all.prefix(longestText ?? Int.max) where id != tokenizer.unknown {
          ids.append(id)
        }
      }
    case .sentenceTransformers(let limit):
      return TokenBatch.make(of: batch, workers: workers) { text, ids, scratch in
        let start = ids.count
        guard appendPrompted(text, to: &ids, scratch: &scratch) else { return }
        limit?.cut(&ids, from: start)
      }
    }
  }

  /// Adds the tokens of `text` with the prompt before it; false, and none, where the text adds none.
  private func appendPrompted(
    _ text: Span<UInt8>, to ids: inout [Int32], scratch: inout TextTokenizer.Scratch
  ) -> Bool {
    let start = ids.count
    tokenizer.appendTokens(of: text, to: &ids, scratch: &scratch)
    guard ids.count > start else { return false }
    if prompt.isEmpty { return true }
    ids.removeLast(ids.count - start)
    var prompted = prompt
    for i in text.indices { prompted.append(text[i]) }
    tokenizer.appendTokens(of: prompted.span, to: &ids, scratch: &scratch)
    return true
  }

  func cuts(of batch: TextBatch, workers: Int) -> TextCuts? {
    switch reading {
    case .model2vec(let longestText?): cuts(of: batch, longestText: longestText, workers: workers)
    case .sentenceTransformers(let limit?):
      TextCuts(
        leaving: TokenBatch.make(of: batch, workers: workers) { text, ids, scratch in
          // A token takes a byte at least.
          guard prompt.count + text.count > limit.count else { return }
          let start = ids.count
          guard appendPrompted(text, to: &ids, scratch: &scratch) else { return }
          limit.leaveRest(of: &ids, from: start)
        })
    case .model2vec(nil), .sentenceTransformers(nil): nil
    }
  }

  private func cuts(of batch: TextBatch, longestText: Int, workers: Int) -> TextCuts {
    let pointLimit = longestText * tokenizer.medianLength
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
    let width = vectors.columnCount
    for i in tokens.indices {
      let token = Int(tokens[i])
      let first = (mapping?[token] ?? token) * width
      let vector = source.extracting(first..<first + width)
      let weight = weights?[token] ?? 1
      for j in 0..<width { target[start + j] += weight * vector[j] }
    }
    for j in start..<start + width { target[j] /= Float(tokens.count) }
  }
}
