// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Folds UTF-8 text and cuts it into words, by Unicode 15.0.
///
/// Folding is NFKC_Casefold: NFKC, full case folding, default-ignorable code points removed. Then:
/// * a maximal run of letters, marks and numbers (general categories L, M, N) is a word;
/// * of these, a code point whose Script_Extensions contain Han, Hiragana, Katakana, Thai, Lao,
///   Khmer, Myanmar or Tibetan is a word by itself;
/// * so is a symbol (category S) and each of `* % @ # \`;
/// * so is each of `- / &` unless it stands directly between two letters (category L), because
///   `5 - 3` and `5 + 3` are not the same question, but `well-known` is two words;
/// * everything else separates: `。` and `《` are punctuation, whatever scripts use them.
///
/// A byte that is no part of UTF-8, those of lone surrogates included, separates, and nothing is
/// folded or joined across it. No input is refused and none crashes.
///
/// ASCII goes eight bytes at a time; other code points whose folding concerns nothing around them
/// come from a table; the rest goes through ICU, one stretch between two boundaries at a time.
///
/// > Source: Unicode Standard Annex #15, *Unicode Normalization Forms*, and the Unicode Standard
/// > 15.0, section 3.13 (toNFKC_Casefold).
public struct WordFolder: Sendable {
  let table: CodePointTable
  /// Whether the kernel may run; the tests compare it with its twin.
  var usesKernel = true

  /// What makes the words.
  public let folding: Folding

  /// Makes a folder; the first one of a program takes some 15 ms to read ICU's properties.
  public init(_ folding: Folding = .words) {
    table = .shared
    self.folding = folding
  }

  /// Replaces what `folded` holds by the words of `text`.
  ///
  /// - Complexity: linear in `text.count`; allocates only where `folded` must grow. Up to 4 GiB of
  ///   folded text.
  public func fold(_ text: Span<UInt8>, into folded: inout FoldedText) {
    let ends: InlineArray<1, Int> = [text.count]
    var none: [Int]?
    fold(text, into: &folded, ends: ends.span, wordEnds: &none)
  }

  /// Replaces what `folded` holds by the words of `text`, and tells how many words there are up to
  /// each of `ends`: ascending places, the last of them `text.count`, across which nothing is folded,
  /// such as line breaks and those of `TextUnits`.
  public func fold(
    _ text: Span<UInt8>, into folded: inout FoldedText, ends: [Int], wordEnds: inout [Int]
  ) {
    wordEnds.removeAll(keepingCapacity: true)
    var counts: [Int]? = wordEnds
    wordEnds = []
    fold(text, into: &folded, ends: ends.span, wordEnds: &counts)
    wordEnds = counts ?? []
  }

  /// Folds up to each of `ends`; where `wordEnds` is none, nobody asks for the words up to them.
  private func fold(
    _ text: Span<UInt8>, into folded: inout FoldedText, ends: Span<Int>, wordEnds: inout [Int]?
  ) {
    folded.finish(wordCount: 0)
    folded.reserve(
      byteCount: text.count + text.count / 4 + FoldLoop.stepBytes,
      wordCount: text.count / 4 + FoldLoop.stepWords)
    if folding != .words {
      split(text, into: &folded, ends: ends, wordEnds: &wordEnds)
      return
    }
    var state = FoldState()
    var scratch = FoldScratch()
    swap(&scratch, &folded.scratch)
    var next = 0
    // Safe: the pointers live as long as the closures, and `FoldLoop` reads below the count and
    // writes below the counts of what it is given; it returns to ask for more room.
    unsafe text.withUnsafeBufferPointer { source in
      while next < ends.count {
        folded.reserve(byteCount: state.wantedBytes, wordCount: state.wantedWords)
        let room = folded.storage.count - FoldedText.paddingCount
        unsafe folded.storage.withUnsafeMutableBufferPointer { bytes in
          unsafe folded.ends.withUnsafeMutableBufferPointer { wordRoom in
            var loop = unsafe FoldLoop(
              table: table, usesKernel: usesKernel, source: source,
              bytes: UnsafeMutableBufferPointer(rebasing: bytes[..<room]), ends: wordRoom,
              state: state, scratch: scratch)
            scratch = FoldScratch()
            while next < ends.count {
              unsafe loop.source = UnsafeBufferPointer(rebasing: source[..<ends[next]])
              loop.run()
              guard loop.state.isFinished else { break }
              wordEnds?.append(loop.state.writer.wordCount)
              next += 1
            }
            state = loop.state
            scratch = loop.scratch
          }
        }
      }
    }
    precondition(state.writer.output <= Int(UInt32.max), "\(state.writer.output) folded bytes")
    swap(&scratch, &folded.scratch)
    folded.finish(wordCount: state.writer.wordCount)
  }

  private func split(
    _ text: Span<UInt8>, into folded: inout FoldedText, ends: Span<Int>,
    wordEnds: inout [Int]?
  ) {
    // Safe: the pointer lives as long as the closure, and the ranges lie within the text.
    unsafe text.withUnsafeBufferPointer { source in
      let split = unsafe PlainSplit(folding, table: table, source: source)
      var start = 0
      for i in ends.indices {
        split.run(start..<ends[i], into: &folded)
        wordEnds?.append(folded.wordCount)
        start = ends[i]
      }
    }
  }

  /// The Unicode version of the tables in use, such as 15.0.
  public static var unicodeVersion: String {
    "\(ICUFolding.unicodeVersion.major).\(ICUFolding.unicodeVersion.minor)"
  }
}
