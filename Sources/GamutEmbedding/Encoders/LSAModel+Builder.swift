// SPDX-License-Identifier: Apache-2.0

public import GamutCore

extension LSAModel {
  /// Takes the texts of a corpus, batch by batch, and fits a model on them.
  ///
  /// Of each text its words are kept as numbers and counts, 8 bytes per distinct word of a text; the
  /// batch may go. To fit on a corpus and a reference together, add the batches of both.
  ///
  /// Of more than `Options.fittedTextLimit` texts a uniform sample of that size is fitted. Which
  /// texts it takes depends on their places and the seed alone, not on how they come in batches.
  public struct Builder: Sendable {
    /// What the model is made with.
    public let options: Options
    /// How many threads count and multiply; nothing else depends on it.
    public let workers: Int
    /// How many texts came.
    public private(set) var textCount = 0

    private(set) var words = WordTable()
    private var sample: TextSample

    /// Starts a model.
    public init(options: Options, workers: Int) {
      precondition(workers > 0, "\(workers) workers")
      precondition(options.dimensionCount > 0, "\(options.dimensionCount) dimensions")
      _ = options.gramLengths  // checks them
      precondition(options.fittedTextLimit > 0, "\(options.fittedTextLimit) texts")
      precondition(options.termLimit > 0, "\(options.termLimit) terms")
      precondition(options.oversampling >= 0, "oversampling \(options.oversampling)")
      precondition(options.powerIterations >= 0, "\(options.powerIterations) iterations")
      self.options = options
      self.workers = workers
      sample = TextSample(limit: options.fittedTextLimit, seed: options.seed)
    }
  }
}

extension LSAModel.Builder {
  /// Texts one task counts; constant.
  private static let chunkTextCount = 512

  /// Distinct words that are numbered at most, 40 bytes each; later ones, in corpora that hold so
  /// many, count by their n-grams when texts are encoded, and not at all in the fit.
  private static let wordLimit = 1 << 20

  /// Adds the texts of `batch` after those that came before.
  public mutating func add(_ batch: TextBatch) {
    let first = textCount
    let sampled = (0..<batch.count).filter { sample.takes(first + $0) }
    let parts = Parallel.mapChunks(
      of: sampled.count, chunkSize: Self.chunkTextCount, workers: workers
    ) { CountedTexts(batch, indices: sampled[$0]) }
    var next = sampled.makeIterator()
    for part in parts {
      var numbers = [UInt32?](repeating: nil, count: part.words.count)
      for text in 0..<part.count {
        guard let index = next.next(), sample.takes(first + index) else { continue }
        add(text, of: part, numbers: &numbers)
        sample.endText(first + index)
      }
    }
    textCount += batch.count
  }

  /// Adds the counts of one text; `numbers` remembers what the words of `part` are called here.
  private mutating func add(_ text: Int, of part: CountedTexts, numbers: inout [UInt32?]) {
    for entry in part.entries(of: text) {
      let local = Int(part.numbers[entry])
      if numbers[local] == nil {
        let hash = part.words.index.hashes[local]
        if words.count < Self.wordLimit {
          numbers[local] = part.words.withWord(local) { UInt32(words.insert($0, hash: hash)) }
        } else {
          numbers[local] = words.index.find(hash).map(UInt32.init)
        }
      }
      if let number = numbers[local] { sample.append(word: number, count: part.counts[entry]) }
    }
  }

  /// Fits the model.
  ///
  /// Fewer texts or terms than dimensions give fewer columns; texts without any word give none.
  ///
  /// - Throws: `EmbeddingError.Code.noConvergence` if LAPACK finds no eigenvalues.
  /// - Complexity: (2 + 2 × `powerIterations`) products of the sparse matrices, of O(texts × words
  ///   of a text × k) and O(words × n-grams of a word × k), and O((texts + terms) × k²), where k is
  ///   dimensions + oversampling. Memory: 16 bytes per distinct word of a text, 12 k bytes per text
  ///   and 8 k bytes per term.
  public consuming func build() throws(EmbeddingError) -> LSAModel {
    sample.trim()
    let weights = LSAWeights(
      counts: sample.texts, table: words, options: options, workers: workers)
    return try LSAFit(weights: weights, options: options, workers: workers)
      .model(givenTextCount: textCount)
  }
}
