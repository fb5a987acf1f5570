// SPDX-License-Identifier: Apache-2.0

/// Folds UTF-8 text and cuts it into words, by Unicode 15.0.
///
/// Folding is NFKC_Casefold: NFKC, full case folding, default-ignorable code points removed. Then:
/// * a maximal run of letters, marks and numbers (general categories L, M, N) is a word;
/// * a code point whose Script_Extensions contain Han, Hiragana, Katakana, Thai, Lao, Khmer,
///   Myanmar or Tibetan is a word by itself;
/// * so is a symbol (category S) and each of `* % @ # \`;
/// * so is each of `- / &` unless it stands directly between two letters (category L), because
///   `5 - 3` and `5 + 3` are not the same question, but `well-known` is two words;
/// * everything else separates.
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

  /// Makes a folder; the first one of a program takes some 15 ms to read ICU's properties.
  public init() { table = .shared }

  /// Replaces what `folded` holds by the words of `text`.
  ///
  /// - Complexity: linear in `text.count`; allocates only where `folded` must grow. Up to 4 GiB of
  ///   folded text.
  public func fold(_ text: Span<UInt8>, into folded: inout FoldedText) {
    folded.reserve(
      byteCount: text.count + text.count / 4 + FoldLoop.stepBytes,
      wordCount: text.count / 4 + FoldLoop.stepWords)
    var state = FoldState()
    var scratch = FoldScratch()
    swap(&scratch, &folded.scratch)
    // Safe: the pointers live as long as the closures, and `FoldLoop` reads below the count and
    // writes below the counts of what it is given; it returns to ask for more room.
    unsafe text.withUnsafeBufferPointer { source in
      while !state.isFinished {
        folded.reserve(byteCount: state.wantedBytes, wordCount: state.wantedWords)
        let room = folded.storage.count - FoldedText.paddingCount
        unsafe folded.storage.withUnsafeMutableBufferPointer { bytes in
          unsafe folded.ends.withUnsafeMutableBufferPointer { ends in
            var loop = unsafe FoldLoop(
              table: table, usesKernel: usesKernel, source: source,
              bytes: UnsafeMutableBufferPointer(rebasing: bytes[..<room]), ends: ends,
              state: state, scratch: scratch)
            scratch = FoldScratch()
            loop.run()
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

  /// The Unicode version of the tables in use, such as 15.0.
  public static var unicodeVersion: String {
    "\(ICUFolding.unicodeVersion.major).\(ICUFolding.unicodeVersion.minor)"
  }
}
