// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// How much texts repeat each other's phrases: for each text ln(1 + Σ over its different 4-grams of
/// how many other texts have it), averaged over the texts.
///
/// The sum grows with the number of texts, so it is taken within groups of a fixed number of them.
///
/// > Source: N. Salkar and others, *Self-repetition in abstractive neural summarizers*, 2022,
/// > doi:10.18653/v1/2022.aacl-short.42; C. Shaib and others, *Standardizing the measurement of text
/// > diversity*, 2024, arXiv:2403.00553, whose form this is; the groups of fixed size are ours.
package struct SelfRepetition: Hashable, Sendable {
  /// Words of a phrase.
  package static let gramLength = 4
  /// Texts of a group.
  package static let groupTextCount = 500

  /// How many groups were measured.
  package let groupCount: Int
  /// How many texts each has: `groupTextCount`, or all there are where these are fewer; such a number
  /// compares with nothing else.
  package let textCount: Int
  /// The mean over the groups, with a jackknife that leaves out one at a time; nil where no text has
  /// a word.
  package let score: Estimate?

  /// Measures those of `words` that are not empty.
  ///
  /// - Complexity: O(words); the 4-grams of the texts of one group are held per worker.
  package init(
    of words: HashedWords, groupTextCount: Int = groupTextCount, seed: UInt64, workers: Int
  ) {
    precondition(groupTextCount > 0, "groups of \(groupTextCount)")
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0x5E1F))
    let texts = random.permutation(of: words.count).filter { !words.range(of: $0).isEmpty }
    let size = min(groupTextCount, texts.count)
    groupCount = size == 0 ? 0 : texts.count / size
    textCount = size
    let scores = Parallel.mapChunks(of: groupCount, chunkSize: 1, workers: workers) { range in
      Self.score(of: texts[range.lowerBound * size..<range.upperBound * size], in: words)
    }
    score = Estimate(meanOf: scores, within: 0...Double.greatestFiniteMagnitude)
  }

  private static func score(of texts: ArraySlice<Int>, in words: HashedWords) -> Double {
    var textCounts: [UInt64: Int] = [:]
    let grams = texts.map { text -> [UInt64] in
      let range = words.range(of: text)
      guard range.count >= gramLength else { return [] }
      var grams = (range.lowerBound...range.upperBound - gramLength).map {
        HashedWords.gram(words.words[$0..<$0 + gramLength])
      }
      grams.sort()
      var different: [UInt64] = []
      for gram in grams where different.last != gram { different.append(gram) }
      for gram in different { textCounts[gram, default: 0] += 1 }
      return different
    }
    let sum = grams.reduce(0.0) { sum, grams in
      let others = grams.reduce(0) { $0 + (textCounts[$1] ?? 1) - 1 }
      return sum + naturalLogarithm(1 + Double(others))
    }
    return sum / Double(texts.count)
  }
}
