// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Distinct words, numbered in the order they come, with their bytes.
struct WordTable: Sendable {
  /// The numbers of the words, by the hash of their bytes.
  private(set) var index = HashIndex()
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// How many words there are.
  var count: Int { ends.count }

  /// The number of the word, the next one if it is new; `hash` is that of its bytes.
  mutating func insert(_ word: Span<UInt8>, hash: UInt64) -> Int {
    let number = index.insert(hash)
    if number == ends.count {
      for i in word.indices { bytes.append(word[i]) }
      ends.append(bytes.count)
    }
    return number
  }

  /// Lends the bytes of word `number`.
  func withWord<Result, Failure: Error>(
    _ number: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(bytes.span.extracting((number == 0 ? 0 : ends[number - 1])..<ends[number]))
  }
}
