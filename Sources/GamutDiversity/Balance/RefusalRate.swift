// SPDX-License-Identifier: Apache-2.0

package import GamutCore
import GamutUnicode

/// How many answers look like refusals.
///
/// A set with 60 % of them trains a model that refuses too much where 5 % of its traffic should be
/// refused. The answers are known by a short list of phrases in eleven languages: a sign, not a
/// count to rely on.
package struct RefusalRate: Hashable, Sendable {
  /// The share of the answers that look like refusals, with Wilson's interval; empty answers do not
  /// count.
  package let share: Share
  /// The answers that do, ascending.
  package let rows: [Int]

  /// How often the phrases are right: on the answers of five models to the 450 prompts of XSTest, those
  /// that two people called full refusals or full compliance.
  ///
  /// > Source: P. Röttger et al., *XSTest: A Test Suite for Identifying Exaggerated Safety Behaviours in
  /// > Large Language Models*, 2024, arXiv:2308.01263; counted by `Benchmarks/Peers/run --jobs refusals`.
  package static let accuracy = DetectorAccuracy(
    sensitivity: Share(count: 832, total: 983),
    specificity: Share(count: 1_054, total: 1_091))

  /// How far into an answer a phrase is looked for, in bytes: refusals begin with it.
  package static let byteLimit = 300

  /// Texts that one worker takes at once.
  private static let chunkSize = 4_096

  /// Looks through `responses`.
  ///
  /// - Complexity: linear in the number of texts.
  package init(responses: TextBatch, workers: Int) {
    let matcher = PhraseMatcher(RefusalPhrases.all)
    let parts = Parallel.mapChunks(
      of: responses.count, chunkSize: RefusalRate.chunkSize, workers: workers
    ) { range in
      let folder = WordFolder()
      var folded = FoldedText()
      var found: [Int] = []
      var total = 0
      for row in range where responses.byteCount(of: row) > 0 {
        total += 1
        responses.withText(row) { text in
          // A character cut in two separates words, as any byte that is no part of UTF-8.
          folder.fold(text.extracting(0..<min(RefusalRate.byteLimit, text.count)), into: &folded)
        }
        if matcher.matches(folded) { found.append(row) }
      }
      return (found, total)
    }
    rows = parts.flatMap { $0.0 }
    share = Share(count: rows.count, total: parts.reduce(0) { $0 + $1.1 })
  }
}

/// Finds phrases in folded text, word by word.
private struct PhraseMatcher: Sendable {
  /// The hashed words of the phrases by their first.
  private let phrases: [UInt64: [[UInt64]]]

  init(_ texts: [String]) {
    let folder = WordFolder()
    var folded = FoldedText()
    var phrases: [UInt64: [[UInt64]]] = [:]
    for text in texts {
      folder.fold(Array(text.utf8).span, into: &folded)
      let words = PhraseMatcher.hashes(of: folded)
      if let first = words.first { phrases[first, default: []].append(words) }
    }
    self.phrases = phrases
  }

  func matches(_ text: FoldedText) -> Bool {
    let words = PhraseMatcher.hashes(of: text)
    return words.indices.contains { start in
      phrases[words[start]]?.contains { words[start...].starts(with: $0) } ?? false
    }
  }

  private static func hashes(of text: FoldedText) -> [UInt64] {
    (0..<text.wordCount).map { text.withWord($0) { StableHash.hash64($0) } }
  }
}
