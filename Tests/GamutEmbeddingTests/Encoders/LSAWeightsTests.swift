// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutEmbedding

struct LSAWeightsTests {
  /// The weights of `texts` as dense rows, terms in the order of their columns.
  static func dense(_ texts: [String], wordWeight: Double = 1) -> [[Double]] {
    var options = LSAModel.Options()
    options.wordWeight = wordWeight
    let weights = weights(texts, options: options)
    return (0..<weights.texts.rowCount).map { text in
      var row = [Double](repeating: 0, count: weights.words.count + weights.gramIndex.count)
      for i in weights.texts.range(ofRow: text) {
        let word = Int(weights.texts.columns[i])
        let frequency = Double(weights.texts.values[i])
        row[word] += frequency * Double(weights.words[word])
        for k in weights.grams.range(ofRow: word) {
          row[weights.words.count + Int(weights.grams.columns[k])] +=
            frequency * Double(weights.grams.values[k])
        }
      }
      return row
    }
  }

  static func weights(_ texts: [String], options: LSAModel.Options) -> LSAWeights {
    let batch = TextBatch(texts)
    let counted = CountedTexts(batch, indices: 0..<batch.count)
    return LSAWeights(
      counts: TextCounts(ends: counted.ends, words: counted.numbers, counts: counted.counts),
      table: counted.words, options: options, workers: 2)
  }

  @Test func `three texts by hand`() {
    // Words of one letter have one n-gram, " a ": it has the weight of the word.
    // idf of a and b, in two texts of three: ln(4/3) + 1 = 1.2876820724517808;
    // of c, in one: ln(4/2) + 1 = 1.6931471805599454. Term frequency of b in the second: 1 + ln 2.
    // Row 0: a, b: (1, 1)/√(2·2) each. Row 1: b: 1/√2 twice. Row 2: a, c:
    // √(2·(1.28768² + 1.69315²)) = 3.0082798, so 0.4280460 and 0.5628291.
    let rows = Self.dense(["a b", "b b", "a c"])
    let expected: [[Double]] = [
      [0.5, 0.5, 0, 0.5, 0.5, 0], [0, 0.5.squareRoot(), 0, 0, 0.5.squareRoot(), 0],
      [0.4280460, 0, 0.5628291, 0.4280460, 0, 0.5628291],
    ]
    for (row, expectedRow) in zip(rows, expected) {
      for (found, value) in zip(row, expectedRow) { #expect(abs(found - value) < 1e-6) }
    }
  }

  @Test func `term frequency grows with the logarithm of the count`() {
    // Before the row is scaled, x (idf 1 in one text of one) has 1 + ln 3, and y has 1.
    let row = Self.dense(["x x x y"])[0]
    #expect(abs(row[0] / row[1] - 2.09861228866811) < 1e-6)
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `the factored weights equal the naive ones`(seed: UInt64) {
    let texts = randomTexts(25, seed: seed)
    let weight = [1.0, 0.5, 2][Int(seed % 3)]
    let naive = NaiveLSA(texts, wordWeight: weight)
    let rows = Self.dense(texts, wordWeight: weight)
    // Columns come in another order; products of rows do not depend on it, nor do sorted rows.
    for i in texts.indices {
      for (found, expected) in zip(rows[i].sorted(), naive.rows[i].sorted()) {
        #expect(abs(found - expected) < 1e-5)
      }
      for j in texts.indices {
        let product = zip(rows[i], rows[j]).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - naive.cosine(i, j)) < 1e-5)
      }
    }
  }

  @Test func `terms come by falling frequency`() {
    let weights = Self.weights(["a", "b a", "c b a"], options: LSAModel.Options())
    #expect(weights.words == weights.words.sorted())
    #expect(weights.gramFrequencies == weights.gramFrequencies.sorted())
  }
}
