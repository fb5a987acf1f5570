// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import GamutLinear

/// A sentence encoder of the BERT family: word pieces, the network, one row per text.
///
/// > Source: N. Reimers, I. Gurevych, *Sentence-BERT: Sentence Embeddings using Siamese
/// > BERT-Networks*, 2019, doi:10.18653/v1/D19-1410.
struct SentenceEncoder: TextEncoder {
  let tokenizer: WordPieceTokenizer
  let enclosure: TokenizerFiles.Enclosure
  let network: BertNetwork
  let settings: SentenceSettings
  /// How many tokens the prompt has; a text that adds none is one without words.
  private let promptTokenCount: Int
  /// The folder, for the errors.
  private let path: String

  init(
    tokenizer: WordPieceTokenizer, enclosure: TokenizerFiles.Enclosure, network: BertNetwork,
    settings: SentenceSettings, path: String
  ) {
    self.tokenizer = tokenizer
    self.enclosure = enclosure
    self.network = network
    self.settings = settings
    self.path = path
    var tokens: [Int32] = []
    var scratch = WordPieceTokenizer.Scratch()
    tokenizer.appendTokens(of: settings.prompt.span, to: &tokens, scratch: &scratch)
    promptTokenCount = tokens.count
  }

  var dimensionCount: Int { network.configuration.width }

  /// Tokens one task takes at once; constant. Enough rows that the products run at full speed, few
  /// enough that the widest activations (512 × 1536 numbers in the small models) stay near the core.
  private static let blockTokenCount = 512

  func appendVectors(
    of batch: TextBatch, to elements: inout [Float], workers: Int
  ) throws(EmbeddingError) {
    let tokens = tokens(of: batch, workers: workers)
    let blocks = blocks(of: tokens)
    let parts = try Parallel.mapChunks(
      of: blocks.count, chunkSize: 1, workers: workers,
      throwing: { (chunk) throws(EmbeddingError) -> [Float] in
        try vectors(of: tokens, texts: blocks[chunk.lowerBound])
      })
    for part in parts { elements += part }
  }

  /// The tokens of each text with the prompt before it, cut to what the model takes, in `[CLS]` and
  /// `[SEP]`; none at all for a text without words.
  func tokens(of batch: TextBatch, workers: Int) -> TokenBatch {
    TokenBatch.make(of: batch, workers: workers) { text, ids, scratch in
      let start = ids.count
      ids.append(enclosure.first)
      appendPrompted(text, to: &ids, scratch: &scratch)
      let count = ids.count - start - 1
      guard count > promptTokenCount else { return ids.removeLast(count + 1) }
      ids.removeLast(max(0, count - ownTokenCount))
      ids.append(enclosure.last)
    }
  }

  /// How many tokens a text may have with the prompt before it, `[CLS]` and `[SEP]` besides.
  private var ownTokenCount: Int { settings.longestText - 2 }

  /// Adds the tokens of `text` with the prompt before it, neither cut nor enclosed.
  private func appendPrompted(
    _ text: Span<UInt8>, to ids: inout [Int32], scratch: inout WordPieceTokenizer.Scratch
  ) {
    if settings.prompt.isEmpty {
      return tokenizer.appendTokens(of: text, to: &ids, scratch: &scratch)
    }
    var prompted = settings.prompt
    for i in text.indices { prompted.append(text[i]) }
    tokenizer.appendTokens(of: prompted.span, to: &ids, scratch: &scratch)
  }

  func cuts(of batch: TextBatch, workers: Int) -> TextCuts? {
    let rests = TokenBatch.make(of: batch, workers: workers) { text, ids, scratch in
      // A token takes a byte at least.
      guard settings.prompt.count + text.count > ownTokenCount else { return }
      let start = ids.count
      appendPrompted(text, to: &ids, scratch: &scratch)
      ids.removeSubrange(start..<min(ids.count, start + ownTokenCount))
    }
    return TextCuts(leaving: rests)
  }

  /// Consecutive texts, as many as have `blockTokenCount` tokens at most, one at least.
  private func blocks(of tokens: TokenBatch) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var start = 0
    for text in 0..<tokens.count {
      let first = tokens.range(of: start).lowerBound
      if text > start, tokens.ends[text] - first > Self.blockTokenCount {
        blocks.append(start..<text)
        start = text
      }
    }
    if start < tokens.count { blocks.append(start..<tokens.count) }
    return blocks
  }

  private func vectors(
    of tokens: TokenBatch, texts: Range<Int>
  ) throws(EmbeddingError) -> [Float] {
    let width = dimensionCount
    let worded = texts.filter { !tokens.range(of: $0).isEmpty }
    var block = TokenBatch()
    for text in worded {
      block.ids += tokens.ids[tokens.range(of: text)]
      block.ends.append(block.ids.count)
    }
    let states = network.states(of: block)
    var elements = [Float](repeating: 0, count: texts.count * width)
    for (place, text) in worded.enumerated() {
      let range = block.range(of: place)
      let start = (text - texts.lowerBound) * width
      settings.pooling.write(
        states.span.extracting(range.lowerBound * width..<range.upperBound * width), width: width,
        to: &elements, at: start)
    }
    guard elements.allSatisfy(\.isFinite) else {
      throw EmbeddingError(
        code: .notFinite, path: path,
        detail: "the network yields NaN or infinity for a text, expected finite numbers")
    }
    guard settings.normalizes else { return elements }
    var vectors = Matrix(rowCount: texts.count, columnCount: width, elements: elements)
    _ = vectors.normalizeRows()
    return vectors.elements
  }
}

extension SentenceEncoder {
  /// Reads the model of a folder whose `config.json` is `document`.
  init(_ files: ModelFiles, configuration document: JSONTree, prompt: String?)
    throws(EmbeddingError)
  {
    let configuration = try BertConfiguration(document, of: files)
    let settings = try SentenceSettings(files, configuration: configuration, prompt: prompt)
    let tokens = try TokenizerFiles(files)
    guard let enclosure = tokens.enclosure else {
      throw files.unsupported("the tokeniser adds no [CLS] and [SEP], expected both")
    }
    guard tokens.tokenizer.idLimit <= configuration.vocabularyCount else {
      throw files.wrong(
        "config.json",
        "vocab_size is \(configuration.vocabularyCount), expected \(tokens.tokenizer.idLimit)")
    }
    self.init(
      tokenizer: tokens.tokenizer, enclosure: enclosure,
      network: try BertNetwork(configuration, BertWeights(try files.weights())),
      settings: settings, path: files.path)
  }
}
