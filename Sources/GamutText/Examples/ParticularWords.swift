// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// The shingles that are particular to an example: of what is given and asked, without the units that
/// many records share, those of two words within each unit, and of what is said all of two words.
///
/// **They find every pair of the rule, up to the ends of units.** Let R be the set that point 2 of the
/// rule compares: the units of one record that the other lacks, in a row, then what is said. Let P be
/// this one, and I(u) the shingles within a unit u. Of a pair,
///
///     P = R − X − {I(u): u set aside, in this record alone} + {I(u): u in both, not set aside}
///
/// where X are the shingles of R that reach over the end of a unit. What is added is the same for both
/// records, and raises their Jaccard similarity or leaves it. To drop what is in one record alone raises
/// it too, but for shingles that a unit the other has in its place holds as well: two wordings of one
/// common unit. So other wordings of a common unit, by half of their shingles, are set aside with it. X is lost: at most one shingle for each unit of R, so that of units with ten words on
/// average, and R with a similarity of t, P keeps (t − .1)/(1 − .1). The bands are chosen for that. What
/// most duplicates differ in is one unit or two, and X then is one or two of the shingles of what is
/// said, so this leaves room for the other case.
///
/// The system part is left out: it must reach the threshold whole, which says nothing of what is left
/// of it. Units that are set aside in a record that has none but these stay.
struct ParticularWords: Sendable {
  private let common: CommonUnits
  static let hasher = ShingleHasher(width: .words(2))

  init(_ common: CommonUnits) { self.common = common }

  /// The similarity that P of a pair has, where R reaches `threshold`.
  static func threshold(for threshold: Double) -> Double { max(0, (threshold - 0.1) / 0.9) }

  /// Replaces what `shingles` holds by those of `words`.
  func write(_ words: borrowing ExampleWords, to shingles: inout ShingleBuffer) {
    shingles.removeAll()
    for piece in words.pieces where piece.role == .given || piece.role == .asked {
      if common.contains(words.key(of: piece)) { continue }
      let start = shingles.count
      append(piece, of: words, to: &shingles)
      let isWording = shingles.withHashes {
        common.containsWording($0.extracting(start..<shingles.count))
      }
      if isWording { shingles.removeAll(from: start) }
    }
    words.withHashes(of: .said) { Self.hasher.append($0, to: &shingles) }
    if shingles.count > 0 { return }
    for piece in words.pieces where piece.role != .system {
      append(piece, of: words, to: &shingles)
    }
    if shingles.count > 0 { return }
    for piece in words.pieces { append(piece, of: words, to: &shingles) }
  }

  private func append(
    _ piece: ExampleWords.Piece, of words: borrowing ExampleWords, to shingles: inout ShingleBuffer
  ) {
    words.withHashes(piece.words) { Self.hasher.append($0, to: &shingles) }
  }
}
