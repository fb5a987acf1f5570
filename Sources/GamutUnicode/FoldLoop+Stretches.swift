// SPDX-License-Identifier: Apache-2.0

extension FoldLoop {
  /// Folds from the position to the next boundary of normalisation; false: not enough room.
  ///
  /// A stretch begins anywhere and goes on while code points have no boundary before them, so its
  /// folding is that of the same code points within the whole text. A byte that is not UTF-8 ends
  /// it too.
  mutating func foldStretch() -> Bool {
    // Safe: `position` is below `source.count`, and so is each place decoded.
    var start = state.position
    if start > 0, unsafe source[start - 1] < 0x80 {
      state.lastIsLetter = unsafe ASCII.isLetter(source[start - 1])
    }
    var first = unsafe DecodedPoint(source, at: start)
    guard first.value != DecodedPoint.invalid else {
      resolveJoiner(beforeLetter: false)
      unsafe state.writer.endWord(bytes, ends)
      state.lastIsLetter = false
      state.position = start + 1
      return true
    }
    var facts = table[first.value]
    if !facts.hasBoundaryBefore, state.lastIsLetter, start > 0, unsafe source[start - 1] < 0x80 {
      // The ASCII letter before belongs to the stretch: it is the last byte written.
      start -= 1
      state.writer.output -= 1
      state.position = start
      state.lastIsLetter = unsafe start > 0 && ASCII.isLetter(source[start - 1])
      first = unsafe DecodedPoint(source, at: start)
      facts = table[first.value]
    }
    let next = start + first.length
    guard isWithinStretch(next) else {
      if facts.isFolded {
        add(first.value, facts)
      } else if facts.mapping != 0 {
        for i in table.range(ofMapping: facts.mapping) {
          add(table.mapped[i], table[table.mapped[i]])
        }
      } else if !facts.isRemoved {
        return foldTogether(from: start)
      }
      state.position = next
      return true
    }
    return foldTogether(from: start)
  }

  /// Whether a code point without a boundary before it stands at `index`.
  private func isWithinStretch(_ index: Int) -> Bool {
    guard unsafe index < source.count && source[index] >= 0x80 else { return false }
    let point = unsafe DecodedPoint(source, at: index)
    return point.value != DecodedPoint.invalid && !table[point.value].hasBoundaryBefore
  }

  /// Folds a stretch of several code points; false: not enough room.
  private mutating func foldTogether(from start: Int) -> Bool {
    scratch.points.removeAll(keepingCapacity: true)
    var isFolded = true
    var hasRemoved = false
    var lastClass: UInt32 = 0
    var index = start
    repeat {
      let point = unsafe DecodedPoint(source, at: index)
      let facts = table[point.value]
      scratch.points.append(point.value)
      if facts.isRemoved {
        hasRemoved = true
      } else {
        // Folded already: each code point is, and the marks stand in order.
        isFolded = isFolded && facts.isFolded && facts.combiningClass >= lastClass
        lastClass = facts.combiningClass
      }
      index += point.length
    } while isWithinStretch(index)
    if !isFolded {
      ICUFolding.fold(&scratch, table: table)
    } else if hasRemoved {
      scratch.points.removeAll { table[$0].isRemoved }
    }

    let wantedBytes = state.writer.output + scratch.points.count * 5 + Self.stepBytes
    let wantedWords = state.writer.wordCount + scratch.points.count + Self.stepWords
    guard unsafe wantedBytes <= bytes.count && wantedWords <= ends.count else {
      state.wantedBytes = wantedBytes
      state.wantedWords = wantedWords
      return false
    }
    for point in scratch.points { add(point, table[point]) }
    state.position = index
    return true
  }

  /// Adds a folded code point to the words.
  private mutating func add(_ point: UInt32, _ facts: CodePointFacts) {
    resolveJoiner(beforeLetter: facts.isLetter)
    switch facts.wordClass {
    case CodePointFacts.WordClass.run.rawValue:
      write(point)
    case CodePointFacts.WordClass.single.rawValue:
      unsafe state.writer.endWord(bytes, ends)
      write(point)
      unsafe state.writer.endWord(bytes, ends)
    case CodePointFacts.WordClass.joiner.rawValue where state.lastIsLetter:
      unsafe state.writer.endWord(bytes, ends)
      state.pendingJoiner = UInt8(truncatingIfNeeded: point)
    case CodePointFacts.WordClass.joiner.rawValue:
      unsafe state.writer.addSingle(UInt8(truncatingIfNeeded: point), bytes, ends)
    default:
      unsafe state.writer.endWord(bytes, ends)
    }
    state.lastIsLetter = facts.isLetter
  }

  /// Writes `point` as UTF-8.
  private mutating func write(_ point: UInt32) {
    // Safe: each caller has asked for five bytes a code point.
    if point < 0x80 {
      unsafe bytes[state.writer.output] = UInt8(truncatingIfNeeded: point)
      state.writer.output += 1
    } else if point < 0x800 {
      unsafe bytes[state.writer.output] = UInt8(truncatingIfNeeded: 0xC0 | point &>> 6)
      unsafe bytes[state.writer.output + 1] = Self.trail(point)
      state.writer.output += 2
    } else if point < 0x1_0000 {
      unsafe bytes[state.writer.output] = UInt8(truncatingIfNeeded: 0xE0 | point &>> 12)
      unsafe bytes[state.writer.output + 1] = Self.trail(point &>> 6)
      unsafe bytes[state.writer.output + 2] = Self.trail(point)
      state.writer.output += 3
    } else {
      unsafe bytes[state.writer.output] = UInt8(truncatingIfNeeded: 0xF0 | point &>> 18)
      unsafe bytes[state.writer.output + 1] = Self.trail(point &>> 12)
      unsafe bytes[state.writer.output + 2] = Self.trail(point &>> 6)
      unsafe bytes[state.writer.output + 3] = Self.trail(point)
      state.writer.output += 4
    }
  }

  private static func trail(_ bits: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: 0x80 | bits & 0x3F)
  }
}
