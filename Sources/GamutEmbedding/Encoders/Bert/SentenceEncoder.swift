// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import GamutLinear
import GamutUnicode

/// A sentence encoder of the BERT family: tokens, the network, one row per text.
///
/// > Source: N. Reimers, I. Gurevych, *Sentence-BERT: Sentence Embeddings using Siamese
/// > BERT-Networks*, 2019, doi:10.18653/v1/D19-1410.
struct SentenceEncoder: TextEncoder {
  let tokenizer: TextTokenizer
  let enclosure: TokenizerFiles.Enclosure
  let network: BertNetwork
  let settings: SentenceSettings
  /// What becomes of the vectors that are pooled.
  let steps: VectorSteps
  /// How many tokens the prompt has; a text that adds none is one without words.
  private let promptTokenCount: Int
  /// The folder, for the errors.
  private let path: String

  init(
    tokenizer: TextTokenizer, enclosure: TokenizerFiles.Enclosure, network: BertNetwork,
    settings: SentenceSettings, steps: VectorSteps, path: String
  ) {
    self.tokenizer = tokenizer
    self.enclosure = enclosure
    self.network = network
    self.settings = settings
    self.steps = steps
    self.path = path
    var tokens: [Int32] = []
    var scratch = TextTokenizer.Scratch()
    tokenizer.appendTokens(of: settings.prompt.span, to: &tokens, scratch: &scratch)
    promptTokenCount = tokens.count
  }

  var dimensionCount: Int { steps.outputCount }
  /// BLAS adds up a product of many rows otherwise than one of few.
  var dependsOnOtherTexts: Bool { true }

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

  /// The tokens of each text with the prompt before it, cut to what the model takes, in what
  /// encloses a text; none at all for a text without words.
  func tokens(of batch: TextBatch, workers: Int) -> TokenBatch {
    TokenBatch.make(of: batch, workers: workers) { text, ids, scratch in
      let start = ids.count
      ids.append(enclosure.first)
      appendPrompted(text, to: &ids, scratch: &scratch)
      let count = ids.count - start - 1
      guard count > promptTokenCount else { return ids.removeLast(count + 1) }
      settings.limit.cut(&ids, from: start + 1)
      ids.append(enclosure.last)
    }
  }

  /// Adds the tokens of `text` with the prompt before it, neither cut nor enclosed.
  private func appendPrompted(
    _ text: Span<UInt8>, to ids: inout [Int32], scratch: inout TextTokenizer.Scratch
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
      guard settings.prompt.count + text.count > settings.limit.count else { return }
      let start = ids.count
      appendPrompted(text, to: &ids, scratch: &scratch)
      settings.limit.leaveRest(of: &ids, from: start)
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
    let width = network.configuration.width
    let pooledWidth = steps.inputCount
    let worded = texts.filter { !tokens.range(of: $0).isEmpty }
    var block = TokenBatch()
    for text in worded {
      block.ids += tokens.ids[tokens.range(of: text)]
      block.ends.append(block.ids.count)
    }
    let states = network.states(of: block)
    var pooled = [Float](repeating: 0, count: worded.count * pooledWidth)
    for place in worded.indices {
      let range = block.range(of: place)
      let rows = states.span.extracting(range.lowerBound * width..<range.upperBound * width)
      for (part, pooling) in settings.poolings.enumerated() {
        pooling.write(rows, width: width, to: &pooled, at: place * pooledWidth + part * width)
      }
    }
    guard pooled.allSatisfy(\.isFinite) else { throw notFinite }
    var elements = [Float](repeating: 0, count: texts.count * dimensionCount)
    var target = elements.mutableSpan
    steps.write(pooled, toRows: worded.map { $0 - texts.lowerBound }, of: &target)
    guard elements.allSatisfy(\.isFinite) else { throw notFinite }
    return elements
  }

  private var notFinite: EmbeddingError {
    EmbeddingError(
      code: .notFinite, path: path,
      detail: "the network yields NaN or infinity for a text, expected finite numbers")
  }
}

extension SentenceEncoder {
  /// Reads the transformer in `files` with the steps of `modules`.
  init(
    _ files: ModelFiles, modules: SentenceModules, shared: SentenceConfiguration
  ) throws(EmbeddingError) {
    let document = try files.document("config.json")
    let configuration = try BertConfiguration(document, of: files)
    let tokens = try TokenizerFiles(files, configuration: document)
    let settings = try SentenceSettings(
      files, modules: modules, configuration: configuration, prompt: shared.prompt, end: tokens.end)
    guard let enclosure = tokens.enclosure else {
      throw files.unsupported(
        "the tokeniser puts nothing around a text, expected a token on each side")
    }
    guard tokens.tokenizer.idLimit <= configuration.vocabularyCount else {
      throw files.wrong(
        "config.json",
        "vocab_size is \(configuration.vocabularyCount), expected \(tokens.tokenizer.idLimit)")
    }
    guard !settings.lowersFirst || tokens.tokenizer.lowersCase else {
      throw files.unsupported("do_lower_case is true, expected the tokeniser to say so")
    }
    self.init(
      tokenizer: tokens.tokenizer, enclosure: enclosure,
      network: try BertNetwork(configuration, BertWeights(try files.weights())),
      settings: settings,
      steps: try modules.steps(
        of: configuration.width * settings.poolings.count, keptCount: shared.keptCount),
      path: files.path)
  }
}
