// SPDX-License-Identifier: Apache-2.0

/// A text on its way to tokens: UTF-8, and the pieces it is cut into so far.
struct TokenText {
  var bytes: [UInt8] = []
  /// The pieces, in order; none is empty.
  var pieces: [Range<Int>] = []
  /// Whether the first piece begins where the whole text does.
  var beginsText = false

  /// Makes it one piece of `bytes`.
  mutating func setWhole() {
    pieces.removeAll(keepingCapacity: true)
    if !bytes.isEmpty { pieces.append(0..<bytes.count) }
  }

  /// What becomes of what separates.
  enum Behavior: String, Hashable, Sendable {
    case removed = "Removed"
    case isolated = "Isolated"
    case mergedWithPrevious = "MergedWithPrevious"
    case mergedWithNext = "MergedWithNext"
    case contiguous = "Contiguous"
  }

  /// Parts of a piece, and whether each separates.
  typealias Parts = [(range: Range<Int>, separates: Bool)]

  /// Memory that is used again.
  struct Scratch {
    var pieces: [Range<Int>] = []
    var parts: Parts = []
  }

  /// Cuts every piece: `cut` appends the parts of the piece that it is lent, numbered from 0.
  mutating func split(
    _ behavior: Behavior, scratch: inout Scratch, _ cut: (Span<UInt8>, inout Parts) -> Void
  ) {
    scratch.pieces.removeAll(keepingCapacity: true)
    for (i, piece) in pieces.enumerated() {
      scratch.parts.removeAll(keepingCapacity: true)
      cut(bytes.span.extracting(piece), &scratch.parts)
      let count = scratch.pieces.count
      Self.join(scratch.parts, behavior, from: piece.lowerBound, into: &scratch.pieces)
      if i == 0, beginsText {
        beginsText =
          scratch.pieces.count > count && scratch.pieces[count].lowerBound == piece.lowerBound
      }
    }
    swap(&pieces, &scratch.pieces)
  }

  private static func join(
    _ parts: Parts, _ behavior: Behavior, from start: Int, into pieces: inout [Range<Int>]
  ) {
    let first = pieces.count
    func placed(_ range: Range<Int>) -> Range<Int> {
      start + range.lowerBound..<start + range.upperBound
    }
    func extend(_ range: Range<Int>) {
      let last = pieces.count - 1
      pieces[last] = pieces[last].lowerBound..<start + range.upperBound
    }
    switch behavior {
    case .isolated: for part in parts { pieces.append(placed(part.range)) }
    case .removed: for part in parts where !part.separates { pieces.append(placed(part.range)) }
    case .contiguous:
      var previous = false
      for part in parts {
        if part.separates == previous, pieces.count > first {
          extend(part.range)
        } else {
          pieces.append(placed(part.range))
        }
        previous = part.separates
      }
    case .mergedWithPrevious:
      var previous = false
      for part in parts {
        if part.separates, !previous, pieces.count > first {
          extend(part.range)
        } else {
          pieces.append(placed(part.range))
        }
        previous = part.separates
      }
    case .mergedWithNext:
      // From the end: what separates joins what is behind it, unless that separates too.
      var isOpen = false
      var previous = false
      for part in parts.reversed() {
        if part.separates, !previous, isOpen {
          let last = pieces.count - 1
          pieces[last] = start + part.range.lowerBound..<pieces[last].upperBound
        } else {
          pieces.append(placed(part.range))
          isOpen = true
        }
        previous = part.separates
      }
      pieces[first...].reverse()
    }
  }
}
