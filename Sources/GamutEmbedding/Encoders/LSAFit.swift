// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear

/// The truncated singular value decomposition of the weights, by a randomised range finder with
/// power iterations.
///
/// Only texts × k blocks are orthonormalised, through their Gram matrix in `Double`: terms are more
/// than texts in most corpora, and a Gram matrix adds up from blocks of rows in parallel, which a
/// Householder QR does not. Directions beyond the rank of A fall away there.
///
/// > Source: N. Halko, P. Martinsson, J. Tropp, *Finding Structure with Randomness*, 2011,
/// > doi:10.1137/090771806 (algorithms 4.3 and 5.1).
struct LSAFit: Sendable {
  let options: LSAModel.Options
  let workers: Int
  private let weights: LSAWeights
  private let textsTransposed: SparseRows
  private let gramsTransposed: SparseRows
  /// w²D².
  private let squaredWords: [Float]

  init(weights: LSAWeights, options: LSAModel.Options, workers: Int) {
    self.options = options
    self.workers = workers
    self.weights = weights
    textsTransposed = weights.texts.transposed()
    gramsTransposed = weights.grams.transposed()
    squaredWords = weights.words.map { $0 * $0 }
  }

  /// Decomposes, and gives each term its vector.
  func model(givenTextCount: Int) throws(EmbeddingError) -> LSAModel {
    var basis = try orthonormalized(weights.texts.multiplied(by: directions(), workers: workers))
    for _ in 0..<options.powerIterations {
      let terms = textsTransposed.multiplied(by: basis, workers: workers)
      let spread = spread(terms).words
      basis = try orthonormalized(weights.texts.multiplied(by: spread, workers: workers))
    }
    // B = QᵀA by words; BBᵀ = QᵀAAᵀQ = E·diag(σ²)·Eᵀ. A text's vector is its row of A times
    // V = AᵀU / σ with U = QE.
    let terms = textsTransposed.multiplied(by: basis, workers: workers)
    let (rotation, values) = try LSAFit.whitening(
      of: gram(of: terms), limit: options.dimensionCount)
    let vectors = spread(terms.multiplied(by: rotation, workers: workers))
    return LSAModel(
      options: options, fittedTextCount: weights.texts.rowCount, givenTextCount: givenTextCount,
      singularValues: values.map { Float($0.squareRoot()) },
      words: weights.wordIndex, wordVectors: vectors.words,
      grams: weights.gramIndex, gramVectors: scaled(vectors.grams, by: weights.gramFrequencies))
  }

  /// (D | G)·Ω for random signs Ω, as good as Gaussian directions and 64 of them to a random number.
  private func directions() -> Matrix {
    let termCount = weights.words.count + weights.gramIndex.count
    let width = min(
      options.dimensionCount + options.oversampling, weights.texts.rowCount, termCount)
    var random = SeededRandom(seed: options.seed)
    let words = random.signs(rowCount: weights.words.count, columnCount: width)
    let grams = random.signs(rowCount: weights.gramIndex.count, columnCount: width)
    return scaled(
      words, by: weights.words, plus: weights.grams.multiplied(by: grams, workers: workers))
  }

  /// (w²D² + GGᵀ)·Z and, on the way there, GᵀZ.
  private func spread(_ terms: Matrix) -> (words: Matrix, grams: Matrix) {
    let grams = gramsTransposed.multiplied(by: terms, workers: workers)
    let sum = weights.grams.multiplied(by: grams, workers: workers)
    return (scaled(terms, by: squaredWords, plus: sum), grams)
  }

  /// Zᵀ(w²D² + GGᵀ)Z.
  private func gram(of terms: Matrix) -> SymmetricMatrix {
    var result = moments(of: scaled(terms, by: weights.words)).gram
    result.add(moments(of: gramsTransposed.multiplied(by: terms, workers: workers)).gram)
    return result
  }

  /// An orthonormal basis of the columns of `matrix`, without those beyond its rank.
  private func orthonormalized(_ matrix: Matrix) throws(EmbeddingError) -> Matrix {
    let (rotation, _) = try LSAFit.whitening(
      of: moments(of: matrix).gram, limit: matrix.columnCount)
    return matrix.multiplied(by: rotation, workers: workers)
  }
}
