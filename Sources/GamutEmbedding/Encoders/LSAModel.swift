// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutLinear

/// Latent semantic analysis: vectors of texts from the words and character n-grams they share, with
/// no model file and no network.
///
/// A text is a sparse row of TF-IDF weights: its words, and the n-grams of its words, both scaled by
/// the same sublinear term frequency 1 + ln(count) of the word and by the smooth inverse document
/// frequency ln((1 + n) / (1 + df)) + 1 of the term. The row, at Euclidean norm 1, is projected on
/// the leading right singular vectors of all rows, and scaled to norm 1 again.
///
/// We differ from the literature in one point: an n-gram is counted through the words it stands in,
/// not for itself. So the n-gram part of the matrix is the product (texts × words) · (words ×
/// n-grams), neither the wide matrix nor a text's own n-grams are ever stored, and a text's vector
/// is the weighted sum of vectors of its words. Words that the model never saw have a vector too:
/// that of their n-grams.
///
/// > Source: S. Deerwester, S. Dumais, G. Furnas, T. Landauer, R. Harshman, *Indexing by Latent
/// > Semantic Analysis*, 1990; G. Salton, C. Buckley, *Term-weighting approaches in automatic text
/// > retrieval*, 1988, doi:10.1016/0306-4573(88)90021-0; P. Bojanowski, E. Grave, A. Joulin, T.
/// > Mikolov, *Enriching Word Vectors with Subword Information*, 2017, doi:10.1162/tacl_a_00051.
public struct LSAModel: Sendable {
  /// What fixes a model, beside its texts.
  public struct Options: Hashable, Codable, Sendable {
    /// How many dimensions the vectors have at most; fewer where the texts span fewer.
    public var dimensionCount = 128
    /// The shortest character n-grams, in code points.
    public var shortestGram = 3
    /// The longest character n-grams.
    public var longestGram = 4
    /// The weight of a word beside its n-grams.
    public var wordWeight = 1.0
    /// How many texts are fitted at most; of more, a sample is drawn, and all can be encoded.
    public var fittedTextLimit = 131_072
    /// How many words, and how many n-grams, have a weight at most; those of more texts come first.
    public var termLimit = 131_072
    /// How many more random directions than dimensions the decomposition takes.
    public var oversampling = 16
    /// How often the decomposition multiplies by A·Aᵀ before it settles.
    public var powerIterations = 1
    /// The seed of the random directions and of the sample.
    public var seed: UInt64 = 0

    /// The defaults.
    public init() {}
  }

  /// What the model was made with.
  public let options: Options
  /// How many texts it was fitted on, those without words included.
  public let fittedTextCount: Int
  /// How many texts it was given; more than `fittedTextCount` where a sample was drawn.
  public let givenTextCount: Int
  /// The leading singular values of the matrix of weights, in descending order, one per dimension.
  public let singularValues: [Float]

  let words: HashIndex
  /// One row per word of `words`.
  let wordVectors: Matrix
  let grams: HashIndex
  /// One row per n-gram of `grams`.
  let gramVectors: Matrix

  /// How many columns the vectors have: `options.dimensionCount`, or fewer.
  public var dimensionCount: Int { singularValues.count }
  /// How many words have a vector.
  public var wordCount: Int { words.count }
  /// How many character n-grams have a vector.
  public var gramCount: Int { grams.count }
}

extension LSAModel {
  /// Texts one task encodes; constant.
  private static let chunkTextCount = 256

  /// The vectors of the texts of `batch`: `batch.count × dimensionCount`, rows of norm 1.
  ///
  /// A text's vector depends on nothing but the text and the model. A text without words, or without
  /// any n-gram the model knows, is a row of zeros.
  ///
  /// - Complexity: O(words × `dimensionCount`), the same for any number of workers.
  public func encode(_ batch: TextBatch, workers: Int) -> Matrix {
    let (elements, _) = FloatColumn.filled(
      rowCount: batch.count, rowLength: dimensionCount, chunkSize: LSAModel.chunkTextCount,
      workers: workers
    ) { rows, target in
      encode(CountedTexts(batch, indices: rows), into: &target)
    }
    return Matrix(rowCount: batch.count, columnCount: dimensionCount, elements: elements)
  }

  /// Appends the vectors of the texts of `batch` to `elements`, row by row, for corpora that come in
  /// batches: `elements` then make a `Matrix` of `dimensionCount` columns.
  ///
  /// - Complexity: as `encode(_:workers:)`; reserve the capacity where the number of texts is known.
  public func appendVectors(of batch: TextBatch, to elements: inout [Float], workers: Int) {
    elements.append(contentsOf: encode(batch, workers: workers).elements)
  }

  private func encode(_ texts: CountedTexts, into target: inout MutableSpan<Float>) {
    let vectors = vectors(of: texts.words)
    let source = vectors.span
    let frequencies = TermFrequency()
    var sum = RowSum(width: dimensionCount)
    for text in 0..<texts.count {
      sum.clear()
      for entry in texts.entries(of: text) {
        sum.add(
          frequencies[texts.counts[entry]], times: source,
          from: Int(texts.numbers[entry]) * dimensionCount)
      }
      sum.normalize()
      sum.write(to: &target, at: text * dimensionCount)
    }
  }

  /// The vectors of `table`'s words, row by row: those of the model, or the sums of their n-grams.
  private func vectors(of table: WordTable) -> [Float] {
    let width = dimensionCount
    let characterGrams = CharacterGrams(lengths: options.gramLengths)
    let wordSource = wordVectors.elements.span
    let gramSource = gramVectors.elements.span
    var vectors = [Float](repeating: 0, count: table.count * width)
    var target = vectors.mutableSpan
    var sum = RowSum(width: width)
    for (number, hash) in table.index.hashes.enumerated() {
      sum.clear()
      if let word = words.find(hash) {
        sum.add(1, times: wordSource, from: word * width)
      } else {
        let found = table.withWord(number) { characterGrams.hashes(of: $0).compactMap(grams.find) }
        for gram in found { sum.add(1, times: gramSource, from: gram * width) }
      }
      sum.write(to: &target, at: number * width)
    }
    return vectors
  }
}

extension LSAModel.Options {
  /// The lengths of the n-grams.
  var gramLengths: ClosedRange<Int> {
    precondition(
      shortestGram > 0 && shortestGram <= longestGram,
      "n-grams of \(shortestGram) to \(longestGram)")
    return shortestGram...longestGram
  }
}

extension LSAModel: TextEncoder {}
