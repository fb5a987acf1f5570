// SPDX-License-Identifier: Apache-2.0

import GamutText

/// How many texts are too short for their shingle to bear a change.
///
/// A text of at most N + 2 words has at most three `word:N`: from N = 3 on, a word changed in its
/// middle leaves none of them.
public struct ShingleLengths: Hashable, Sendable {
  /// How many texts have words.
  public private(set) var textCount = 0
  /// How many of them have at most three different shingles.
  public private(set) var shortCount = 0

  /// Whether more than half of the texts are short.
  public var areMostlyShort: Bool { shortCount > textCount - shortCount }

  /// Counts texts by their numbers of shingles, of which 0 is a text without words.
  mutating func add(_ shingleCounts: [UInt32]) {
    for count in shingleCounts where count > 0 {
      textCount += 1
      if count <= 3 { shortCount += 1 }
    }
  }
}
