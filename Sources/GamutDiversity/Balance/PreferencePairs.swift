// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// What pairs of a preferred answer and the one it is preferred to teach beside the preference.
///
/// A model trained on pairs whose preferred answer is mostly the longer one learns to be long.
///
/// > Source: P. Singhal et al., *A Long Way to Go: Investigating Length Correlations in RLHF*, 2023,
/// > arXiv:2310.03716.
package struct PreferencePairs: Hashable, Sendable {
  /// Pairs whose answers have the same words in the same order.
  package let equal: Share
  /// Pairs whose answers share nine tenths of their pairs of words, and are not equal.
  package let nearlyEqual: Share
  /// Of pairs of different length in words, those whose preferred answer is the longer one.
  package let chosenLonger: Share
  /// The mean of ln(words of the preferred / words of the other), with its interval; nil for no pairs.
  package let logLengthRatio: Estimate?
  /// The rows of pairs that are equal, and nearly so, ascending.
  package let equalRows: [Int]
  package let nearlyEqualRows: [Int]

  /// From this Jaccard similarity on, two answers are nearly equal.
  private static let near = 0.9

  /// Compares pairs of the words of answers, as hashes in their order.
  package init(chosen: [[UInt64]], rejected: [[UInt64]], seed: UInt64) {
    precondition(chosen.count == rejected.count, "\(chosen.count) and \(rejected.count) answers")
    var equal: [Int] = []
    var near: [Int] = []
    var longer = 0
    var unequal = 0
    var ratios: [Double] = []
    for (row, (a, b)) in zip(chosen, rejected).enumerated() {
      if a == b {
        equal.append(row)
      } else if AnswerConsistency.distance(Self.pairs(a), Self.pairs(b)) <= 1 - Self.near {
        near.append(row)
      }
      if a.count != b.count {
        unequal += 1
        if a.count > b.count { longer += 1 }
      }
      if !a.isEmpty, !b.isEmpty {
        ratios.append(naturalLogarithm(Double(a.count) / Double(b.count)))
      }
    }
    self.equal = Share(count: equal.count, total: chosen.count)
    nearlyEqual = Share(count: near.count, total: chosen.count)
    chosenLonger = Share(count: longer, total: unequal)
    equalRows = equal
    nearlyEqualRows = near
    let sum = ratios.reduce(0, +)
    let blocks = JackknifeBlocks(
      rowCount: ratios.count, options: JackknifeBlocks.Options(seed: seed)
    ).rows
    logLengthRatio =
      ratios.isEmpty
      ? nil
      : Estimate(
        value: sum / Double(ratios.count),
        leaveOneOut: blocks.map { block in
          (sum - block.reduce(0) { $0 + ratios[$1] }) / Double(ratios.count - block.count)
        }.filter(\.isFinite), within: -20...20)
  }

  /// The distinct pairs of neighbouring words, ascending; a text of one word has that word.
  private static func pairs(_ words: [UInt64]) -> [UInt64] {
    guard words.count > 1 else { return words }
    return Set(zip(words, words.dropFirst()).map { StableHash.mix($0 &* 3 ^ $1) }).sorted()
  }
}
