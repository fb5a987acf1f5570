// SPDX-License-Identifier: Apache-2.0

import GamutUnicode

/// A step that cuts a text into what a model takes by itself, as the `pre_tokenizer` of a
/// `tokenizer.json` names it.
enum TextCutter: Sendable {
  /// Cuts at what a pattern finds, or with `inverted` at what is between.
  case split(SplitPattern, TokenText.Behavior, inverted: Bool)
  /// Puts a space before each piece that begins with none.
  case prefixSpace
  /// Writes each byte as its letter.
  case byteLevel
  case metaspace(Metaspace)

  /// A visible character in place of spaces, which begins each word.
  struct Metaspace: Hashable, Sendable {
    /// Which pieces get one before them.
    enum Prepending: String, Hashable, Sendable {
      case first, never, always
    }

    let replacement: [UInt8]
    let prepending: Prepending
    let splits: Bool
  }

  /// Memory that is used again.
  struct Scratch {
    var text = TokenText.Scratch()
    var masks = SplitPattern.Scratch()
    var bytes: [UInt8] = []
    var pieces: [Range<Int>] = []
  }

  /// Cuts the pieces of `text`.
  func apply(to text: inout TokenText, scratch: inout Scratch) {
    switch self {
    case .split(let pattern, let behavior, let inverted):
      text.split(behavior, scratch: &scratch.text) { piece, parts in
        pattern.forEachPart(of: piece, scratch: &scratch.masks) {
          parts.append((range: $0, separates: $1 != inverted))
        }
      }
    case .prefixSpace:
      rewrite(&text, &scratch) { piece, _, bytes in
        if piece[0] != 0x20 { bytes.append(0x20) }
        for i in piece.indices { bytes.append(piece[i]) }
      }
    case .byteLevel:
      rewrite(&text, &scratch) { piece, _, bytes in
        for i in piece.indices { bytes.append(point: ByteLetters.points[Int(piece[i])]) }
      }
    case .metaspace(let rules):
      rewrite(&text, &scratch) { piece, beginsText, bytes in
        let start = bytes.count
        for i in piece.indices {
          if piece[i] == 0x20 { bytes += rules.replacement } else { bytes.append(piece[i]) }
        }
        let isPrefixed =
          switch rules.prepending {
          case .always: true
          case .first: beginsText
          case .never: false
          }
        if isPrefixed, !bytes[start...].starts(with: rules.replacement) {
          bytes.insert(contentsOf: rules.replacement, at: start)
        }
      }
      if rules.splits {
        text.split(.mergedWithNext, scratch: &scratch.text) { piece, parts in
          Self.findAll(rules.replacement, in: piece) {
            parts.append((range: $0, separates: $1))
          }
        }
      }
    }
  }

  /// Makes the pieces anew; `write` appends what becomes of one.
  private func rewrite(
    _ text: inout TokenText, _ scratch: inout Scratch,
    _ write: (Span<UInt8>, Bool, inout [UInt8]) -> Void
  ) {
    scratch.bytes.removeAll(keepingCapacity: true)
    scratch.pieces.removeAll(keepingCapacity: true)
    for (i, piece) in text.pieces.enumerated() {
      let start = scratch.bytes.count
      write(text.bytes.span.extracting(piece), i == 0 && text.beginsText, &scratch.bytes)
      if scratch.bytes.count > start { scratch.pieces.append(start..<scratch.bytes.count) }
    }
    swap(&text.bytes, &scratch.bytes)
    swap(&text.pieces, &scratch.pieces)
  }

  /// Calls `body` with each place of `sought` in `text`, and with what is between.
  static func findAll(
    _ sought: [UInt8], in text: Span<UInt8>, _ body: (Range<Int>, Bool) -> Void
  ) {
    var gap = 0
    var place = 0
    while place + sought.count <= text.count {
      guard sought.indices.allSatisfy({ text[place + $0] == sought[$0] }) else {
        place += 1
        continue
      }
      if gap < place { body(gap..<place, false) }
      body(place..<place + sought.count, true)
      place += sought.count
      gap = place
    }
    if gap < text.count { body(gap..<text.count, false) }
  }
}

extension SplitPattern {
  /// What GPT-2 cuts texts by, and every tokeniser at the level of bytes that names nothing else.
  static let gpt2 =
    #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

  /// The pattern that finds single code points of `set`.
  init(points set: CodePointSet) {
    self.init(
      alternatives: [[.run(mask: 1, least: 1, most: 1, possessive: false)]], sets: [set])
  }
}
