// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutUnicode

/// The shingles of the three texts of an example, tagged by text, of which one sketch is made.
///
/// If each of system, given, and asked + said has a Jaccard similarity of t or more, or is missing in
/// both, then so has the union of the tagged sets: intersections and unions add up over disjoint
/// kinds, and (Σ iₖ)/(Σ uₖ) is no less than the least iₖ/uₖ. So one sketch finds every pair of the
/// rule.
struct ExampleShingles: Sendable {
  private let width: ShingleWidth
  private let hasher: ShingleHasher
  private var text = FoldedText()
  private var part = ShingleBuffer()

  /// What tells the shingles of a text from those of another: asked and said have those of whole
  /// texts, so that a document is sketched as ever.
  private static let kinds: [(roles: PartRoles, tag: UInt64)] = [
    ([.asked, .said], 0), ([.given], 0x3C6E_F372_FE94_F82B), ([.system], 0xA54F_F53A_5F1D_36F1),
  ]
  /// Sets documents apart from the particular words of examples.
  private static let documentTag: UInt64 = 0x510E_527F_ADE6_82D1

  init(_ options: TextSketcher.Options) {
    width = options.width
    hasher = ShingleHasher(width: options.width)
  }

  /// Replaces what `shingles` holds by those of `words`.
  mutating func write(
    _ words: borrowing ExampleWords, isTagged: Bool, to shingles: inout ShingleBuffer
  ) {
    shingles.removeAll()
    for kind in Self.kinds {
      let tag = isTagged ? kind.tag ^ Self.documentTag : kind.tag
      if case .characters = width {
        writeCharacters(words, kind.roles, tag, to: &shingles)
      } else {
        words.withHashes(of: kind.roles) { hasher.append($0, tag: tag, to: &shingles) }
      }
    }
  }

  private mutating func writeCharacters(
    _ words: borrowing ExampleWords, _ roles: PartRoles, _ tag: UInt64,
    to shingles: inout ShingleBuffer
  ) {
    text.removeAll()
    words.append(roles, to: &text)
    hasher.hash(text, into: &part)
    shingles.append(part, tag: tag)
  }
}
