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
      state.writer.lastIsLetter = unsafe ASCII.isLetter(source[start - 1])
    }
    let first = unsafe DecodedPoint(source, at: start)
    guard first.value != DecodedPoint.invalid else {
      unsafe state.writer.resolveJoiner(beforeLetter: false, bytes, ends)
      unsafe state.writer.endWord(bytes, ends)
      state.writer.lastIsLetter = false
      state.position = start + 1
      return true
    }
    if !table[first.value].hasBoundaryBefore, state.writer.lastIsLetter, start > 0,
      unsafe source[start - 1] < 0x80
    {
      // The ASCII letter before belongs to the stretch: it is the last byte written.
      start -= 1
      state.writer.output -= 1
      state.position = start
      state.writer.lastIsLetter = unsafe start > 0 && ASCII.isLetter(source[start - 1])
    }
    return foldTogether(from: start)
  }

  /// Whether a code point without a boundary before it stands at `index`.
  private func isWithinStretch(_ index: Int) -> Bool {
    guard unsafe index < source.count && source[index] >= 0x80 else { return false }
    let point = unsafe DecodedPoint(source, at: index)
    return point.value != DecodedPoint.invalid && !table[point.value].hasBoundaryBefore
  }

  /// Folds a stretch through ICU; false: not enough room.
  private mutating func foldTogether(from start: Int) -> Bool {
    scratch.points.removeAll(keepingCapacity: true)
    var index = start
    repeat {
      let point = unsafe DecodedPoint(source, at: index)
      scratch.points.append(point.value)
      index += point.length
    } while isWithinStretch(index)
    ICUFolding.fold(&scratch, table: table)

    let wantedBytes = state.writer.output + scratch.points.count * 5 + Self.stepBytes
    let wantedWords = state.writer.wordCount + scratch.points.count + Self.stepWords
    guard unsafe wantedBytes <= bytes.count && wantedWords <= ends.count else {
      state.wantedBytes = wantedBytes
      state.wantedWords = wantedWords
      return false
    }
    // Safe: five bytes and an end a code point are there, and those of a step beside them.
    for point in scratch.points { unsafe state.writer.add(point, table[point], bytes, ends) }
    state.position = index
    return true
  }
}
