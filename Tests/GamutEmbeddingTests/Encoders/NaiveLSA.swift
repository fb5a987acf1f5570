// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutLinear

@testable import GamutEmbedding

/// The weights of LSA by definition: strings, dictionaries and dense rows of `Double`.
struct NaiveLSA {
  /// One row per text, one column per term, rows of norm 1 or 0.
  var rows: [[Double]] = []

  /// Weighs texts whose words are separated by spaces and already folded.
  init(_ texts: [String], lengths: ClosedRange<Int> = 3...4, wordWeight: Double = 1) {
    let counts = texts.map { text in
      text.split(separator: " ").reduce(into: [String: Int]()) { $0[String($1), default: 0] += 1 }
    }
    let wordFrequency = counts.reduce(into: [String: Int]()) {
      for word in $1.keys { $0[word, default: 0] += 1 }
    }
    let gramFrequency = counts.reduce(into: [String: Int]()) {
      let grams = Set($1.keys.flatMap { NaiveLSA.grams(of: $0, lengths: lengths) })
      for gram in grams { $0[gram, default: 0] += 1 }
    }
    let words = wordFrequency.keys.sorted()
    let grams = gramFrequency.keys.sorted()
    for count in counts {
      var weights: [String: Double] = [:]
      var gramWeights: [String: Double] = [:]
      for (word, times) in count {
        let frequency = 1 + log(Double(times))
        weights[word] =
          wordWeight * frequency * NaiveLSA.idf(wordFrequency[word] ?? 0, of: texts.count)
        for gram in NaiveLSA.grams(of: word, lengths: lengths) {
          gramWeights[gram, default: 0] +=
            frequency * NaiveLSA.idf(gramFrequency[gram] ?? 0, of: texts.count)
        }
      }
      let row = words.map { weights[$0] ?? 0 } + grams.map { gramWeights[$0] ?? 0 }
      let norm = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      rows.append(norm > 0 ? row.map { $0 / norm } : row)
    }
  }

  static func idf(_ documentCount: Int, of textCount: Int) -> Double {
    log(Double(1 + textCount) / Double(1 + documentCount)) + 1
  }

  static func grams(of word: String, lengths: ClosedRange<Int>) -> [String] {
    let padded = Array(" \(word) ".unicodeScalars)
    var grams: [String] = []
    for n in lengths {
      if padded.count <= n { return grams + [NaiveLSA.string(padded[...])] }
      for start in 0...padded.count - n { grams.append(NaiveLSA.string(padded[start..<start + n])) }
    }
    return grams
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var string = ""
    string.unicodeScalars.append(contentsOf: scalars)
    return string
  }

  /// The cosine of two rows.
  func cosine(_ i: Int, _ j: Int) -> Double {
    zip(rows[i], rows[j]).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The rows as a matrix.
  var matrix: Matrix {
    Matrix(
      rowCount: rows.count, columnCount: rows.first?.count ?? 0,
      elements: rows.flatMap { $0.map(Float.init) })
  }
}

/// Texts of random words of a small alphabet, so that words and n-grams meet again.
func randomTexts(_ count: Int, seed: UInt64, longest: Int = 8) -> [String] {
  var random = SeededRandom(seed: seed)
  let words = (0..<40).map { _ in
    String(
      (0..<1 + random.next(below: 6)).map { _ in
        "abcdé"["abcdé".index("abcdé".startIndex, offsetBy: random.next(below: 5))]
      })
  }
  return (0..<count).map { _ in
    (0..<random.next(below: longest + 1)).map { _ in words[random.next(below: 40)] }
      .joined(separator: " ")
  }
}

/// The model of `texts`, added in batches of `batchSize`.
func lsaModel(
  _ texts: [String], options: LSAModel.Options = LSAModel.Options(), workers: Int = 2,
  batchSize: Int = 1000
) throws -> LSAModel {
  var builder = LSAModel.Builder(options: options, workers: workers)
  for start in stride(from: 0, to: texts.count, by: batchSize) {
    builder.add(TextBatch(texts[start..<min(texts.count, start + batchSize)]))
  }
  return try builder.build()
}
