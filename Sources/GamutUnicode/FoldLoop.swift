// SPDX-License-Identifier: Apache-2.0

/// Where the folding of a text stands.
struct FoldState {
  /// The next byte to read.
  var position = 0
  /// The words written so far.
  var writer = WordWriter()
  /// Whether the text is done.
  var isFinished = false
  /// The room asked for.
  var wantedBytes = 0
  var wantedWords = 0
}

/// One run of the folder over a text, as far as the room goes.
///
/// Safe: it lives within the closures that lend the buffers, and every access is below their counts.
@safe
struct FoldLoop {
  let table: CodePointTable
  let usesKernel: Bool
  /// The text up to where folding is to go now.
  var source: UnsafeBufferPointer<UInt8>
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
    state.isFinished = false
    while unsafe state.position < source.count {
      guard hasRoom() else { return }
      if unsafe source[state.position] < 0x80 {
        runASCII()
        guard unsafe state.position < source.count else { break }
        guard hasRoom() else { return }
      }
      if unsafe source[state.position] >= 0x80 {
        switch runTable() {
        case .done: continue
        case .short: return
        case .stretch: guard hasRoom() else { return }
        }
      }
      guard foldStretch() else { return }
    }
    unsafe state.writer.resolveJoiner(beforeLetter: false, bytes, ends)
    unsafe state.writer.endWord(bytes, ends)
    state.isFinished = true
  }

  private mutating func hasRoom() -> Bool {
    let (byteRoom, endRoom) = unsafe (bytes.count, ends.count)
    state.wantedBytes = byteRoom + Self.stepBytes
    state.wantedWords = endRoom + Self.stepWords
    return state.writer.output + Self.stepBytes <= byteRoom
      && state.writer.wordCount + Self.stepWords <= endRoom
  }
}
