// SPDX-License-Identifier: Apache-2.0

public import GamutCore

extension LSAModel {
  /// Takes the texts of a corpus, batch by batch, and fits a model on them.
  ///
  /// Of each text its words are kept as hashes and counts, 12 bytes per distinct word of a text; the
  /// batch may go. To fit on a corpus and a reference together, add the batches of both.
  ///
  /// The memory is bounded whatever the corpus: of more than `Options.fittedTextLimit` texts, or of
  /// texts with more than 8 million distinct words of a text in all, a uniform sample within both
  /// limits is fitted; of more than a million words the rarer ones are not. Both depend on the texts,
  /// their order and the seed alone, not on how they come in batches.
  public struct Builder: Sendable {
    /// What the model is made with.
    public let options: Options
    /// How many threads count and multiply; nothing else depends on it.
    public let workers: Int
    /// How many texts came.
    public private(set) var textCount = 0

    private var vocabulary: BoundedVocabulary
    private var sample: TextSample

    /// Words that are told apart at most, some 50 bytes each; the rest count by their n-grams when
    /// texts are encoded, and not at all in the fit.
    private static let wordLimit = 1 << 20
    /// Distinct words of a text that the sample has at most in all its texts.
    private static let entryLimit = 1 << 23

    /// Starts a model.
    public init(options: Options, workers: Int) {
      self.init(
        options: options, workers: workers, wordLimit: Self.wordLimit, entryLimit: Self.entryLimit)
    }

    /// Starts a model with other bounds.
    init(options: Options, workers: Int, wordLimit: Int, entryLimit: Int) {
      precondition(workers > 0, "\(workers) workers")
      precondition(options.dimensionCount > 0, "\(options.dimensionCount) dimensions")
      _ = options.gramLengths  // checks them
      precondition(options.fittedTextLimit > 0, "\(options.fittedTextLimit) texts")
      precondition(options.termLimit > 0, "\(options.termLimit) terms")
      precondition(options.oversampling >= 0, "oversampling \(options.oversampling)")
      precondition(options.powerIterations >= 0, "\(options.powerIterations) iterations")
      self.options = options
      self.workers = workers
      vocabulary = BoundedVocabulary(limit: wordLimit)
      sample = TextSample(
        textLimit: options.fittedTextLimit, entryLimit: entryLimit, seed: options.seed)
    }
  }
}

extension LSAModel.Builder {
  /// Texts one task counts; constant.
  private static let chunkTextCount = 512

  /// Adds the texts of `batch` after those that came before.
  public mutating func add(_ batch: TextBatch) {
    let first = textCount
    let sampled = (0..<batch.count).filter { sample.takes(first + $0) }
    let parts = Parallel.mapChunks(
      of: sampled.count, chunkSize: Self.chunkTextCount, workers: workers
    ) { CountedTexts(batch, indices: sampled[$0]) }
    var next = sampled.makeIterator()
    for part in parts {
      var numbers = [Int?](repeating: nil, count: part.words.count)
      for text in 0..<part.count {
        guard let index = next.next(), sample.takes(first + index) else { continue }
        add(text, of: part, numbers: &numbers)
        sample.endText(first + index)
      }
    }
    textCount += batch.count
  }

  /// Adds the counts of one text; `numbers` remembers what the words of `part` are called here.
  private mutating func add(_ text: Int, of part: CountedTexts, numbers: inout [Int?]) {
    for entry in part.entries(of: text) {
      let local = Int(part.numbers[entry])
      let hash = part.words.index.hashes[local]
      sample.append(word: hash, count: part.counts[entry])
      if let number = numbers[local] {
        vocabulary.countAgain(number)
        continue
      }
      if vocabulary.isFull, vocabulary.words.index.find(hash) == nil {
        vocabulary.dropRarerHalf()
        numbers = [Int?](repeating: nil, count: numbers.count)
      }
      numbers[local] = part.words.withWord(local) { vocabulary.count($0, hash: hash) }
    }
  }

  /// Fits the model.
  ///
  /// Fewer texts or terms than dimensions give fewer columns; texts without any word give none.
  ///
  /// - Throws: `EmbeddingError.Code.noConvergence` if LAPACK finds no eigenvalues.
  /// - Complexity: (2 + 2 × `powerIterations`) products of the sparse matrices, of O(texts × words
  ///   of a text × k) and O(words × n-grams of a word × k), and O((texts + terms) × k²), where k is
  ///   dimensions + oversampling. Memory: 28 bytes per distinct word of a text, 12 k bytes per text
  ///   and 8 k bytes per term.
  public consuming func build() throws(EmbeddingError) -> LSAModel {
    let (options, workers, textCount) = (options, workers, textCount)
    return try LSAFit(weights: takeWeights(), options: options, workers: workers)
      .model(givenTextCount: textCount)
  }

  /// The weights; sample and vocabulary go as soon as they have served, before the fit needs room.
  private mutating func takeWeights() -> LSAWeights {
    var counted = TextSample(textLimit: 1, entryLimit: 1, seed: 0)
    swap(&counted, &sample)
    let table = vocabulary.words
    vocabulary = BoundedVocabulary(limit: 2)
    return LSAWeights(
      counts: counted.texts(numberedBy: table), table: table, options: options, workers: workers)
  }
}
