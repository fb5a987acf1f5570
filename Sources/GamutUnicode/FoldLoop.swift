// SPDX-License-Identifier: Apache-2.0

/// Where the folding of a text stands.
struct FoldState {
  /// The next byte to read.
  var position = 0
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
  /// Whether the text is done.
  var isFinished = false
  /// The room asked for.
  var wantedBytes = 0
  var wantedWords = 0
}

/// One run of the folder over a text, as far as the room goes.
///
/// After a word the loop writes a space and counts word and space only if the word has bytes, so
/// that separators cost no branch that depends on the text.
///
/// Safe: it lives within the closures that lend the buffers, and every access is below their counts.
@safe
struct FoldLoop {
  let table: CodePointTable
  let source: UnsafeBufferPointer<UInt8>
  let bytes: UnsafeMutableBufferPointer<UInt8>
  let ends: UnsafeMutableBufferPointer<UInt32>
  var state: FoldState
  var scratch: FoldScratch

  /// What one step may write at most without asking: the longest mapping of one code point has 18
  /// (U+FDFA), each at most four bytes and a space, beside a pending joiner and eight bytes of
  /// ASCII.
  static let stepBytes = 160
  static let stepWords = 48

  /// Goes on until the text is done or the room is used up.
  mutating func run() {
    while unsafe state.position < source.count {
      guard hasRoom() else { return }
      runASCII()
      guard unsafe state.position < source.count else { break }
      guard hasRoom() else { return }
      guard foldStretch() else { return }
    }
    resolveJoiner(beforeLetter: false)
    endWord()
    state.isFinished = true
  }

  private mutating func hasRoom() -> Bool {
    let (byteRoom, endRoom) = unsafe (bytes.count, ends.count)
    state.wantedBytes = byteRoom + Self.stepBytes
    state.wantedWords = endRoom + Self.stepWords
    return state.output + Self.stepBytes <= byteRoom && state.wordCount + Self.stepWords <= endRoom
  }

  // MARK: Words

  /// Completes the current word if it has bytes.
  @inline(__always)
  mutating func endWord() {
    // Safe: `hasRoom()` leaves room for one end and one byte.
    unsafe ends[state.wordCount] = UInt32(truncatingIfNeeded: state.output)
    unsafe bytes[state.output] = 0x20
    let step = state.output > state.wordStart ? 1 : 0
    state.wordCount += step
    state.output += step
    state.wordStart = state.output
  }

  /// Adds a word of one ASCII byte.
  @inline(__always)
  mutating func addSingle(_ byte: UInt8) {
    endWord()
    unsafe bytes[state.output] = byte
    state.output += 1
    endWord()
  }

  /// Decides on a joiner that waits for what comes after it.
  @inline(__always)
  mutating func resolveJoiner(beforeLetter: Bool) {
    if state.pendingJoiner != 0 {
      if !beforeLetter { addSingle(state.pendingJoiner) }
      state.pendingJoiner = 0
    }
  }
}
