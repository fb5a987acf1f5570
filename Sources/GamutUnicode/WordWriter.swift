// SPDX-License-Identifier: Apache-2.0

/// Where the next byte and the next word go.
///
/// After a word stands a space; word and space count only if the word has bytes, so that separators
/// cost no branch that depends on the text. A value of its own, so that loops can hold it in
/// registers: a byte written may alias anything in memory.
struct WordWriter {
  /// The next byte to write; the current word is empty where this is `wordStart`.
  var output = 0
  /// Where the current word begins.
  var wordStart = 0
  /// How many words are complete.
  var wordCount = 0

  /// Completes the current word if it has bytes. There must be room for a byte and an end.
  @inline(__always)
  mutating func endWord(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, _ ends: UnsafeMutableBufferPointer<UInt32>
  ) {
    unsafe ends[wordCount] = UInt32(truncatingIfNeeded: output)
    unsafe bytes[output] = 0x20
    let step = output > wordStart ? 1 : 0
    wordCount &+= step
    output &+= step
    wordStart = output
  }

  /// Adds a word of one ASCII byte. There must be room for three bytes and two ends.
  @inline(__always)
  mutating func addSingle(
    _ byte: UInt8, _ bytes: UnsafeMutableBufferPointer<UInt8>,
    _ ends: UnsafeMutableBufferPointer<UInt32>
  ) {
    unsafe endWord(bytes, ends)
    unsafe bytes[output] = byte
    output &+= 1
    unsafe endWord(bytes, ends)
  }
}
