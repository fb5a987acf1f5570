// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutUnicode

/// The shingles of one text, to compare a few texts as the near stage compares them.
public struct ShingleSet: Sendable {
  /// What tells equal texts at once.
  private let identity: Hash128
  /// Ascending, each once; empty for a text without words.
  private let hashes: [UInt64]

  /// Folds and shingles `text`.
  ///
  /// - Complexity: expected O(`text.count`).
  public init(of text: Span<UInt8>, width: ShingleWidth) {
    identity = StableHash.hash128(text)
    var folded = FoldedText()
    var shingles = ShingleBuffer()
    WordFolder().fold(text, into: &folded)
    ShingleHasher(width: width).hash(folded, into: &shingles)
    var hashes: [UInt64] = []
    _ = shingles.appendSet(to: &hashes)
    self.hashes = hashes
  }

  /// The Jaccard similarity to `other`, 0…1; 0 where one has no words.
  public func similarity(to other: ShingleSet) -> Double {
    overlap(with: other, atLeast: 0)?.similarity ?? 0
  }

  /// Whether the texts are equal, or their Jaccard similarity is at least `threshold`. Of two
  /// different texts of which one has no words, none is like the other.
  public func isAlike(_ other: ShingleSet, threshold: Double) -> Bool {
    identity == other.identity
      || overlap(with: other, atLeast: threshold) != nil
  }

  private func overlap(with other: ShingleSet, atLeast threshold: Double) -> SetOverlap? {
    SetOverlap(hashes.span, other.hashes.span, atLeast: threshold, orContained: nil)
  }
}
