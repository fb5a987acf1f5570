// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Passages that many texts of several clusters share word for word, such as a system prompt: they
/// say nothing about what a cluster holds.
struct SharedPassages {
  private var hashes: Set<UInt64> = []

  /// Words of a passage.
  static let length = 6
  /// Texts that are looked at.
  static let sampleCount = 2_000
  /// A passage is in at least so many of them, and in at least so large a share.
  static let minimumCount = 10
  static let minimumShare = 0.02
  /// A passage of which one cluster holds more than this share is what that cluster is about.
  static let ownShare = 0.9

  /// Finds the passages of texts whose words have the given hashes.
  init(texts: [(cluster: Int, words: [UInt64])]) {
    var counts: [UInt64: [Int: Int]] = [:]
    for text in texts where text.words.count >= SharedPassages.length {
      var seen = Set<UInt64>()
      for start in 0...(text.words.count - SharedPassages.length) {
        let hash = SharedPassages.hash(text.words, at: start)
        if seen.insert(hash).inserted { counts[hash, default: [:]][text.cluster, default: 0] += 1 }
      }
    }
    let least = max(
      SharedPassages.minimumCount,
      Int((SharedPassages.minimumShare * Double(texts.count)).rounded(.up)))
    for (hash, clusters) in counts {
      let all = clusters.values.reduce(0, +)
      let largest = clusters.values.max() ?? 0
      if all >= least, Double(largest) <= SharedPassages.ownShare * Double(all) {
        hashes.insert(hash)
      }
    }
  }

  /// Which words of a text lie in a shared passage.
  func marks(_ words: [UInt64]) -> [Bool] {
    var marks = [Bool](repeating: false, count: words.count)
    guard !hashes.isEmpty, words.count >= SharedPassages.length else { return marks }
    for start in 0...(words.count - SharedPassages.length)
    where hashes.contains(SharedPassages.hash(words, at: start)) {
      for i in start..<start + SharedPassages.length { marks[i] = true }
    }
    return marks
  }

  private static func hash(_ words: [UInt64], at start: Int) -> UInt64 {
    (start..<start + length).reduce(0) { StableHash.mix($0 ^ words[$1]) }
  }
}
