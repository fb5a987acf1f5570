// SPDX-License-Identifier: Apache-2.0

/// Where the next byte and the next word go.
///
/// After a word stands a space; word and space count only if the word has bytes, so that separators
/// cost no branch that depends on the text. A value of its own, so that loops can hold it in
/// registers, since a byte written may alias anything in memory, and can go back to an earlier one.
struct WordWriter {
  /// The next byte to write; the current word is empty where this is `wordStart`.
  var output = 0
  /// Where the current word begins.
  var wordStart = 0
  /// How many words are complete.
  var wordCount = 0
  /// Whether the last folded code point is a letter, as far as what is not ASCII goes.
  var lastIsLetter = false
  /// A joiner that a letter precedes and whose follower is not known yet; 0: none.
  var pendingJoiner: UInt8 = 0

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

  /// Takes eight bytes, written already, of which bit 7 of `spaces` tells those between words; no
  /// word among them may be empty but the current one. There must be room for four ends.
  @inline(__always)
  mutating func endWords(at spaces: UInt64, _ ends: UnsafeMutableBufferPointer<UInt32>) {
    // Two ends are written whether there are two or not, since English has one or two in eight bytes
    // and their number is hard to foretell; four is the most.
    var left = spaces
    unsafe ends[wordCount] = end(left)
    left &= left &- 1
    unsafe ends[wordCount &+ 1] = end(left)
    left &= left &- 1
    if left != 0 {
      unsafe ends[wordCount &+ 2] = end(left)
      left &= left &- 1
      unsafe ends[wordCount &+ 3] = end(left)
    }
    wordCount &+= Int(truncatingIfNeeded: ((spaces &>> 7) &* 0x0101_0101_0101_0101) &>> 56)
    wordStart = spaces == 0 ? wordStart : output &+ 8 &- (spaces.leadingZeroBitCount &>> 3)
    output &+= 8
  }

  /// Where the first of `spaces` stands.
  @inline(__always)
  private func end(_ spaces: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: output &+ (spaces.trailingZeroBitCount &>> 3))
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

  /// Decides on a joiner that waits for what comes after it. There must be room for a single.
  @inline(__always)
  mutating func resolveJoiner(
    beforeLetter: Bool, _ bytes: UnsafeMutableBufferPointer<UInt8>,
    _ ends: UnsafeMutableBufferPointer<UInt32>
  ) {
    if pendingJoiner != 0 {
      if !beforeLetter { unsafe addSingle(pendingJoiner, bytes, ends) }
      pendingJoiner = 0
    }
  }

  /// Adds a folded code point. There must be room for nine bytes and four ends.
  @inline(__always)
  mutating func add(
    _ point: UInt32, _ facts: CodePointFacts, _ bytes: UnsafeMutableBufferPointer<UInt8>,
    _ ends: UnsafeMutableBufferPointer<UInt32>
  ) {
    unsafe resolveJoiner(beforeLetter: facts.isLetter, bytes, ends)
    if facts.wordClass == CodePointFacts.WordClass.run.rawValue {
      unsafe write(point, bytes)
    } else if facts.wordClass == CodePointFacts.WordClass.joiner.rawValue && lastIsLetter {
      unsafe endWord(bytes, ends)
      pendingJoiner = UInt8(truncatingIfNeeded: point)
    } else {
      unsafe endWord(bytes, ends)
      if facts.wordClass != CodePointFacts.WordClass.separator.rawValue {
        unsafe write(point, bytes)
        unsafe endWord(bytes, ends)
      }
    }
    lastIsLetter = facts.isLetter
  }

  /// Writes `point` as UTF-8.
  @inline(__always)
  private mutating func write(_ point: UInt32, _ bytes: UnsafeMutableBufferPointer<UInt8>) {
    if point < 0x80 {
      unsafe bytes[output] = UInt8(truncatingIfNeeded: point)
      output &+= 1
    } else if point < 0x800 {
      unsafe bytes[output] = UInt8(truncatingIfNeeded: 0xC0 | point &>> 6)
      unsafe bytes[output &+ 1] = Self.trail(point)
      output &+= 2
    } else if point < 0x1_0000 {
      unsafe bytes[output] = UInt8(truncatingIfNeeded: 0xE0 | point &>> 12)
      unsafe bytes[output &+ 1] = Self.trail(point &>> 6)
      unsafe bytes[output &+ 2] = Self.trail(point)
      output &+= 3
    } else {
      unsafe bytes[output] = UInt8(truncatingIfNeeded: 0xF0 | point &>> 18)
      unsafe bytes[output &+ 1] = Self.trail(point &>> 12)
      unsafe bytes[output &+ 2] = Self.trail(point &>> 6)
      unsafe bytes[output &+ 3] = Self.trail(point)
      output &+= 4
    }
  }

  @inline(__always)
  private static func trail(_ bits: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: 0x80 | bits & 0x3F)
  }
}
