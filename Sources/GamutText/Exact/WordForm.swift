// SPDX-License-Identifier: Apache-2.0

internal import GamutUnicode

/// A text without what its words do not have: case, punctuation and space.
public struct WordForm: Hashable, Sendable {
  private let bytes: [UInt8]

  /// Folds `text` as shingles of words are.
  public init(of text: Span<UInt8>) {
    var folded = FoldedText()
    WordFolder().fold(text, into: &folded)
    bytes = folded.withBytes { span in span.indices.map { span[$0] } }
  }
}
