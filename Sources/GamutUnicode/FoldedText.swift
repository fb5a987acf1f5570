// SPDX-License-Identifier: Apache-2.0

/// The words of one text after folding, joined by single spaces, in a buffer that is used again
/// for the next text.
///
/// `WordFolder` fills it. No space stands before the first word or after the last, and no word is
/// empty, so that a text without words has no bytes.
public struct FoldedText: Sendable {
  /// How many words the text has.
  public internal(set) var wordCount = 0
  /// How many bytes the words and the spaces between them take.
  public internal(set) var byteCount = 0

  /// The folded bytes, then room: what stands at `byteCount` and after is undefined.
  var storage = [UInt8](repeating: 0, count: 1024)
  /// The end of each word in `storage`, then room.
  var ends = [UInt32](repeating: 0, count: 256)
  /// Buffers for what must go through ICU.
  var scratch = FoldScratch()

  /// Makes an empty text.
  public init() {}
}

extension FoldedText {
  /// The byte range of word `index` within the folded bytes.
  public func range(ofWord index: Int) -> Range<Int> {
    precondition(index >= 0 && index < wordCount, "word \(index) of \(wordCount)")
    return (index == 0 ? 0 : Int(ends[index - 1]) + 1)..<Int(ends[index])
  }

  /// Lends the folded bytes: all words, joined by single spaces.
  public func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(storage.span.extracting(0..<byteCount))
  }

  /// Lends the bytes of word `index`.
  public func withWord<Result, Failure: Error>(
    _ index: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(storage.span.extracting(range(ofWord: index)))
  }

  /// Lends the folded bytes with `paddingCount` readable bytes behind them, of undefined value,
  /// and the end of each word, for loops that read whole machine words.
  public func withPaddedBytes<Result, Failure: Error>(
    _ body: (_ bytes: Span<UInt8>, _ wordEnds: Span<UInt32>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(
      storage.span.extracting(0..<byteCount + Self.paddingCount),
      ends.span.extracting(0..<wordCount))
  }

  /// How many bytes `withPaddedBytes(_:)` adds.
  public static let paddingCount = 16

  /// The words as strings, for the edges.
  public var words: [String] {
    (0..<wordCount).map { String(decoding: storage[range(ofWord: $0)], as: UTF8.self) }
  }
}

extension FoldedText {
  /// Forgets all words and keeps the memory.
  package mutating func removeAll() { finish(wordCount: 0) }

  /// Adds words of `other` behind those that are here.
  package mutating func append(_ words: Range<Int>, of other: borrowing FoldedText) {
    if words.isEmpty { return }
    let first = words.lowerBound == 0 ? 0 : Int(other.ends[words.lowerBound - 1]) + 1
    let byteCount = Int(other.ends[words.upperBound - 1]) - first
    let start = wordCount == 0 ? 0 : self.byteCount + 1
    reserve(byteCount: start + byteCount, wordCount: wordCount + words.count)
    if start > 0 { storage[start - 1] = 0x20 }
    storage.replaceSubrange(
      start..<start + byteCount, with: other.storage[first..<first + byteCount])
    for (i, word) in words.enumerated() {
      ends[wordCount + i] = UInt32(truncatingIfNeeded: start + Int(other.ends[word]) - first)
    }
    finish(wordCount: wordCount + words.count)
  }

  /// Makes room, and keeps what stands.
  mutating func reserve(byteCount: Int, wordCount: Int) {
    let bytes = byteCount + Self.paddingCount
    if storage.count < bytes {
      storage.append(
        contentsOf: repeatElement(0, count: max(bytes, storage.count * 2) - storage.count))
    }
    if ends.count < wordCount {
      ends.append(contentsOf: repeatElement(0, count: max(wordCount, ends.count * 2) - ends.count))
    }
  }

  /// Declares the first `wordCount` words to be the text.
  mutating func finish(wordCount: Int) {
    self.wordCount = wordCount
    byteCount = wordCount == 0 ? 0 : Int(ends[wordCount - 1])
  }
}

/// A stretch of code points that must be normalised together, as it is and as ICU takes and gives
/// it.
struct FoldScratch: Sendable {
  var points: [UInt32] = []
  var source: [UInt16] = []
  var target: [UInt16] = []
}
