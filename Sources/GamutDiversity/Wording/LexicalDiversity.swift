// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// How varied the words of some texts are, in windows of equal length so that long and short sets
/// compare.
///
/// Texts follow each other in seeded order and are cut into windows; each number is the mean over the
/// windows, its interval a jackknife that leaves out one window at a time.
package struct LexicalDiversity: Hashable, Sendable {
  /// Words of a window.
  package static let windowWordCount = 5_000
  /// Windows at most: more would only narrow the intervals.
  package static let windowLimit = 128
  /// The runs of MATTR.
  package static let runLength = 100
  /// The threshold of MTLD.
  package static let threshold = 0.72
  /// The draws of HD-D.
  package static let drawnCount = 42

  /// How many windows were measured.
  package let windowCount: Int
  /// How many words each has: `windowWordCount`, or all there are where these are fewer; such numbers
  /// compare with nothing else.
  package let wordCount: Int
  /// Distinct-1 to distinct-4, 0…1; nil where no text has so many words.
  package let distinct: [Estimate?]
  /// MATTR of runs of 100 words, 0…1; nil below 100 words.
  package let movingAverageTypeTokenRatio: Estimate?
  /// MTLD at .72, in words; nil without words.
  package let measureOfTextualLexicalDiversity: Estimate?
  /// HD-D of 42 words, 0…1; nil below 42 words.
  package let hypergeometricDiversity: Estimate?

  /// Measures `words`.
  ///
  /// - Complexity: O(w log w) for w words, at most `windowLimit` × `windowWordCount` of them.
  package init(
    of words: HashedWords, windowWordCount: Int = windowWordCount, seed: UInt64, workers: Int
  ) {
    precondition(windowWordCount > 0, "windows of \(windowWordCount) words")
    let windows = Self.windows(of: words, length: windowWordCount, seed: seed)
    let values = Parallel.mapChunks(of: windows.count, chunkSize: 1, workers: workers) {
      let window = LexicalWindow(
        words: windows[$0.lowerBound].words, ends: windows[$0.lowerBound].ends)
      return (1...4).map { window.distinct($0) } + [
        window.movingAverageTypeTokenRatio(length: Self.runLength),
        window.measureOfTextualLexicalDiversity(threshold: Self.threshold),
        window.hypergeometricDiversity(drawn: Self.drawnCount),
      ]
    }
    func mean(_ place: Int) -> Estimate? {
      Estimate(
        meanOf: values.compactMap { $0[place] },
        within: 0...(place == 5 ? Double.greatestFiniteMagnitude : 1))
    }
    windowCount = windows.count
    wordCount = windows.first?.words.count ?? 0
    distinct = (0..<4).map(mean)
    movingAverageTypeTokenRatio = mean(4)
    measureOfTextualLexicalDiversity = mean(5)
    hypergeometricDiversity = mean(6)
  }

  /// Whole windows of texts in seeded order; where there is not one, one of all words.
  private static func windows(
    of words: HashedWords, length: Int, seed: UInt64
  ) -> [(words: [UInt64], ends: [Int])] {
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0xD12))
    var windows: [(words: [UInt64], ends: [Int])] = []
    var window: (words: [UInt64], ends: [Int]) = ([], [])
    for text in random.permutation(of: words.count) {
      var rest = words.range(of: text)
      while !rest.isEmpty, windows.count < windowLimit {
        let taken = rest.prefix(length - window.words.count)
        window.words.append(contentsOf: words.words[taken])
        window.ends.append(window.words.count)
        rest = taken.upperBound..<rest.upperBound
        if window.words.count == length {
          windows.append(window)
          window = ([], [])
        }
      }
    }
    return windows.isEmpty && !window.words.isEmpty ? [window] : windows
  }
}

extension Estimate {
  /// The mean of independent values, its interval Student's; nil where there are none.
  init?(meanOf values: [Double], within range: ClosedRange<Double>) {
    guard !values.isEmpty else { return nil }
    let total = values.reduce(0, +)
    let n = Double(values.count)
    self.init(
      value: total / n,
      leaveOneOut: values.count < 2 ? [] : values.map { (total - $0) / (n - 1) }, within: range)
  }
}
