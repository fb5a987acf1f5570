// SPDX-License-Identifier: Apache-2.0

extension FoldLoop {
  /// How a run by the table ends.
  enum TableOutcome {
    /// At a byte that is ASCII, or at the end.
    case done
    /// At a boundary with a stretch behind it that must be normalised, or at a byte that is not
    /// UTF-8.
    case stretch
    /// At a boundary, for want of room.
    case short
  }

  /// Folds from a byte that is not ASCII on, one code point after the other, as long as each folds
  /// by itself: it has a boundary before it, or is a mark that combines with nothing and stands in
  /// its order. Spaces between words belong to the run.
  ///
  /// What a code point becomes may depend on one behind it. So it is written for the time being:
  /// the next that does not fold by itself takes the run back to the last boundary.
  mutating func runTable() -> TableOutcome {
    // Safe: `position` is below `count` where it is read; a round starts with `stepBytes` and
    // `stepWords` of room, which hold the longest mapping.
    let count = unsafe source.count
    let room = unsafe bytes.count - Self.stepBytes
    let endRoom = unsafe ends.count - Self.stepWords
    var position = state.position
    var writer = state.writer
    if position > 0, unsafe source[position - 1] < 0x80 {
      writer.lastIsLetter = unsafe ASCII.isLetter(source[position - 1])
    }
    var boundary = (position: position, writer: writer)
    var lastClass: UInt32 = 0
    var outcome = TableOutcome.done
    while position < count {
      let byte = unsafe source[position]
      if byte < 0x80 {
        guard byte == 0x20, writer.output <= room, writer.wordCount <= endRoom else { break }
        unsafe writer.resolveJoiner(beforeLetter: false, bytes, ends)
        unsafe writer.endWord(bytes, ends)
        writer.lastIsLetter = false
        position &+= 1
        boundary = (position, writer)
        lastClass = 0
        continue
      }
      guard writer.output <= room, writer.wordCount <= endRoom else {
        outcome = .short
        break
      }
      let point = unsafe DecodedPoint(source, at: position)
      guard point.value != DecodedPoint.invalid else {
        boundary = (position, writer)
        outcome = .stretch
        break
      }
      let facts = table[point.value]
      if facts.hasBoundaryBefore {
        boundary = (position, writer)
      } else if facts.isRemoved {
        position &+= point.length
        continue
      } else if !facts.isFolded || facts.combiningClass < lastClass {
        outcome = .stretch
        break
      }
      if facts.isFolded {
        unsafe writer.add(point.value, facts, bytes, ends)
        lastClass = facts.combiningClass
      } else if facts.mapping != 0 {
        for i in table.range(ofMapping: facts.mapping) {
          let mapped = table.mapped[i]
          let mappedFacts = table[mapped]
          unsafe writer.add(mapped, mappedFacts, bytes, ends)
          lastClass = mappedFacts.combiningClass
        }
        // No mark may follow an iota that stood below: it belongs before it.
        if facts.hasIotaBelow { lastClass = .max }
      } else if !facts.isRemoved {
        outcome = .stretch
        break
      }
      position &+= point.length
    }
    if outcome == .done {
      boundary = (position, writer)
    }
    (state.position, state.writer) = boundary
    return outcome
  }
}
