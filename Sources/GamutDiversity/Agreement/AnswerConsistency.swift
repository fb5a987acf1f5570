// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// How consistent the answers to equal prompts are, as Krippendorff's α: 1 where equal prompts have equal
/// answers, 0 where they agree no better than answers to any prompts, below 0 where less.
///
/// Prompts are equal where their words are. The distance of two answers is one less the Jaccard
/// similarity of their sets of words, so that answers of one word, such as labels, are equal or not. The
/// expected distance is that of seeded random pairs of the answers to repeated prompts.
///
/// > Source: K. Krippendorff, *Computing Krippendorff's alpha-reliability*, 2011,
/// > repository.upenn.edu/asc_papers/43, with a distance of texts for the metric.
package struct AnswerConsistency: Hashable, Sendable {
  /// α, with its jackknife interval over prompts.
  package let alpha: Estimate
  /// How many prompts stand in the set more than once.
  package let promptCount: Int
  /// How many answers they have.
  package let answerCount: Int

  /// Random pairs from which the expected distance is taken: a standard error below .4 % of the range.
  private static let pairCount = 20_000
  /// Answers of one prompt that are compared with each other.
  private static let answerLimit = 64

  /// Measures texts.
  ///
  /// - Parameters:
  ///   - groups: the rows of each repeated prompt, ascending; groups of one row say nothing.
  ///   - words: of each answer, by row: its distinct words as hashes, ascending.
  /// - Returns: nil with fewer than two prompts, or where all answers are the same.
  package init?(groups: [[Int]], words: [[UInt64]], seed: UInt64) {
    let groups = groups.filter { $0.count > 1 }.map { Array($0.prefix(Self.answerLimit)) }
    let answers = groups.flatMap { $0 }
    guard groups.count > 1 else { return nil }
    promptCount = groups.count
    answerCount = answers.count
    var random = SeededRandom(seed: seed)
    var expected = 0.0
    for _ in 0..<Self.pairCount {
      let first = random.next(below: answers.count)
      var second = random.next(below: answers.count - 1)
      if second >= first { second += 1 }
      expected += Self.distance(words[answers[first]], words[answers[second]])
    }
    expected /= Double(Self.pairCount)
    guard expected > 0 else { return nil }
    // Σ over the pairs of a prompt, each answer weighing as much: 2/(m−1) a pair, as α has it.
    let observed = groups.map { group -> Double in
      var sum = 0.0
      for (i, a) in group.enumerated() {
        for b in group[..<i] { sum += Self.distance(words[a], words[b]) }
      }
      return 2 * sum / Double(group.count - 1)
    }
    let total = observed.reduce(0, +)
    let count = Double(answers.count)
    let blocks = JackknifeBlocks(
      rowCount: groups.count, options: JackknifeBlocks.Options(seed: seed)
    ).rows
    let leaveOneOut = blocks.map { block -> Double in
      let left = block.reduce(0) { $0 + observed[$1] }
      let leftCount = block.reduce(0) { $0 + groups[$1].count }
      return 1 - (total - left) / (count - Double(leftCount)) / expected
    }
    alpha = Estimate(
      value: 1 - total / count / expected, leaveOneOut: leaveOneOut, within: -1...1)
  }

  /// One less the Jaccard similarity of two ascending lists; 0 where both are empty.
  static func distance(_ a: [UInt64], _ b: [UInt64]) -> Double {
    var (i, j, common) = (0, 0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        (i, j, common) = (i + 1, j + 1, common + 1)
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    let union = a.count + b.count - common
    return union == 0 ? 0 : 1 - Double(common) / Double(union)
  }
}
