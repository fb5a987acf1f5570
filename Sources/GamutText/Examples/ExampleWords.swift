// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutUnicode

/// The words of one record, hashed, with the roles of its parts and the ends of its units, from one
/// folding, in buffers that are used again for the next record.
struct ExampleWords: Sendable {
  /// Words that stand together: a unit, or a whole part where units are not asked for.
  struct Piece: Sendable {
    let role: PartRole
    /// The part it is of.
    let part: Int
    /// Its words, one or more.
    let words: Range<Int>
    /// Where it stands in the text.
    let bytes: Range<Int>
  }

  /// How the parts are cut.
  enum Pieces {
    /// Not at all.
    case parts
    /// Into units, those of answers and documents not: nobody shares these with a thousand others.
    case promptUnits
    /// Into units.
    case units
  }

  /// The parts.
  private(set) var parts: [PartShape.Part] = []
  /// The pieces that have words, in their order.
  private(set) var pieces: [Piece] = []
  /// The folded words.
  private(set) var folded = FoldedText()
  /// The hash of each word, then room.
  private(set) var hashes: [UInt64] = []
  private let folder: WordFolder
  private var ends: [Int] = []
  private var endParts: [Int] = []
  private var wordEnds: [Int] = []

  init(_ folding: Folding) { folder = WordFolder(folding) }

  /// How many words there are.
  var wordCount: Int { folded.wordCount }

  /// Whether the record is a document: one text without roles.
  var isDocument: Bool { parts.count == 1 && parts[0].roleByte == Self.documentByte }

  /// The byte of a text without roles.
  static let documentByte = UInt8(ascii: "x")

  /// Reads the text of a record.
  mutating func read(_ text: Span<UInt8>, shape: Span<UInt8>, by kind: Pieces) {
    parts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    endParts.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
    PartShape.forEachPart(of: shape) { parts.append($0) }
    // The line break between two parts is none of either, where it would be a word.
    let hasBreaks = folder.folding == .none
    // A unit may end within what stands between white space: there the words end in any case.
    let mustCut = kind == .units || folder.folding == .space
    let mayCut = kind == .promptUnits && !isDocument
    for (number, part) in parts.enumerated() {
      if hasBreaks, number > 0 { ends.append(part.range.lowerBound) }
      if mustCut || mayCut && part.role != .said {
        TextUnits.appendEnds(of: text, in: part.range, to: &ends)
      } else {
        ends.append(part.range.upperBound)
      }
      endParts.append(ends.count)
    }
    folder.fold(text, into: &folded, ends: ends, wordEnds: &wordEnds)
    if hashes.count < folded.wordCount {
      hashes = [UInt64](repeating: 0, count: max(folded.wordCount, hashes.count * 2))
    }
    folded.withPaddedBytes { UnitHash.hashWords($0, wordEnds: $1, into: &hashes) }
    var (place, start) = (0, 0)
    for (number, part) in parts.enumerated() {
      if hasBreaks, number > 0 {
        start = wordEnds[place]
        place += 1
      }
      var byte = part.range.lowerBound
      while place < endParts[number] {
        let end = wordEnds[place]
        if end > start {
          pieces.append(
            Piece(
              role: part.role, part: number, words: start..<end, bytes: byte..<ends[place]))
        }
        start = end
        byte = ends[place]
        place += 1
      }
    }
  }

  /// Lends the hashes of some words.
  func withHashes<Result>(_ words: Range<Int>, _ body: (Span<UInt64>) -> Result) -> Result {
    body(hashes.span.extracting(words))
  }

  /// The words of the parts of `roles`, where no others stand between them.
  func range(of roles: PartRoles) -> Range<Int>? {
    var range = 0..<0
    for piece in pieces where roles.contains(piece.role) {
      if range.isEmpty {
        range = piece.words
      } else if piece.words.lowerBound == range.upperBound {
        range = range.lowerBound..<piece.words.upperBound
      } else {
        return nil
      }
    }
    return range
  }

  /// Lends the hashes of the words of the parts of `roles`, in their order.
  func withHashes<Result>(of roles: PartRoles, _ body: (Span<UInt64>) -> Result) -> Result {
    if let range = range(of: roles) { return withHashes(range, body) }
    var gathered: [UInt64] = []
    for piece in pieces where roles.contains(piece.role) {
      gathered.append(contentsOf: hashes[piece.words])
    }
    return body(gathered.span)
  }

  /// Adds the words of the parts of `roles` to `text`.
  func append(_ roles: PartRoles, to text: inout FoldedText) {
    for piece in pieces where roles.contains(piece.role) { text.append(piece.words, of: folded) }
  }

  /// The hash of the pieces of what is given and asked, in their order.
  var promptKey: UInt64 {
    var hash: UInt64 = 0
    for piece in pieces where piece.role == .given || piece.role == .asked {
      WordSequence.add(key(of: piece) ^ UInt64(piece.role.rawValue), to: &hash)
    }
    return hash
  }

  /// The hash of a piece's words in their order.
  func key(of piece: Piece) -> UInt64 {
    withHashes(piece.words) { WordSequence.hash($0) }
  }
}

/// Hashes words in their order.
enum WordSequence {
  /// The hash of `words`, themselves hashes.
  static func hash(_ words: Span<UInt64>) -> UInt64 {
    var hash: UInt64 = 0x6A09_E667_F3BC_C908
    for i in words.indices { add(words[i], to: &hash) }
    return StableHash.mix(hash)
  }

  /// Adds one word to a hash that `mix` closes.
  static func add(_ word: UInt64, to hash: inout UInt64) {
    hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash &>> 32
  }
}
