// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The words of a stream of texts, numbered in the order they come, in bounded memory.
///
/// While there are fewer than the limit, all are there. At the limit, the half that stood in fewer
/// texts is dropped (ties: the later one goes), and the rest keep their order. So a word that stood in
/// more texts than (distinct words of all texts so far) ÷ (half the limit) is never dropped: the words
/// kept in its place stood in at least as many each. What is dropped depends on the texts and their
/// order alone.
///
/// > Source: the counting of frequent items with bounded counters, J. Misra, D. Gries, *Finding
/// > Repeated Elements*, 1982, doi:10.1016/0167-6423(82)90012-0; theirs lowers all counters instead.
struct BoundedVocabulary: Sendable {
  /// The words held.
  private(set) var words = WordTable()
  /// How often each was added since it came.
  private var textCounts: [UInt32] = []
  private let limit: Int

  /// A vocabulary of `limit` words at most, two at least.
  init(limit: Int) {
    precondition(limit > 1, "\(limit) words")
    self.limit = limit
  }

  /// Whether a new word makes the rarer half go, and new numbers for the rest.
  var isFull: Bool { words.count >= limit }

  /// Counts the word once more, which has number `number`.
  mutating func countAgain(_ number: Int) { textCounts[number] &+= 1 }

  /// Counts the word, the hash of which is `hash`; adds it where it is new. Its number, which holds
  /// until the rarer half is dropped.
  ///
  /// - Parameter bytes: of the word; what n-grams do not look at is not kept.
  mutating func count(_ bytes: Span<UInt8>, hash: UInt64) -> Int {
    let end = CharacterGrams.end(of: bytes)
    let number = words.insert(bytes.extracting(0..<end), hash: hash)
    if number == textCounts.count { textCounts.append(0) }
    textCounts[number] &+= 1
    return number
  }

  /// Drops the half that stood in fewer texts.
  mutating func dropRarerHalf() {
    let order = textCounts.indices.sorted { (textCounts[$1], $0) < (textCounts[$0], $1) }
    var kept = WordTable()
    var counts: [UInt32] = []
    for number in order.prefix(limit / 2).sorted() {
      _ = words.withWord(number) { kept.insert($0, hash: words.index.hashes[number]) }
      counts.append(textCounts[number])
    }
    words = kept
    textCounts = counts
  }
}
